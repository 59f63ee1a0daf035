import { GENESIS_HASH } from '@ywk/contracts';
import type { Process } from '../world.ts';
import type { Ground } from './ground.ts';
import { answer, type Answer, type Transaction } from './rows.ts';

export interface ProgressRow {
  readonly partition: number;
  readonly log: string;
  readonly nextOffset: number | null;
  readonly lastPos: number;
  readonly lastHash: string;
  readonly logEpoch: number;
  readonly claimEpoch: number;
  readonly owner: string;
  readonly state: 'running' | 'halted';
  readonly reason: string | null;
}

export interface ViewRow {
  /** Written whole, from what the handler keeps in memory. */
  readonly total: number;
  /** Added to in place. */
  readonly added: number;
  /** Every position that was applied, in order. */
  readonly applied: string;
}

type Values = readonly unknown[];

const progressName = (partition: unknown, log: unknown): string =>
  `progress/${log as string}/${partition as number}`;
export const viewName = (partition: unknown, officer: unknown): string =>
  `view/${partition as number}/${officer as string}`;

/** Whose statement it is, and in which transaction. */
export interface Call {
  readonly by: Process;
  readonly tx: Transaction | undefined;
}

const begun = (partition: number, log: string): ProgressRow => ({
  partition,
  log,
  nextOffset: null,
  lastPos: 0,
  lastHash: GENESIS_HASH,
  logEpoch: 0,
  claimEpoch: 0,
  owner: '',
  state: 'running',
  reason: null,
});

interface Advance {
  readonly partition: number;
  readonly log: string;
  readonly claimEpoch: number;
  readonly was: number;
  readonly becomes: Partial<ProgressRow>;
  readonly nextOffset: number | null;
}

const advancesOf = (values: Values): Advance[] => {
  const [, partitions, ...columns] = values as readonly (readonly unknown[])[];
  return (partitions ?? []).map((partition, at) => {
    const [log, claimEpoch, was, lastPos, lastHash, logEpoch, nextOffset, reason] = columns.map(
      (column) => column[at],
    );
    const state = reason === null ? 'running' : 'halted';
    const becomes = { lastPos, lastHash, logEpoch, reason, state };
    return { partition, log, claimEpoch, was, becomes, nextOffset } as Advance;
  });
};

/** Progress of the followers and the view they fill. */
export class ProgressTables {
  constructor(private readonly ground: Ground) {}

  progress(log: string, partition: number): ProgressRow | undefined {
    return this.ground.rows.get<ProgressRow>(progressName(partition, log));
  }

  view(partition: number, officer: string): ViewRow | undefined {
    return this.ground.rows.get<ViewRow>(viewName(partition, officer));
  }

  claim([, partitions, logs, owner]: Values, { by }: Call): Answer {
    const { rows, bugs } = this.ground;
    const places = (partitions as number[])
      .map((partition, at) => ({ partition, log: (logs as string[])[at] ?? '' }))
      .sort((a, b) => a.partition - b.partition);
    for (const { partition, log } of places) rows.lock(progressName(partition, log));
    return answer(
      places.map(({ partition, log }) => {
        const old = this.progress(log, partition);
        const claimEpoch = (old?.claimEpoch ?? 0) + (bugs.claimsInTheOldEpoch && old ? 0 : 1);
        const row = { ...(old ?? begun(partition, log)), claimEpoch, owner: owner as string };
        rows.put(progressName(partition, log), row);
        this.ground.oracle.claimed(partition, by);
        return {
          partition,
          log,
          next_offset: row.nextOffset === null ? null : String(row.nextOffset),
          last_pos: String(row.lastPos),
          last_hash: row.lastHash,
          log_epoch: row.logEpoch,
          claim_epoch: String(row.claimEpoch),
          state: row.state,
          reason: row.reason,
        };
      }),
    );
  }

  advance(values: Values, { by, tx }: Call): Answer {
    const { rows, bugs } = this.ground;
    const advances = advancesOf(values);
    // Only rows that fit are locked, the others are passed over.
    for (const { partition, log } of advances) rows.lock(progressName(partition, log), tx);
    const moved = advances.filter((advance) => this.fits(advance, tx));
    for (const { partition, log, becomes, nextOffset } of moved) {
      const name = progressName(partition, log);
      const old = rows.get<ProgressRow>(name, tx);
      const row = { ...old, ...becomes, nextOffset: nextOffset ?? old?.nextOffset ?? null };
      rows.put(name, row, tx);
      if (bugs.progressCommitsAlone) tx?.before.delete(name);
      this.ground.oracle.advanced(partition, by);
    }
    return answer(moved.map(({ partition, log }) => ({ partition, log })));
  }

  ownerOf([partition, , log]: Values): Answer {
    const row = this.progress(log as string, partition as number);
    return answer(row === undefined ? [] : [{ owner: row.owner }]);
  }

  clearHalt([partition, , log, readFrom]: Values): Answer {
    const name = progressName(partition, log);
    const { rows } = this.ground;
    rows.lock(name);
    const row = rows.get<ProgressRow>(name);
    if (row?.state !== 'halted') return answer([], 0);
    const next = row.nextOffset === null ? null : row.nextOffset + 1;
    const offsets = { same: row.nextOffset, next, earliest: null };
    const nextOffset = offsets[readFrom as keyof typeof offsets];
    rows.put(name, { ...row, state: 'running', reason: null, nextOffset });
    return answer([], 1);
  }

  cleared([, partitions, logs]: Values): Answer {
    return answer(
      (partitions as number[]).flatMap((partition, at) => {
        const log = (logs as string[])[at] ?? '';
        return this.progress(log, partition)?.state === 'running' ? [{ log, partition }] : [];
      }),
    );
  }

  readView([partition, officers]: Values, { tx }: Call): Answer {
    const found = (officers as string[]).flatMap((officer) => {
      const row = this.ground.rows.get<ViewRow>(viewName(partition, officer), tx);
      return row === undefined ? [] : [{ officer, total: row.total }];
    });
    return answer(found);
  }

  writeView([partition, officers, totals, added, applied]: Values, { tx }: Call): Answer {
    const { rows } = this.ground;
    for (const [at, officer] of (officers as string[]).entries()) {
      const name = viewName(partition, officer);
      rows.lock(name, tx);
      const old = rows.get<ViewRow>(name, tx);
      rows.put(
        name,
        {
          total: (totals as number[])[at],
          added: (old?.added ?? 0) + ((added as number[])[at] ?? 0),
          applied: `${old?.applied ?? ''}${(applied as string[])[at] ?? ''}`,
        },
        tx,
      );
    }
    return answer([], (officers as string[]).length);
  }

  private fits({ partition, log, claimEpoch, was }: Advance, tx: Transaction | undefined): boolean {
    const row = this.ground.rows.get<ProgressRow>(progressName(partition, log), tx);
    if (row === undefined || row.state !== 'running') return false;
    const { fenceIgnoresEpoch, fenceIgnoresPosition } = this.ground.bugs;
    return (
      (fenceIgnoresEpoch || row.claimEpoch === claimEpoch) &&
      (fenceIgnoresPosition || row.lastPos === was)
    );
  }
}

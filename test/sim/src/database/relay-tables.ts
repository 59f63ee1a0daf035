import { LAST_PARTITION } from '../notes.ts';
import type { Ground } from './ground.ts';
import type { LogTables } from './log-tables.ts';
import { answer, type Answer, type Transaction } from './rows.ts';

export interface LeaseRow {
  readonly owner: string;
  readonly token: number;
  /** By the clock of the world; -Infinity when free. */
  readonly expiresAt: number;
}

type Values = readonly unknown[];

const range = (from: unknown, to: unknown): number[] => {
  const partitions: number[] = [];
  for (let p = from as number; p <= (to as number); p += 1) partitions.push(p);
  return partitions;
};

const leaseName = (partition: unknown): string => `lease/${String(partition)}`;
const checkpointName = (log: unknown, partition: unknown): string =>
  `checkpoint/${log as string}/${partition as number}`;

/** Leases and checkpoints of the relays. */
export class RelayTables {
  /** Lowest and highest partitions of the ranges. */
  private readonly leases = new Map<number, number>();

  constructor(
    private readonly ground: Ground,
    private readonly log: LogTables,
  ) {}

  lease(partition: number): LeaseRow | undefined {
    return this.ground.rows.get<LeaseRow>(leaseName(partition));
  }

  checkpoint(log: string, partition: number): number {
    return this.ground.rows.get<number>(checkpointName(log, partition)) ?? 0;
  }

  ensureLease([partition, last]: Values): Answer {
    const { rows } = this.ground;
    // ON CONFLICT DO NOTHING waits for whoever is changing the row.
    rows.lock(leaseName(partition));
    if (rows.get(leaseName(partition)) !== undefined) return answer([], 0);
    rows.put(leaseName(partition), { owner: '', token: 0, expiresAt: Number.NEGATIVE_INFINITY });
    this.leases.set(partition as number, last as number);
    return answer([], 1);
  }

  takeLease([partition, , owner, ms]: Values): Answer {
    const { rows } = this.ground;
    const now = this.ground.now();
    rows.lock(leaseName(partition));
    const lease = rows.get<LeaseRow>(leaseName(partition));
    if (lease === undefined || lease.expiresAt >= now) return answer([]);
    const token = lease.token + 1;
    rows.put(leaseName(partition), { owner, token, expiresAt: now + (ms as number) });
    return answer([{ token: String(token) }]);
  }

  keepLease([partition, token, ms]: Values): Answer {
    return this.changeLease(partition, token, this.ground.now() + (ms as number));
  }

  freeLease([partition, token]: Values): Answer {
    return this.changeLease(partition, token, Number.NEGATIVE_INFINITY);
  }

  ensureCheckpoints([from, to, logs]: Values): Answer {
    const { rows } = this.ground;
    for (const log of logs as string[]) {
      for (const partition of range(from, to)) {
        const name = checkpointName(log, partition);
        rows.lock(name);
        if (rows.get(name) === undefined) rows.put(name, 0);
      }
    }
    return answer([]);
  }

  readCheckpoints([from, to, logs]: Values): Answer {
    return answer(
      (logs as string[]).flatMap((log) =>
        range(from, to).map((partition) => {
          return { log, partition, pos: String(this.checkpoint(log, partition)) };
        }),
      ),
    );
  }

  readEnds([from, to, logs]: Values): Answer {
    return answer(
      (logs as string[]).flatMap((log) =>
        range(from, to).map((partition) => {
          const { events } = this.log.chain(log, partition);
          return { log, partition, last_pos: String(events.length) };
        }),
      ),
    );
  }

  readUnsent([partitions, logs, after, limit]: Values): Answer {
    const rows = (partitions as number[]).flatMap((partition, at) => {
      const { events, wires } = this.log.chain((logs as string[])[at] ?? '', partition);
      const from = (after as number[])[at] ?? 0;
      return events
        .slice(from, from + (limit as number))
        .map(({ recordedAt, key }, n) => [
          at + 1,
          String(Date.parse(recordedAt)),
          key,
          wires[from + n],
        ]);
    });
    return answer(this.ground.bugs.readsNewestFirst ? rows.reverse() : rows);
  }

  save([partitions, logs, positions, leased, token]: Values): Answer {
    const { rows, bugs } = this.ground;
    const steps = (partitions as number[]).map((partition, at) => {
      const name = checkpointName((logs as string[])[at], partition);
      return { partition, name, pos: (positions as number[])[at] ?? 0 };
    });
    rows.lock(leaseName(leased));
    for (const { name } of steps) rows.lock(name);
    const held = String(rows.get<LeaseRow>(leaseName(leased))?.token) === token;
    if (!held && !bugs.savesWithoutLease) return answer([], 0);
    const forward = steps.filter(({ name, pos }) => (rows.get<number>(name) ?? 0) <= pos);
    for (const { partition, name, pos } of forward) {
      rows.put(name, pos);
      this.ground.oracle.checkpointMoved(partition, pos);
    }
    return answer([], forward.length);
  }

  lockLeases([from, to]: Values, tx: Transaction | undefined): Answer {
    const { rows, bugs } = this.ground;
    for (const [partition, last] of this.leases) {
      if (partition > (to as number) || last < (from as number)) continue;
      rows.lock(leaseName(partition), tx);
      const lease = rows.get<LeaseRow>(leaseName(partition), tx);
      if (lease === undefined || bugs.rewindsUnderTheLeader) continue;
      const freed = { ...lease, token: lease.token + 1, expiresAt: Number.NEGATIVE_INFINITY };
      rows.put(leaseName(partition), freed, tx);
    }
    return answer([]);
  }

  rewind([from, to, log, pos]: Values, tx: Transaction | undefined): Answer {
    const { rows } = this.ground;
    for (const partition of range(from, Math.min(to as number, LAST_PARTITION))) {
      const name = checkpointName(log, partition);
      rows.lock(name, tx);
      rows.put(name, Math.min(rows.get<number>(name, tx) ?? 0, pos as number), tx);
      tx?.onCommit.push(() => this.ground.oracle.rewound(partition));
    }
    return answer([]);
  }

  private changeLease(partition: unknown, token: unknown, expiresAt: number): Answer {
    const { rows } = this.ground;
    rows.lock(leaseName(partition));
    const lease = rows.get<LeaseRow>(leaseName(partition));
    if (lease === undefined || String(lease.token) !== token) return answer([], 0);
    rows.put(leaseName(partition), { ...lease, expiresAt });
    return answer([], 1);
  }
}

import type { Database } from './database.ts';
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

  constructor(private readonly database: Database) {}

  lease(partition: number): LeaseRow | undefined {
    return this.database.rows.get<LeaseRow>(leaseName(partition));
  }

  checkpoint(log: string, partition: number): number {
    return this.database.rows.get<number>(checkpointName(log, partition)) ?? 0;
  }

  ensureLease([partition, last]: Values): Answer {
    const { rows } = this.database;
    if (rows.get(leaseName(partition)) !== undefined) return answer([], 0);
    rows.put(leaseName(partition), { owner: '', token: 0, expiresAt: Number.NEGATIVE_INFINITY });
    this.leases.set(partition as number, last as number);
    return answer([], 1);
  }

  takeLease([partition, , owner, ms]: Values): Answer {
    const { rows } = this.database;
    const now = this.database.now();
    rows.lock(leaseName(partition));
    const lease = rows.get<LeaseRow>(leaseName(partition));
    if (lease === undefined || lease.expiresAt >= now) return answer([]);
    const token = lease.token + 1;
    rows.put(leaseName(partition), { owner, token, expiresAt: now + (ms as number) });
    return answer([{ token: String(token) }]);
  }

  keepLease([partition, token, ms]: Values): Answer {
    return this.changeLease(partition, token, this.database.now() + (ms as number));
  }

  freeLease([partition, token]: Values): Answer {
    return this.changeLease(partition, token, Number.NEGATIVE_INFINITY);
  }

  ensureCheckpoints([from, to, logs]: Values): Answer {
    const { rows } = this.database;
    for (const log of logs as string[]) {
      for (const partition of range(from, to)) {
        const name = checkpointName(log, partition);
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
          const { events } = this.database.log.chain(`${log}/${partition}`);
          return { log, partition, last_pos: String(events.length) };
        }),
      ),
    );
  }

  readUnsent([partitions, logs, after, limit]: Values): Answer {
    const rows = (partitions as number[]).flatMap((partition, at) => {
      const { events, wires } = this.database.log.chain(`${(logs as string[])[at]}/${partition}`);
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
    return answer(this.database.bugs.readsNewestFirst ? rows.reverse() : rows);
  }

  save([partitions, logs, positions, leased, token]: Values): Answer {
    const { rows, bugs } = this.database;
    rows.lock(leaseName(leased));
    for (const [at, log] of (logs as string[]).entries()) {
      rows.lock(checkpointName(log, (partitions as number[])[at]));
    }
    const lease = rows.get<LeaseRow>(leaseName(leased));
    const held = String(lease?.token) === token;
    if (!held && !bugs.savesWithoutLease) return answer([], 0);
    let saved = 0;
    for (const [at, log] of (logs as string[]).entries()) {
      const partition = (partitions as number[])[at] ?? 0;
      const pos = (positions as number[])[at] ?? 0;
      if (this.checkpoint(log, partition) > pos) continue;
      rows.put(checkpointName(log, partition), pos);
      this.database.oracle.checkpointMoved(partition, pos);
      saved += 1;
    }
    return answer([], saved);
  }

  lockLeases([from, to]: Values, tx: Transaction | undefined): Answer {
    const { rows, bugs } = this.database;
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
    const { rows } = this.database;
    for (const partition of range(from, Math.min(to as number, this.database.lastPartition))) {
      const name = checkpointName(log, partition);
      rows.lock(name, tx);
      rows.put(name, Math.min(rows.get<number>(name, tx) ?? 0, pos as number), tx);
      tx?.onCommit.push(() => this.database.oracle.rewound(partition));
    }
    return answer([]);
  }

  private changeLease(partition: unknown, token: unknown, expiresAt: number): Answer {
    const { rows } = this.database;
    rows.lock(leaseName(partition));
    const lease = rows.get<LeaseRow>(leaseName(partition));
    if (lease === undefined || String(lease.token) !== token) return answer([], 0);
    rows.put(leaseName(partition), { ...lease, expiresAt });
    return answer([], 1);
  }
}

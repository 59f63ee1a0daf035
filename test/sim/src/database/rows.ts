import { Blocked } from '../world.ts';

/** An open transaction: what stood before it, and the rows it holds. */
export interface Transaction {
  readonly before: Map<string, unknown>;
  readonly held: Set<string>;
  /** What is to be noted when it is committed. */
  readonly onCommit: (() => void)[];
  /** By the clock of the world. */
  usedAt: number;
}

/** Rows that are locked by writing and read as they were committed. */
export class Rows {
  private readonly rows = new Map<string, unknown>();
  private readonly locks = new Map<string, Transaction>();

  /** @param unlocked called when a lock is given up */
  constructor(private readonly unlocked: () => void) {}

  get<T>(name: string, tx?: Transaction): T | undefined {
    const holder = this.locks.get(name);
    const foreign = holder !== undefined && holder !== tx && holder.before.has(name);
    return (foreign ? holder.before.get(name) : this.rows.get(name)) as T | undefined;
  }

  /** Takes the lock of a row for the transaction, or only looks that nobody has it. @throws Blocked */
  lock(name: string, tx?: Transaction): void {
    const holder = this.locks.get(name);
    if (holder !== undefined && holder !== tx) throw new Blocked(name);
    if (tx === undefined || holder === tx) return;
    this.locks.set(name, tx);
    tx.held.add(name);
  }

  put(name: string, row: unknown, tx?: Transaction): void {
    this.lock(name, tx);
    if (tx !== undefined && !tx.before.has(name)) tx.before.set(name, this.rows.get(name));
    this.rows.set(name, row);
  }

  commit(tx: Transaction): void {
    for (const note of tx.onCommit) note();
    this.release(tx);
  }

  rollBack(tx: Transaction): void {
    for (const [name, row] of tx.before) {
      if (row === undefined) this.rows.delete(name);
      else this.rows.set(name, row);
    }
    this.release(tx);
  }

  private release(tx: Transaction): void {
    for (const name of tx.held) this.locks.delete(name);
    if (tx.held.size > 0) this.unlocked();
    tx.held.clear();
    tx.before.clear();
  }
}

/** What a statement answers. */
export interface Answer {
  readonly rows: readonly unknown[];
  readonly rowCount: number;
  readonly command: string;
}

export const answer = (rows: readonly unknown[], rowCount = rows.length): Answer => ({
  rows,
  rowCount,
  command: '',
});

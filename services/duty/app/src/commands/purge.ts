import type { RefusedLines } from '../persistence/refused-line.store.ts';
import type { Connections } from '../persistence/transaction.ts';

const EVERY_MS = 3_600_000;

/** Removes refused lines whose time is over, once an hour. */
export class Purge {
  private next = 0;

  constructor(
    private readonly db: Connections,
    private readonly refused: RefusedLines,
  ) {}

  async run(): Promise<number> {
    if (Date.now() < this.next) return 0;
    this.next = Date.now() + EVERY_MS;
    return this.refused.purge(this.db);
  }
}

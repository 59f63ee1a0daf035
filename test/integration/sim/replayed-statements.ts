import type { Pool, PoolClient } from 'pg';
import type { ExecutedStatement } from '../../sim/src/database/database.ts';
import { LAST_PARTITION } from '../../sim/src/notes.ts';
import { statementOf } from '../../sim/src/database/statements.ts';

/** A statement on a real database, next to what the simulated one answered. */
export interface Compared {
  readonly name: string;
  readonly real: unknown;
  readonly simulated: unknown;
}

const ENDS = new Set(['COMMIT', 'ROLLBACK']);

/** How many rows changed is an answer of these, which the callers read. */
const COUNTED = new Set(['save checkpoint', 'renew lease', 'free lease', 'clear halt']);

/** Members that hold the time of recording or follow from it. */
const DATED = new Set(['hash', 'prevHash', 'recordedAt']);
const DATED_COLUMNS = new Set([4, 5, 13]);

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

const wireOf = (text: string): unknown =>
  Object.fromEntries(Object.entries(parsed(text) as object).filter(([name]) => !DATED.has(name)));

type Row = Record<string, unknown> & unknown[];

/** What is to be equal in a row, by the name of its statement. */
const comparable = (name: string, row: Row): unknown => {
  if (name === 'append') return [row['outcome'], parsed(row['detail'] as string | null)];
  if (name === 'look up command id') {
    return [String(row['request_hash']), parsed(row['positions'] as string)];
  }
  if (name === 'read unsent') return [row[0], row[2], wireOf(row[3] as string)];
  if (name === 'read stream' || name === 'read log') {
    return row.filter((_, at) => !DATED_COLUMNS.has(at));
  }
  const { last_hash: hash, ...rest } = row;
  // The claim's is text and was written by the schedule itself; that of a head follows from the time.
  const kept = typeof hash === 'string' ? { ...rest, hash } : rest;
  return Object.fromEntries(Object.entries(kept).sort());
};

interface Answered {
  readonly rows: readonly unknown[];
  readonly rowCount: number | null;
}

const ordered = ['append', 'read unsent', 'read stream', 'read log'];

/** A log has heads of 64 partitions; nothing stands in those that are not played. */
const isPlayed =
  (name: string) =>
  (row: unknown): boolean =>
    name !== 'read heads' || Number((row as Row)['partition']) <= LAST_PARTITION;

const comparableAnswer = (name: string, { rows, rowCount }: Answered): unknown => {
  const found = rows.filter(isPlayed(name)).map((row) => comparable(name, row as Row));
  const texts = found.map((row) => JSON.stringify(row));
  return {
    rows: ordered.includes(name) ? texts : texts.sort(),
    ...(COUNTED.has(name) && { rowCount }),
  };
};

const AGE_LEASES = `
UPDATE relay_lease SET expires_at = clock_timestamp() + $1 * interval '1 hour'
WHERE expires_at <> '-infinity'`;

/** Carries the statements of a schedule out on a real database, one after the other. */
export class ReplayedStatements {
  private readonly open = new Map<unknown, PoolClient>();
  /** When the lease ends by the clock of the simulation. */
  private leaseEnds = 0;

  constructor(private readonly pool: Pool) {}

  async play(statement: ExecutedStatement): Promise<Compared> {
    const { name } = statementOf(statement.text);
    if (name === 'take lease') {
      // The real clock hardly moves while the simulated one does.
      await this.pool.query(AGE_LEASES, [this.leaseEnds < statement.now ? -1 : 1]);
    }
    const answered = await this.carryOut(name, statement).catch((error: unknown) => {
      throw new Error(`${name}: ${String(error)}`, { cause: error });
    });
    this.noteLease(name, statement);
    return {
      name,
      real: comparableAnswer(name, answered),
      simulated: comparableAnswer(name, statement.answer),
    };
  }

  /** Rolls back what the schedule left open. */
  async end(): Promise<void> {
    for (const client of this.open.values()) {
      await client.query('ROLLBACK');
      client.release();
    }
    this.open.clear();
  }

  private async carryOut(name: string, statement: ExecutedStatement): Promise<Answered> {
    const { text, values, call } = statement;
    const arrays = name === 'read unsent' || name === 'read stream' || name === 'read log';
    const query = { text, values: [...values], ...(arrays && { rowMode: 'array' as const }) };
    if (call.tx === undefined) return this.pool.query(query);
    const client = this.open.get(call.tx) ?? (await this.pool.connect());
    this.open.set(call.tx, client);
    const answered = await client.query(query);
    if (!ENDS.has(name)) return answered;
    this.open.delete(call.tx);
    client.release();
    return answered;
  }

  private noteLease(name: string, { answer, values, now }: ExecutedStatement): void {
    if (name === 'take lease' && answer.rows.length === 1) this.leaseEnds = now + Number(values[3]);
    if (name === 'renew lease' && answer.rowCount === 1) this.leaseEnds = now + Number(values[2]);
  }
}

import type { Pool, PoolClient } from 'pg';
import type { Faults } from '../faults.ts';
import type { Process, Request, World } from '../world.ts';
import type { Database } from './database.ts';
import { answer, type Answer, type Transaction } from './rows.ts';
import { statementOf } from './statements.ts';

export interface PoolParts {
  readonly world: World;
  readonly database: Database;
  readonly faults: Faults;
  readonly by: Process;
  readonly lostCommitCounts?: boolean;
}

interface Query {
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** How long a transaction may be open with nobody speaking, ms. */
const IDLE_LIMIT_MS = 5_000;

export const connectionLost = (): Error => new Error('Connection terminated unexpectedly');

const lockTimeout = (): Error =>
  Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' });

const queryOf = (asked: string | Query, values?: readonly unknown[]): Required<Query> =>
  typeof asked === 'string'
    ? { text: asked, values: values ?? [] }
    : { text: asked.text, values: asked.values ?? values ?? [] };

/** A statement on its way to the server. */
class Sent implements Request<Answer> {
  readonly by: Process;
  readonly what: string;
  readonly reads: boolean;

  constructor(
    private readonly connection: Connection,
    private readonly parts: PoolParts,
    private readonly query: Required<Query>,
  ) {
    const { name, reads } = statementOf(query.text);
    this.by = parts.by;
    this.what = name;
    this.reads = reads;
  }

  serve(): Answer {
    return this.connection.serve(this.query);
  }

  served(): void {
    this.connection.afterwards();
  }

  waited(): Error {
    return this.parts.faults.happens('lostRequest') ? connectionLost() : lockTimeout();
  }
}

/** A connection of the simulated database. */
export class Connection {
  /** What is done when the client has seen its COMMIT succeed. */
  readonly onCommitted: (() => void)[] = [];
  private tx: Transaction | undefined;
  private lost = false;

  constructor(private readonly parts: PoolParts) {}

  async query(asked: string | Query, values?: readonly unknown[]): Promise<Answer> {
    const { text, values: given } = queryOf(asked, values);
    if (this.lost) throw connectionLost();
    if (text === 'BEGIN') return this.begin();
    if (text === 'ROLLBACK') return this.rollBack();
    return text === 'COMMIT' ? this.commit() : this.ask(text, given);
  }

  release(): void {
    this.lost = true;
  }

  /** The server finds the client gone. */
  hangUp(): void {
    this.lost = true;
    if (this.tx !== undefined) this.rollBack();
  }

  private async commit(): Promise<Answer> {
    const asked = this.ask('COMMIT', []);
    const answered = this.parts.lostCommitCounts
      ? await asked.catch(() => ({ ...answer([]), command: 'COMMIT' }))
      : await asked;
    for (const work of this.onCommitted.splice(0)) work();
    return answered;
  }

  private begin(): Answer {
    const { world, database, by } = this.parts;
    const tx: Transaction = { before: new Map(), held: new Set(), onCommit: [], usedAt: world.now };
    this.tx = tx;
    this.parts.faults.connections.add(this);
    return database.execute('BEGIN', [], { by, tx });
  }

  private rollBack(): Answer {
    const { database, by } = this.parts;
    const done = database.execute('ROLLBACK', [], { by, tx: this.tx });
    this.ended();
    return done;
  }

  private ask(text: string, values: readonly unknown[]): Promise<Answer> {
    return this.parts.world.ask(new Sent(this, this.parts, { text, values }));
  }

  /** A client that is gone holds no rows; one that says nothing for long is taken for gone. */
  afterwards(): void {
    if (!this.parts.by.alive) return this.hangUp();
    if (this.tx !== undefined) this.tx.usedAt = this.parts.world.now;
  }

  /** @returns whether it holds a transaction nobody has used for too long */
  isIdle(now: number): boolean {
    return this.tx !== undefined && this.tx.held.size > 0 && now - this.tx.usedAt > IDLE_LIMIT_MS;
  }

  private ended(): void {
    this.tx = undefined;
    this.parts.faults.connections.delete(this);
  }

  serve({ text, values }: Required<Query>): Answer {
    const { database, faults, by } = this.parts;
    if (this.lost) throw connectionLost();
    if (faults.happens('lostRequest')) {
      this.hangUp();
      throw connectionLost();
    }
    const { tx } = this;
    const answered = database.execute(text, values, { by, tx });
    if (text === 'COMMIT') this.ended();
    if (faults.happens('lostAnswer')) {
      this.hangUp();
      throw connectionLost();
    }
    return answered;
  }
}

/** A pool of the simulated database, for one process. */
export const poolOf = (parts: PoolParts): Pool => {
  const pool = {
    query: (asked: string | Query, values?: readonly unknown[]) =>
      new Connection(parts).query(asked, values),
    connect: () => Promise.resolve(new Connection(parts) as unknown as PoolClient),
  };
  return pool as unknown as Pool;
};

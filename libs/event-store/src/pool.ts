import pg from 'pg';
import { withArraysWritten } from './array-literal.ts';
import { checkGround } from './log-ground.ts';

export interface PoolOptions {
  readonly url: string;
  /** Connections at most; default 10. */
  readonly max?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** Milliseconds after which an unanswered statement counts as a dead connection; default 15 000. */
  readonly queryTimeoutMs?: number;
  /**
   * True for who repairs logs: connects also to a standby, and to a server where the logs are not
   * open. Default: such connections are refused with {@link LogGroundMoved}.
   */
  readonly anyGround?: boolean;
}

/** How long one may wait for a connection, ms: who waits longer is told to come back. */
const WAIT_MS = 2_000;

/** Durable, and never waiting for a lock or holding one idle for long. */
const SESSION = [
  '-c synchronous_commit=on',
  '-c lock_timeout=2s',
  '-c idle_in_transaction_session_timeout=5s',
].join(' ');

interface Wire {
  readonly connection: { readonly stream: { destroy(): void } };
}

type Ask = (...args: unknown[]) => unknown;

/**
 * A client that ends when an answer does not come, at once and by itself: pools that are handed a
 * client back after an error as if nothing had happened (by TypeORM) would otherwise give the dead
 * socket to the next one, for ever. It also writes arrays faster than its library does.
 */
export class MortalClient extends pg.Client {
  /** Why no answer is believed any more. */
  private doubt: Error | undefined;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // The error also rejects what was asked; without a listener it would end the process.
    this.on('error', () => undefined);
    this.on('notice', ({ message }) => this.doubtIfNotReplicated(message));
    const ask: Ask = this.query.bind(this) as Ask;
    this.query = ((...args: unknown[]) =>
      this.asked(ask, withArraysWritten(args))) as typeof this.query;
  }

  private asked(ask: Ask, args: unknown[]): unknown {
    const last = args.at(-1);
    if (typeof last !== 'function') {
      const answer = ask(...args);
      return answer instanceof Promise ? this.believed(answer) : answer;
    }
    return ask(...args.slice(0, -1), (error: unknown, ...rest: unknown[]) => {
      this.endIfSilent(error);
      const doubt = error ? undefined : this.doubt;
      if (doubt === undefined) (last as Ask)(error, ...rest);
      else (last as Ask)(doubt);
    });
  }

  private async believed(answer: Promise<unknown>): Promise<unknown> {
    try {
      const found = await answer;
      if (this.doubt === undefined) return found;
    } catch (error) {
      this.endIfSilent(error);
      throw error;
    }
    throw this.doubt;
  }

  private endIfSilent(error: unknown): void {
    if (!(error instanceof Error) || error.message !== 'Query read timeout') return;
    this.cut();
  }

  /**
   * Somebody ended the wait for the standby: the server goes on to answer success, yet only it has
   * what was committed. That answer may be read already; it is not believed, and the client ends.
   */
  private doubtIfNotReplicated(message: string | undefined): void {
    if (message?.includes('synchronous replication') !== true) return;
    this.doubt = new Error(`Connection terminated by this client: ${message}`);
    this.cut();
  }

  private cut(): void {
    // A pool takes no client back that is ending; the socket itself may take long to notice.
    void this.end();
    (this as unknown as Wire).connection.stream.destroy();
  }
}

/** A pool that leaves a dead connection behind instead of handing it out again. */
export const createPool = (options: PoolOptions): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: options.applicationName,
    options: SESSION,
    query_timeout: options.queryTimeoutMs ?? 15_000,
    connectionTimeoutMillis: WAIT_MS,
    keepAlive: true,
    Client: MortalClient,
    ...(options.anyGround === true ? {} : { verify: checkGround }),
  });
  // A connection that dies while idle is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
};

const rollBack = async (tx: pg.PoolClient): Promise<Error | undefined> => {
  try {
    await tx.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

/** Runs work in one transaction (READ COMMITTED); rolled back when it throws. */
export const inTransaction = async <T>(
  pool: pg.Pool,
  work: (tx: pg.PoolClient) => Promise<T>,
): Promise<T> => {
  const tx = await pool.connect();
  let broken: Error | undefined;
  try {
    await tx.query('BEGIN');
    const result = await work(tx);
    await tx.query('COMMIT');
    return result;
  } catch (error) {
    broken = await rollBack(tx);
    throw error;
  } finally {
    tx.release(broken);
  }
};

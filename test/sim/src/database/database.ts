import type { Bugs } from '../bugs.ts';
import type { Oracle } from '../oracle.ts';
import type { World } from '../world.ts';
import type { Ground } from './ground.ts';
import { LogTables } from './log-tables.ts';
import { ProgressTables, type Call } from './progress-tables.ts';
import { RelayTables } from './relay-tables.ts';
import { Rows, answer, type Answer, type Transaction } from './rows.ts';
import { statementOf, type Tables } from './statements.ts';

type Values = readonly unknown[];

export interface DatabaseParts {
  readonly world: World;
  readonly oracle: Oracle;
  readonly bugs: Bugs;
  /** Hears every statement and what it answered. */
  readonly onStatement?: (statement: ExecutedStatement) => void;
}

export interface ExecutedStatement {
  readonly text: string;
  readonly values: Values;
  readonly call: Call;
  readonly answer: Answer;
  /** By the clock of the world. */
  readonly now: number;
}

/** PostgreSQL as far as the protocol speaks to it: it knows the statements of the libraries. */
export class Database implements Ground, Tables {
  readonly rows: Rows;
  readonly log: LogTables;
  readonly relay: RelayTables;
  readonly followers: ProgressTables;
  readonly oracle: Oracle;
  readonly bugs: Bugs;

  constructor(private readonly parts: DatabaseParts) {
    this.oracle = parts.oracle;
    this.bugs = parts.bugs;
    this.rows = new Rows(() => (parts.world.lockChanges += 1));
    this.log = new LogTables(this);
    this.relay = new RelayTables(this, this.log);
    this.followers = new ProgressTables(this);
  }

  now(): number {
    return this.parts.world.now;
  }

  /** @throws Blocked when another transaction holds a row */
  execute(text: string, values: Values, call: Call): Answer {
    const executed = statementOf(text).execute(this, call, values);
    this.parts.onStatement?.({ text, values, call, answer: executed, now: this.now() });
    return executed;
  }

  /** Ends a transaction, if there is one. */
  end(how: 'COMMIT' | 'ROLLBACK', tx: Transaction | undefined): Answer {
    if (tx !== undefined && how === 'COMMIT') this.rows.commit(tx);
    else if (tx !== undefined) this.rows.rollBack(tx);
    return { ...answer([]), command: how };
  }
}

import type { Bugs } from '../bugs.ts';
import type { Oracle } from '../oracle.ts';
import type { Rows } from './rows.ts';

/** What all tables of the simulated database stand on. */
export interface Ground {
  readonly rows: Rows;
  readonly bugs: Bugs;
  readonly oracle: Oracle;
  /** By the clock of the world. */
  now(): number;
}

import {
  budgetsOf,
  labBooks,
  LabReportSum,
  type CohortValues,
  type LabChange,
} from '@ywk/appraisal-domain';
import { canonicalText, PARTITIONS, POST_CODES } from '@ywk/contracts';
import { inTransaction } from '@ywk/event-store';
import type { Pool, PoolClient } from 'pg';
import { readLabChanges } from '../../persistence/lab-change.store.ts';
import {
  finishRun,
  type LabFindings,
  type LabRun,
  type Uncounted,
} from '../../persistence/lab-run.store.ts';
import {
  dropLabFigures,
  keepStep,
  PHASES,
  readSteps,
  type LabStep,
  type Sides,
} from '../../persistence/lab-work.store.ts';
import { readLabUnits } from '../../persistence/lab-unit.store.ts';
import type { Lease } from '../../persistence/lease.store.ts';
import { readVersions, type RuleSource } from '../../persistence/rules-in-force.ts';
import { cohortsOf, labMonth, type LabMonth, type Tried } from './lab-month.ts';
import { decideMonth } from './lab-decide.ts';
import { LabYears } from './lab-years.ts';
import { openPartition, scorePartition } from './lab-phases.ts';

/** What a run needs. */
export interface LabParts {
  readonly pool: Pool;
  readonly rules: RuleSource;
}

/** The right to do a piece. */
export interface Fence {
  readonly lease: Lease;
  readonly token: string;
}

const keyOf = ({ period, phase, partition }: LabStep): string => `${period} ${phase} ${partition}`;

function* stepsOf({ periods }: LabRun): Generator<LabStep> {
  for (const period of periods) {
    for (const phase of PHASES) {
      for (let partition = 0; partition < PARTITIONS; partition += 1) {
        yield { period, phase, partition };
      }
    }
    yield { period, phase: 'DECIDE', partition: 0 };
  }
}

/**
 * Does a run step by step, each in one transaction with the note that it is done: what was broken
 * off goes on there, and what is done twice is rolled back. Memory holds the sheets of one piece of
 * a partition, its sums where facts are counted anew, and the figures of a month's cohorts.
 */
export class LabWork {
  private readonly todo: LabStep[];
  private month: LabMonth | undefined;
  private joined: { readonly of: LabMonth; readonly cohorts: Sides<CohortValues> } | undefined;

  private constructor(
    private readonly pool: Pool,
    private readonly tried: Tried,
    done: readonly LabStep[],
  ) {
    const known = new Set(done.map(keyOf));
    this.todo = [...stepsOf(tried.run)].filter((step) => !known.has(keyOf(step)));
  }

  /** @throws Rejection when the version does not fit what it stands on */
  static async open({ pool, rules }: LabParts, run: LabRun): Promise<LabWork> {
    const versions = await readVersions(pool, run.rulesPos);
    const { kind, name, version, from, to } = run;
    const { calendar } = await rules.read(pool);
    const trial = { versions, name: { kind, name, version }, from, to };
    const books = labBooks(trial, { calendar, posts: POST_CODES });
    return new LabWork(pool, { run, books }, await readSteps(pool, run.run));
  }

  get run(): string {
    return this.tried.run.run;
  }

  get finished(): boolean {
    return this.todo.length === 0;
  }

  /** Does the next step. @returns false when the lease is lost */
  async step({ lease, token }: Fence): Promise<boolean> {
    const [step] = this.todo;
    if (step === undefined) return this.finish({ lease, token });
    const held = await inTransaction(this.pool, async (tx) => {
      // One snapshot: sums and the facts behind them are those of one moment.
      await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      if (!(await lease.holds(tx, token))) return false;
      await keepStep(tx, this.run, { ...step, uncounted: await this.do(tx, step) });
      return true;
    });
    if (held) this.todo.shift();
    return held;
  }

  private async do(tx: PoolClient, { phase, period, partition }: LabStep): Promise<Uncounted> {
    const month = await this.monthOf(tx, period);
    if (phase === 'OPEN') return openPartition(tx, month, partition);
    if (phase === 'DECIDE') {
      await decideMonth(tx, month);
      return {};
    }
    await scorePartition(tx, { month, cohorts: await this.cohorts(tx, month) }, partition);
    return {};
  }

  private async monthOf(tx: PoolClient, period: string): Promise<LabMonth> {
    if (this.month?.period !== period) this.month = await labMonth(tx, this.tried, period);
    return this.month;
  }

  private async cohorts(tx: PoolClient, month: LabMonth): Promise<Sides<CohortValues>> {
    if (this.joined?.of !== month) {
      this.joined = { of: month, cohorts: await cohortsOf(tx, this.tried, month.period) };
    }
    return this.joined.cohorts;
  }

  private finish({ lease, token }: Fence): Promise<boolean> {
    return inTransaction(this.pool, async (tx) => {
      if (!(await lease.holds(tx, token))) return false;
      const report = canonicalText(await this.findings(tx));
      await finishRun(tx, this.run, { report, doneMs: Date.now() });
      await dropLabFigures(tx, this.run);
      return true;
    });
  }

  private async findings(tx: PoolClient): Promise<LabFindings> {
    const sum = new LabReportSum();
    const { run, books } = this.tried;
    const years = new LabYears(books, run.periods);
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      const changes: LabChange[] = [];
      for (const period of run.periods) {
        changes.push(...(await readLabChanges(tx, { run: run.run, period, partition })));
      }
      for (const change of changes) sum.add(change);
      await years.add(tx, changes);
    }
    const budgets = budgetsOf(await readLabUnits(tx, run.run, null));
    const uncounted: Record<string, number> = {};
    for (const step of await readSteps(tx, this.run)) {
      for (const [code, facts] of Object.entries(step.uncounted)) {
        uncounted[code] = (uncounted[code] ?? 0) + facts;
      }
    }
    return { ...sum.report, uncounted, budgets, years: years.effects };
  }
}

import { cohortFigures, cohortLines, type OpenSheet, type Scheme } from '@ywk/appraisal-domain';
import { inTransaction } from '@ywk/event-store';
import type { Pool, PoolClient } from 'pg';
import {
  keepCohortValues,
  readFigures,
  replaceMembers,
  valuesOf,
  type CohortMember,
} from '../../persistence/cohort.store.ts';
import type { RuleSource } from '../../persistence/rules-in-force.ts';
import { readVector } from '../../persistence/position-vector.store.ts';
import type { Lease } from '../../persistence/lease.store.ts';
import {
  activatePeriod,
  settleDue,
  takeDue,
  type TakenSheet,
} from '../../persistence/sheet-due.store.ts';
import { computeSheets, type ComputedSheet } from '../../persistence/sheet-inputs.ts';
import { dropSheets, keepSheets, readSheets } from '../../persistence/sheet.store.ts';

/** What a refresh needs. */
export interface RefreshParts {
  readonly pool: Pool;
  readonly rules: RuleSource;
  /** Follower whose positions stamp the cohort values. */
  readonly group: string;
}

const SHEETS_AT_ONCE = 500;

const membersOf = (sheets: Iterable<OpenSheet>): CohortMember[] =>
  [...sheets].flatMap((sheet) =>
    cohortFigures(cohortLines(sheet)).map((figure) => ({ ...figure, officer: sheet.officer })),
  );

const memberKey = ({ cohort, indicator, officer }: CohortMember): string =>
  `${cohort}|${indicator}|${officer}`;

/** Figures that are new or changed, and those that are gone. */
const changed = (before: readonly CohortMember[], after: readonly CohortMember[]) => {
  const known = new Map(before.map((member) => [memberKey(member), member.value]));
  const kept = new Set(after.map(memberKey));
  return {
    now: after.filter((member) => known.get(memberKey(member)) !== member.value),
    gone: before.filter((member) => !kept.has(memberKey(member))),
  };
};

/** The month that is refreshed, and what stamps and shapes its cohort values. */
interface Refreshed {
  readonly period: string;
  readonly group: string;
  readonly scheme: Scheme;
}

const refreshCohorts = async (
  tx: PoolClient,
  cohorts: readonly string[],
  { period, group, scheme }: Refreshed,
): Promise<void> => {
  if (cohorts.length === 0) return;
  const values = valuesOf(await readFigures(tx, cohorts, period), scheme);
  await keepCohortValues(tx, values, { period, vector: await readVector(tx, group) });
};

const write = async (
  tx: PoolClient,
  computed: readonly ComputedSheet[],
  refreshed: Refreshed,
): Promise<void> => {
  const { period } = refreshed;
  const stored = await readSheets(tx, computed, period);
  const before = membersOf([...stored.values()].map(({ sheet }) => sheet));
  const after = membersOf(computed.map(({ sheet }) => sheet));
  const { now, gone } = changed(before, after);
  // Who stands nowhere has no sheet: it waits until recruitment tells of the officer.
  await keepSheets(
    tx,
    computed.filter(({ sheet }) => sheet.stays.length > 0),
  );
  await dropSheets(
    tx,
    computed.filter(({ sheet }) => sheet.stays.length === 0),
    period,
  );
  await replaceMembers(tx, period, { now, gone });
  const cohorts = [...new Set([...now, ...gone].map(({ cohort }) => cohort))];
  await refreshCohorts(tx, cohorts, refreshed);
};

const byKey = (a: TakenSheet, b: TakenSheet): number =>
  a.partition - b.partition || (a.officer < b.officer ? -1 : 1);

/**
 * Computes the next due sheets and the cohort values they touch, under the lease's token.
 * @returns how many sheets were refreshed (1 when a period became active); 0 when nothing is due or
 *   the lease is lost
 */
export const refreshOnce = async (
  { pool, rules, group }: RefreshParts,
  { lease, token }: { readonly lease: Lease; readonly token: string },
): Promise<number> =>
  inTransaction(pool, async (tx) => {
    if (!(await lease.holds(tx, token))) return 0;
    const taken = (await takeDue(tx, SHEETS_AT_ONCE)).sort(byKey);
    const period = taken[0]?.period;
    if (period === undefined) return 0;
    const book = await rules.read(tx);
    if (await activatePeriod(tx, period, book.months.boundsOf(period).until)) return 1;
    const computed = await computeSheets(tx, { officers: taken, period, rules: book });
    await write(tx, computed, { period, group, scheme: book.of(period).scheme });
    await settleDue(tx, taken);
    return taken.length;
  });

import {
  cohortFigures,
  cohortKey,
  cohortLines,
  cohortValue,
  LEAVE_DAYS,
  metricsOfClause,
  openCohortLines,
  staysOf,
  type CohortLine,
  type CohortValues,
  type OpenSheet,
} from '@ywk/appraisal-domain';
import { addDays } from '@ywk/kernel';
import { readCohortValues } from './cohort.store.ts';
import { NOW, type Database } from './database.ts';
import { sumsOfMonth } from './known-sums.store.ts';
import { readRoles } from './held-role.store.ts';
import type { Look } from './look.ts';
import { officersOfCohorts, readPlacements } from './placement.store.ts';
import { readUnits, unitsAbove } from './unit.store.ts';

/** How the cohort of a post is named. */
const POST = 'post:';

/** Posts whose people are a cohort. */
export const postsIn = (cohorts: readonly string[]): string[] =>
  cohorts.filter((each) => each.startsWith(POST)).map((each) => each.slice(POST.length));

/** Codes of the facts that figures of these indicators rest on. */
const codesOf = ({ rules, period }: Look, indicators: readonly string[]): string[] => {
  const month = rules.of(period);
  const metrics = indicators.flatMap((id) => metricsOfClause(month, id) ?? []);
  // Days of leave decide whether a stay is long enough to count in a cohort.
  const day = addDays(month.days.until, -1);
  return rules.metrics.codesOf([...metrics, LEAVE_DAYS], day);
};

/** The lines of everybody else who may be in the cohorts; only the figures of these are right. */
const linesOfOthers = async (
  db: Database,
  look: Look,
  sheets: readonly OpenSheet[],
): Promise<CohortLine[][]> => {
  const { period, until, rules } = look;
  const lines = sheets.flatMap(cohortLines);
  const known = new Set(sheets.map(({ officer }) => officer));
  const cohorts = [...new Set(lines.map(({ cohort }) => cohort))];
  const places = { groups: cohorts, posts: postsIn(cohorts) };
  const all = await officersOfCohorts(db, places, until);
  const officers = all.filter(({ officer }) => !known.has(officer));
  const codes = codesOf(look, [...new Set(lines.map(({ id }) => id))]);
  const month = rules.of(period);
  const asked = { officers, days: month.days, until, codes };
  const tallies = await sumsOfMonth(db, asked, rules.metrics);
  const placements = await readPlacements(db, officers, until);
  const roles = await readRoles(db, officers, until);
  const above = unitsAbove(await readUnits(db, until));
  return officers.map(({ officer }) =>
    openCohortLines({
      ...{ officer, period, above, rules: month },
      tallies: tallies.get(officer) ?? [],
      stays: staysOf(placements.get(officer) ?? []),
      roles: roles.get(officer) ?? [],
    }),
  );
};

/** Values of cohorts at a past instant: every member's figure from the facts known then. */
const foldedValues = async (
  db: Database,
  look: Look,
  sheets: readonly OpenSheet[],
): Promise<CohortValues> => {
  const figures = new Map<string, string[]>();
  const lines = sheets.map(cohortLines);
  for (const own of [...lines, ...(await linesOfOthers(db, look, sheets))]) {
    for (const { cohort, indicator, value } of cohortFigures(own)) {
      const key = cohortKey(cohort, indicator);
      figures.set(key, [...(figures.get(key) ?? []), value]);
    }
  }
  const values = new Map<string, string>();
  for (const { cohort, id, shape } of lines.flat()) {
    const key = cohortKey(cohort, id);
    const value = cohortValue(shape, figures.get(key) ?? []);
    if (value !== undefined) values.set(key, value);
  }
  return values;
};

/** Values that some sheets wait for: the live ones, or those of a past instant. */
export const cohortValuesBy = async (
  db: Database,
  look: Look,
  sheets: readonly OpenSheet[],
): Promise<CohortValues> => {
  const cohorts = [...new Set(sheets.flatMap(cohortLines).map(({ cohort }) => cohort))];
  if (cohorts.length === 0) return new Map();
  return look.until < NOW
    ? foldedValues(db, look, sheets)
    : readCohortValues(db, cohorts, look.period);
};

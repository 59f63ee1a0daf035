import { cohortKey, cohortValue, type CohortFigure, type Scheme } from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

/** One officer's figure in a cohort and period. Rows stand in the partition of the cohort. */
export interface CohortMember extends CohortFigure {
  readonly officer: string;
}

const UPSERT = `
INSERT INTO cohort_member (partition, cohort, period, indicator, officer, value)
SELECT m.partition, m.cohort, $6, m.indicator, m.officer, m.value
FROM unnest($1::smallint[], $2::text[], $3::text[], $4::uuid[], $5::text[])
  AS m(partition, cohort, indicator, officer, value)
ON CONFLICT (partition, cohort, period, indicator, officer) DO UPDATE SET value = excluded.value`;

const DELETE = `
DELETE FROM cohort_member c
USING unnest($1::smallint[], $2::text[], $3::text[], $4::uuid[])
  AS m(partition, cohort, indicator, officer)
WHERE c.partition = m.partition AND c.cohort = m.cohort AND c.period = $5
  AND c.indicator = m.indicator AND c.officer = m.officer`;

const columns = (members: readonly CohortMember[]): unknown[][] => [
  members.map(({ cohort }) => partitionOf(cohort)),
  members.map(({ cohort }) => cohort),
  members.map(({ indicator }) => indicator),
  members.map(({ officer }) => officer),
];

/** Replaces the figures of some officers in one period. */
export const replaceMembers = async (
  tx: PoolClient,
  period: string,
  { gone, now }: { readonly gone: readonly CohortMember[]; readonly now: readonly CohortMember[] },
): Promise<void> => {
  if (gone.length > 0) {
    const values = [...columns(gone), period];
    await tx.query({ name: 'drop_members', text: DELETE, values });
  }
  if (now.length > 0) {
    const values = [...columns(now), now.map(({ value }) => value), period];
    await tx.query({ name: 'keep_members', text: UPSERT, values });
  }
};

const FIGURES = `
SELECT m.cohort, m.indicator, array_agg(m.value) AS figures
FROM unnest($1::smallint[], $2::text[]) AS c(partition, cohort)
JOIN cohort_member m ON m.partition = c.partition AND m.cohort = c.cohort AND m.period = $3
GROUP BY m.cohort, m.indicator`;

/** The figures of all members. */
export interface CohortFigures {
  readonly cohort: string;
  readonly indicator: string;
  readonly figures: readonly string[];
}

/** All figures of some cohorts. */
export const readFigures = async (
  db: Database,
  cohorts: readonly string[],
  period: string,
): Promise<CohortFigures[]> => {
  const { rows } = await db.query<CohortFigures>({
    name: 'figures_of_cohorts',
    text: FIGURES,
    values: [cohorts.map((cohort) => partitionOf(cohort)), cohorts, period],
  });
  return rows;
};

/** A cohort's value, exact text, with the positions it was computed at. */
export interface CohortValue {
  readonly cohort: string;
  readonly indicator: string;
  readonly value: string;
  readonly members: number;
}

/** What figures come to by the shapes of a scheme's indicators. */
export const valuesOf = (found: readonly CohortFigures[], scheme: Scheme): CohortValue[] => {
  const shapes = new Map(scheme.indicators.map(({ id, shape }) => [id, shape]));
  return found.flatMap(({ cohort, indicator, figures }) => {
    const shape = shapes.get(indicator);
    const value = cohortValue(shape === 'RANK' ? shape : 'COHORT_MEDIAN', figures);
    return value === undefined ? [] : [{ cohort, indicator, value, members: figures.length }];
  });
};

/** Values by the key under which sheets ask for them. */
export const valuesByKey = (values: readonly Omit<CohortValue, 'members'>[]): Map<string, string> =>
  new Map(values.map(({ cohort, indicator, value }) => [cohortKey(cohort, indicator), value]));

const KEEP_VALUES = `
INSERT INTO cohort_value (partition, cohort, period, indicator, value, members, vector)
SELECT v.partition, v.cohort, $6, v.indicator, v.value, v.members, $7
FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::int[])
  AS v(partition, cohort, indicator, value, members)
ON CONFLICT (partition, cohort, period, indicator)
DO UPDATE SET value = excluded.value, members = excluded.members, vector = excluded.vector`;

export const keepCohortValues = async (
  tx: PoolClient,
  values: readonly CohortValue[],
  { period, vector }: { readonly period: string; readonly vector: string },
): Promise<void> => {
  if (values.length === 0) return;
  await tx.query({
    name: 'keep_cohort_values',
    text: KEEP_VALUES,
    values: [
      values.map(({ cohort }) => partitionOf(cohort)),
      values.map(({ cohort }) => cohort),
      values.map(({ indicator }) => indicator),
      values.map(({ value }) => value),
      values.map(({ members }) => members),
      period,
      vector,
    ],
  });
};

const READ_VALUES = `
SELECT v.cohort, v.indicator, v.value
FROM unnest($1::smallint[], $2::text[]) AS c(partition, cohort)
JOIN cohort_value v ON v.partition = c.partition AND v.cohort = c.cohort AND v.period = $3`;

/** Values of some cohorts, by the key under which sheets ask for them. */
export const readCohortValues = async (
  db: Database,
  cohorts: readonly string[],
  period: string,
): Promise<Map<string, string>> => {
  if (cohorts.length === 0) return new Map();
  const { rows } = await db.query<{ cohort: string; indicator: string; value: string }>({
    name: 'values_of_cohorts',
    text: READ_VALUES,
    values: [cohorts.map((cohort) => partitionOf(cohort)), cohorts, period],
  });
  return valuesByKey(rows);
};

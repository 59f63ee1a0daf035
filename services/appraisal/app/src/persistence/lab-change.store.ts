import type { LabChange, LabRank, LabResult } from '@ywk/appraisal-domain';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';
import type { LabPlace, Sides } from './lab-work.store.ts';

const KEEP = `
INSERT INTO lab_change (partition, run, period, officer, unit, post, sex, direction, changed,
  before_total, before_grade, before_pay, before_effects,
  after_total, after_grade, after_pay, after_effects, ranks)
SELECT $1, $2, $3, officer, unit, post, sex, direction, changed,
  before_total, before_grade, before_pay, string_to_array(before_effects, ' '),
  after_total, after_grade, after_pay, string_to_array(after_effects, ' '), ranks
FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::boolean[],
  $10::int[], $11::text[], $12::bigint[], $13::text[], $14::int[], $15::text[], $16::bigint[],
  $17::text[], $18::text[])
  AS c(officer, unit, post, sex, direction, changed, before_total, before_grade, before_pay,
    before_effects, after_total, after_grade, after_pay, after_effects,
    ranks)`;

const resultColumns = (results: readonly LabResult[]): unknown[][] => [
  results.map(({ total }) => total),
  results.map(({ grade }) => grade),
  results.map(({ pay }) => pay),
  results.map(({ effects }) => effects.join(' ')),
];

/** A change with what quotas will look at. */
export interface RankedLabChange extends LabChange {
  readonly ranks: Sides<LabRank>;
}

/** Keeps what became of everybody in a place, changed or not. */
export const keepLabChanges = async (
  tx: PoolClient,
  { partition, run, period }: LabPlace,
  changes: readonly RankedLabChange[],
): Promise<void> => {
  await tx.query({
    name: 'keep_lab_changes',
    text: KEEP,
    values: [
      ...[partition, run, period],
      changes.map(({ officer }) => officer),
      changes.map(({ unit }) => unit),
      changes.map(({ post }) => post),
      changes.map(({ sex }) => sex),
      changes.map(({ direction }) => direction),
      changes.map(({ changed }) => changed),
      ...resultColumns(changes.map(({ before }) => before)),
      ...resultColumns(changes.map(({ after }) => after)),
      changes.map(({ ranks }) => JSON.stringify(ranks)),
    ],
  });
};

const COLUMNS = `
officer, period, unit, post, sex, direction, changed,
json_build_object('total', before_total, 'grade', before_grade, 'pay', before_pay,
  'level', before_level, 'paid', before_paid, 'effects', before_effects) AS before,
json_build_object('total', after_total, 'grade', after_grade, 'pay', after_pay,
  'level', after_level, 'paid', after_paid, 'effects', after_effects) AS after`;

const OF_PLACE = `
SELECT ${COLUMNS} FROM lab_change
WHERE partition = $1 AND run = $2 AND period = $3 ORDER BY officer`;

/** What became of everybody in a place. */
export const readLabChanges = async (
  db: Database,
  { partition, run, period }: LabPlace,
): Promise<LabChange[]> => {
  const { rows } = await db.query<LabChange>({
    name: 'lab_changes_of_place',
    text: OF_PLACE,
    values: [partition, run, period],
  });
  return rows;
};

/** Who is listed of a run. */
export interface LabChangePage {
  readonly run: string;
  /** Null for all. */
  readonly units: readonly string[] | null;
  readonly post: string | null;
  /** Officer and month after which to go on. */
  readonly after: readonly [string, string];
  readonly limit: number;
}

const PAGE = `
SELECT ${COLUMNS} FROM lab_change
WHERE partition BETWEEN 0 AND 63 AND run = $1 AND changed
  AND ($2::text[] IS NULL OR unit = ANY($2)) AND ($3::text IS NULL OR post = $3)
  AND (officer, period) > ($4::uuid, $5::text)
ORDER BY officer, period LIMIT $6`;

/** A page of those who change, by officer and month. */
export const labChangesOf = async (db: Database, page: LabChangePage): Promise<LabChange[]> => {
  const { run, units, post, after, limit } = page;
  const values = [run, units, post, ...after, limit];
  const { rows } = await db.query<LabChange>({ name: 'lab_changes', text: PAGE, values });
  return rows;
};

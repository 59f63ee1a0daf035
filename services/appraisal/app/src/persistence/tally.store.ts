import type { AppraisalCalendar, Tally } from '@ywk/appraisal-domain';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database, OfficerAt } from './database.ts';

/** A sum at its place. */
export type TallyAt = Tally & { readonly partition: number };

/** The statements for a table of this shape; keys must be unique within one call. */
const statements = (table: string) => ({
  upsert: `
WITH written AS (
  INSERT INTO ${table} AS t (partition, officer, day, metric, posted, n)
  SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::date[], $4::text[], $5::text[], $6::bigint[])
  ON CONFLICT (partition, officer, day, metric, posted) DO UPDATE SET n = t.n + excluded.n
  RETURNING partition, officer, day::text AS day, metric, posted, n
)
SELECT partition, officer, day, metric, posted FROM written WHERE n = 0`,
  strike: `
DELETE FROM ${table} t
USING unnest($1::smallint[], $2::uuid[], $3::date[], $4::text[], $5::text[])
  AS z(partition, officer, day, metric, posted)
WHERE t.partition = z.partition AND t.officer = z.officer AND t.day = z.day
  AND t.metric = z.metric AND t.posted = z.posted`,
});

type TallyKey = Omit<TallyAt, 'n'>;

const keys = (rows: readonly TallyKey[]): unknown[][] => [
  rows.map(({ partition }) => partition),
  rows.map(({ officer }) => officer),
  rows.map(({ day }) => day),
  rows.map(({ metric }) => metric),
  rows.map(({ posted }) => posted),
];

/**
 * Adds sums; rows must be coalesced and sorted by key, so that two writers lock in one order. A sum
 * of zero is struck off: what was taken back leaves no trace, however the facts were cut.
 */
export const addTallies = async (
  tx: PoolClient,
  table: string,
  rows: readonly TallyAt[],
): Promise<void> => {
  if (rows.length === 0) return;
  const { upsert, strike } = statements(table);
  const values = [...keys(rows), rows.map(({ n }) => n)];
  const { rows: zeros } = await tx.query<TallyKey>({ name: `add_${table}`, text: upsert, values });
  if (zeros.length === 0) return;
  await tx.query({ name: `strike_${table}`, text: strike, values: keys(zeros) });
};

const LINES = 5_000;

/** Adds rows to a table without keys, by COPY; none of them may be there yet. */
export const copyTallies = async (
  tx: PoolClient,
  table: string,
  rows: Iterable<TallyAt>,
): Promise<void> => {
  const stream = tx.query(
    copyFrom(`COPY ${table} (partition, officer, day, metric, posted, n) FROM STDIN`),
  );
  let lines: string[] = [];
  for (const { partition, officer, day, metric, posted, n } of rows) {
    lines.push(`${partition}\t${officer}\t${day}\t${metric}\t${posted}\t${n}\n`);
    if (lines.length < LINES) continue;
    if (!stream.write(lines.join(''))) await once(stream, 'drain');
    lines = [];
  }
  stream.end(lines.join(''));
  await finished(stream);
};

/** A sum as it is read. */
export interface RawTally {
  readonly officer: string;
  readonly day: string;
  readonly metric: string;
  readonly posted: string;
  readonly n: string;
}

const tallyOf = ({ n, ...rest }: RawTally): Tally => ({ ...rest, n: Number(n) });

/** Sums as they were read, by officer. */
export const talliesByOfficer = (rows: readonly RawTally[]): Map<string, Tally[]> => {
  const found = new Map<string, Tally[]>();
  for (const row of rows) {
    const list = found.get(row.officer);
    if (list === undefined) found.set(row.officer, [tallyOf(row)]);
    else list.push(tallyOf(row));
  }
  return found;
};

/** Days of a period, half open. */
export interface DayBounds {
  readonly from: string;
  readonly until: string;
}

const OF_OFFICERS = `
SELECT t.officer, t.day::text AS day, t.metric, t.posted, t.n
FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
JOIN tally t ON t.partition = o.partition AND t.officer = o.officer
WHERE t.day >= $3::date AND t.day < $4::date`;

/** Sums of some officers over some days, with every posting, by officer, in no order. */
export const readTallies = async (
  db: Database,
  officers: readonly OfficerAt[],
  { from, until }: DayBounds,
): Promise<Map<string, Tally[]>> => {
  const { rows } = await db.query<RawTally>({
    name: 'tallies_of_officers',
    text: OF_OFFICERS,
    values: [
      officers.map(({ partition }) => partition),
      officers.map(({ officer }) => officer),
      from,
      until,
    ],
  });
  return talliesByOfficer(rows);
};

const OF_EVERYBODY = `
SELECT metric, sum(n) AS n FROM tally
WHERE partition BETWEEN 0 AND 63 AND day >= $1::date AND day < $2::date
  AND posted = ANY($3::text[])
GROUP BY metric`;

/** Sums of everybody over some days, of some postings, by metric. */
export const sumsOfEverybody = async (
  db: Database,
  { from, until }: DayBounds,
  postings: readonly string[],
): Promise<Pick<Tally, 'metric' | 'n'>[]> => {
  const values = [from, until, postings];
  const { rows } = await db.query<{ metric: string; n: string }>(OF_EVERYBODY, values);
  return rows.map(({ metric, n }) => ({ metric, n: Number(n) }));
};

const LATE_ORIGINS = `
SELECT DISTINCT t.officer, t.day::text AS day
FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
JOIN tally t ON t.partition = o.partition AND t.posted = $3 AND t.officer = o.officer
WHERE t.posted <> ''
ORDER BY t.officer, day`;

/** Closed months of which late facts were posted to this period, by officer, oldest first. */
export const lateOrigins = async (
  db: Database,
  officers: readonly OfficerAt[],
  { posted, months }: { readonly posted: string; readonly months: AppraisalCalendar },
): Promise<Map<string, string[]>> => {
  const { rows } = await db.query<{ officer: string; day: string }>({
    name: 'late_origins',
    text: LATE_ORIGINS,
    values: [
      officers.map(({ partition }) => partition),
      officers.map(({ officer }) => officer),
      posted,
    ],
  });
  const found = new Map<string, string[]>();
  for (const { officer, day } of rows) {
    const known = found.get(officer) ?? [];
    const origin = months.monthOf(day);
    if (known.at(-1) !== origin) found.set(officer, [...known, origin]);
  }
  return found;
};

const ORIGINS = `
SELECT DISTINCT day::text AS day FROM tally
WHERE partition BETWEEN 0 AND 63 AND posted = $1 AND posted <> '' ORDER BY day`;

/** Closed months of which late facts of anybody were posted to this period. */
export const originsPostedTo = async (
  db: Database,
  period: string,
  months: AppraisalCalendar,
): Promise<string[]> => {
  const { rows } = await db.query<{ day: string }>({
    name: 'origins_posted_to',
    text: ORIGINS,
    values: [period],
  });
  return [...new Set(rows.map(({ day }) => months.monthOf(day)))];
};

const POSTED = `
SELECT DISTINCT officer FROM tally
WHERE partition BETWEEN 0 AND 63 AND posted = $1 AND posted <> ''
  AND day >= $2::date AND day < $3::date
ORDER BY officer`;

/** Officers of whom sums of these days have a posting: whom a revision moves, or what it waits for. */
export const officersPosted = async (
  db: Database,
  posted: string,
  { from, until }: DayBounds,
): Promise<string[]> => {
  const values = [posted, from, until];
  const { rows } = await db.query<{ officer: string }>({
    name: 'officers_posted',
    text: POSTED,
    values,
  });
  return rows.map(({ officer }) => officer);
};

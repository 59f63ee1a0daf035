import { postingsUpTo, type DaySpan } from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import type { LocalMonth } from '@ywk/kernel';
import type { Database } from './database.ts';
import { endsOfRevision } from './marker.store.ts';
import { officersHired, type OfficerUntil } from './placement.store.ts';
import type { DayBounds } from './tally.store.ts';

/** As many sheets as are computed and held at once. */
const OFFICERS_AT_ONCE = 500;

/** Cuts a list into pieces that memory holds one of. */
export function* pieceByPiece<Item>(
  items: readonly Item[],
  size = OFFICERS_AT_ONCE,
): Generator<Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

/** One revision of a month. */
export interface MonthRevision {
  readonly period: LocalMonth;
  /** From 1, which an open month is on its way to. */
  readonly revision: number;
}

/** Positions of personnel by partition up to which a revision of a month hears of officers. */
export const heardUntil = async (
  db: Database,
  { period, revision }: MonthRevision,
): Promise<ReadonlyMap<number, number>> => {
  const name = { calendar: 'month', period, revision };
  const ends = (await endsOfRevision(db, name, [LOGS.personnel]))[LOGS.personnel] ?? [];
  return new Map(ends.flatMap((pos, partition) => (pos > 0 ? [[partition, pos]] : [])));
};

// From one officer to the next, and one look at each: not through everybody's sums of all months.
const WITH_TALLIES = `
WITH RECURSIVE known AS (
  (SELECT officer FROM tally WHERE partition = $1 ORDER BY officer LIMIT 1)
  UNION ALL
  SELECT (SELECT t.officer FROM tally t WHERE t.partition = $1 AND t.officer > k.officer
    ORDER BY t.officer LIMIT 1)
  FROM known k WHERE k.officer IS NOT NULL
)
SELECT k.officer FROM known k
CROSS JOIN LATERAL (SELECT 1 FROM tally t
  WHERE t.partition = $1 AND t.officer = k.officer AND t.day >= $2::date AND t.day < $3::date
    AND t.posted = ANY($5::text[]) LIMIT 1) own
UNION
SELECT officer FROM tally WHERE partition = $1 AND posted = $4 AND posted <> ''
ORDER BY officer`;

/** What counts in a period: sums of its own days, and what is posted to it from others. */
interface Counted {
  readonly period: string;
  /** Of its own days. */
  readonly postings: readonly string[];
}

/** Officers of one partition who have sums in a period. */
const officersWithTallies = async (
  db: Database,
  partition: number,
  { from, until, period, postings }: DayBounds & Counted,
): Promise<string[]> => {
  const { rows } = await db.query<{ officer: string }>({
    name: 'officers_with_tallies',
    text: WITH_TALLIES,
    values: [partition, from, until, period, postings],
  });
  return rows.map(({ officer }) => officer);
};

/** Who may have a sheet in a month: those hired before its end, and those with sums in it. */
export const officersOfMonth = async (
  db: Database,
  { period, revision }: MonthRevision,
  {
    partition,
    before,
    days: { from, until },
  }: {
    readonly partition: number;
    readonly before: number | undefined;
    /** Of the month. */
    readonly days: DaySpan;
  },
): Promise<OfficerUntil[]> => {
  const hired = await officersHired(db, partition, until);
  const sums = { from, until, period, postings: postingsUpTo(revision) };
  const counted = await officersWithTallies(db, partition, sums);
  const officers = [...new Set([...hired, ...counted])].sort();
  const at = { partition, ...(before === undefined ? {} : { before }) };
  return officers.map((officer) => ({ ...at, officer }));
};

import type { DaySpan, KnownFact } from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import { localDay } from '@ywk/kernel';
import type { Database, OfficerAt } from './database.ts';
import { calendarMonths, instantsOf } from './fact-months.ts';

interface RawFact {
  readonly partition: number;
  readonly officer: string;
  readonly pos: string;
  readonly fact: string;
  readonly sign: 1 | -1;
  readonly code: string;
  readonly occurred_ms: string;
  readonly recorded_ms: string;
  readonly posted: string;
  readonly event_id: string;
  readonly amounts: string;
  readonly origin: string;
  readonly evidence: string | null;
}

const iso = (ms: string): string => new Date(Number(ms)).toISOString();

const factOf = (row: RawFact): KnownFact => {
  const occurredAt = iso(row.occurred_ms);
  return {
    ...{ fact: row.fact, officer: row.officer, sign: row.sign, code: row.code, occurredAt },
    ...{ posted: row.posted, evidence: row.evidence, day: localDay(occurredAt) },
    amounts: JSON.parse(row.amounts) as Record<string, number>,
    origin: JSON.parse(row.origin) as unknown,
    source: {
      log: LOGS.fact,
      partition: row.partition,
      pos: Number(row.pos),
      eventId: row.event_id,
      recordedAt: iso(row.recorded_ms),
    },
  };
};

const byOfficer = (rows: readonly RawFact[]): Map<string, KnownFact[]> => {
  const found = new Map<string, KnownFact[]>();
  for (const row of rows) {
    const list = found.get(row.officer);
    if (list === undefined) found.set(row.officer, [factOf(row)]);
    else list.push(factOf(row));
  }
  return found;
};

/** Which facts of a month are asked for. */
export interface FactsOfMonth {
  readonly officers: readonly OfficerAt[];
  readonly days: DaySpan;
  /** Only what duty had taken in by then, ms. */
  readonly until: number;
  /** Null for facts of every code. */
  readonly codes: readonly string[] | null;
}

const OF_MONTH = `
SELECT f.partition, f.officer, f.pos, f.fact, f.sign, f.code, f.occurred_ms, f.recorded_ms,
  f.posted, f.event_id, f.amounts, f.origin, f.evidence
FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
JOIN fact f ON f.partition = o.partition AND f.officer = o.officer
WHERE f.month = ANY($3::date[]) AND f.occurred_ms >= $6 AND f.occurred_ms < $7
  AND f.recorded_ms <= $4 AND ($5::text[] IS NULL OR f.code = ANY($5))
ORDER BY f.officer, f.pos`;

/** Facts of some officers in a month as known at an instant, in log order, with every posting. */
export const factsOfMonth = async (
  db: Database,
  { officers, days, until, codes }: FactsOfMonth,
): Promise<Map<string, KnownFact[]>> => {
  const { rows } = await db.query<RawFact>({
    name: 'facts_of_month',
    text: OF_MONTH,
    values: [
      officers.map(({ partition }) => partition),
      officers.map(({ officer }) => officer),
      calendarMonths(days),
      until,
      codes,
      ...instantsOf(days),
    ],
  });
  return byOfficer(rows);
};

/** Late facts that count in a month; those before the first day are beyond any horizon. */
export interface LateFacts {
  readonly officers: readonly OfficerAt[];
  readonly posted: string;
  /** From the first day that may count to the first of the month that they count in. */
  readonly days: DaySpan;
  readonly until: number;
}

const LATE = `
SELECT f.partition, f.officer, f.pos, f.fact, f.sign, f.code, f.occurred_ms, f.recorded_ms,
  f.posted, f.event_id, f.amounts, f.origin, f.evidence
FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
JOIN fact f ON f.partition = o.partition AND f.officer = o.officer AND f.posted = $3
WHERE f.posted <> '' AND f.month >= $4::date AND f.month < $5::date AND f.recorded_ms <= $6
ORDER BY f.officer, f.pos`;

/** Late facts of some officers posted to a month, as known at an instant, in log order. */
export const lateFacts = async (
  db: Database,
  { officers, posted, days, until }: LateFacts,
): Promise<Map<string, KnownFact[]>> => {
  const { rows } = await db.query<RawFact>({
    name: 'late_facts',
    text: LATE,
    values: [
      officers.map(({ partition }) => partition),
      officers.map(({ officer }) => officer),
      posted,
      calendarMonths(days)[0],
      days.until,
      until,
    ],
  });
  return byOfficer(rows);
};

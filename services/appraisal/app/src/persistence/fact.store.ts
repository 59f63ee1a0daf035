import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database, OfficerAt } from './database.ts';

/** A fact or its reversal as kept: evidence, source of every sum. */
export interface FactRow extends OfficerAt {
  readonly pos: number;
  /** First day of the local month of occurrence. */
  readonly month: string;
  readonly fact: string;
  readonly sign: 1 | -1;
  readonly code: string;
  readonly occurredMs: number;
  readonly recordedMs: number;
  readonly posted: string;
  readonly eventId: string;
  /** JSON text. */
  readonly amounts: string;
  /** JSON text. */
  readonly origin: string;
  readonly evidence: string | null;
  readonly ruling: string | null;
}

const COPY = `COPY fact (partition, officer, pos, month, fact, sign, code, occurred_ms, recorded_ms,
  posted, event_id, amounts, origin, evidence, ruling) FROM STDIN`;

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

const SPECIAL = /[\\\t\n\r]/;

/** Text as COPY reads it; most of it stands for itself. */
const text = (value: string): string =>
  SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char) : value;

const line = (row: FactRow): string => {
  const evidence = row.evidence === null ? '\\N' : text(row.evidence);
  const act = `${row.partition}\t${row.officer}\t${row.pos}\t${row.month}\t${row.fact}\t${row.sign}`;
  const times = `${row.occurredMs}\t${row.recordedMs}\t${row.posted}\t${row.eventId}`;
  return `${act}\t${text(row.code)}\t${times}\t${text(row.amounts)}\t${text(row.origin)}\t${evidence}\t${row.ruling ?? '\\N'}\n`;
};

/** Adds facts by COPY; makes the table of a month that is new. */
export const copyFacts = async (tx: PoolClient, rows: readonly FactRow[]): Promise<void> => {
  if (rows.length === 0) return;
  const months = [...new Set(rows.map(({ month }) => month))].sort();
  await tx.query({
    name: 'ensure_fact_months',
    text: 'SELECT ensure_fact_month(m) FROM unnest($1::date[]) AS m',
    values: [months],
  });
  const stream = tx.query(copyFrom(COPY));
  stream.end(rows.map(line).join(''));
  await once(stream, 'finish');
};

/** A page of the facts behind a clause. */
export interface FactPage extends OfficerAt {
  /** Days, half open. */
  readonly from: string;
  readonly before: string;
  /** Null for facts of every code. */
  readonly codes: readonly string[] | null;
  /** Only facts posted like this: empty text for those in time, a month for late ones. */
  readonly posted: string | null;
  /** Only what duty had taken in by then, ms. */
  readonly until: number;
  /** Position after which to go on; 0 from the start. */
  readonly after: number;
  readonly limit: number;
}

/** As it is shown: the position leads to the event itself. */
export interface ShownFact {
  readonly fact: string;
  readonly code: string;
  readonly sign: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly posted: string;
  readonly eventId: string;
  readonly partition: number;
  readonly pos: number;
  readonly amounts: unknown;
  readonly origin: unknown;
  readonly evidence: string | null;
}

interface RawFact {
  readonly fact: string;
  readonly code: string;
  readonly sign: number;
  readonly occurred_ms: string;
  readonly recorded_ms: string;
  readonly posted: string;
  readonly event_id: string;
  readonly pos: string;
  readonly amounts: string;
  readonly origin: string;
  readonly evidence: string | null;
}

const PAGE = `
SELECT fact, code, sign, occurred_ms, recorded_ms, posted, event_id, pos, amounts, origin, evidence
FROM fact
WHERE partition = $1 AND officer = $2 AND pos > $3
  AND month >= date_trunc('month', $4::date) AND month < $5::date
  AND occurred_ms >= $6 AND occurred_ms < $7 AND recorded_ms <= $11
  AND ($8::text[] IS NULL OR code = ANY($8)) AND ($10::text IS NULL OR posted = $10)
ORDER BY pos LIMIT $9`;

const shanghaiMs = (day: string): number => Date.parse(`${day}T00:00:00.000+08:00`);

/** Facts of one officer with these codes, in log order. */
export const readFacts = async (db: Database, page: FactPage): Promise<ShownFact[]> => {
  const { partition, officer, after, from, before, until, codes, limit, posted } = page;
  const { rows } = await db.query<RawFact>({
    name: 'fact_page',
    text: PAGE,
    values: [
      partition,
      officer,
      after,
      from,
      before,
      shanghaiMs(from),
      shanghaiMs(before),
      codes,
      limit,
      posted,
      until,
    ],
  });
  return rows.map((row) => ({
    fact: row.fact,
    code: row.code,
    sign: row.sign,
    occurredAt: new Date(Number(row.occurred_ms)).toISOString(),
    recordedAt: new Date(Number(row.recorded_ms)).toISOString(),
    posted: row.posted,
    eventId: row.event_id,
    partition,
    pos: Number(row.pos),
    amounts: JSON.parse(row.amounts) as unknown,
    origin: JSON.parse(row.origin) as unknown,
    evidence: row.evidence,
  }));
};

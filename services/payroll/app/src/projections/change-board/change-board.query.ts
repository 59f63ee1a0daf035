import type { EncryptedField } from '@ywk/contracts';
import type { Pool } from 'pg';
import { START, type Cursor, type PositionVector } from './position-vector.ts';

export type LineState = 'ISSUED' | 'ACCEPTED' | 'REFUSED';

/** A line as the list holds it, its officer's name still sealed. */
export interface BoardLine {
  readonly line: string;
  readonly officer: string;
  readonly badge: string | null;
  readonly name: EncryptedField | null;
  readonly unit: string | null;
  readonly kind: string;
  readonly originPeriod: string | null;
  /** Month the list files it under. */
  readonly period: string;
  readonly effectiveDate: string;
  /** Fen. */
  readonly amount: number;
  /** Fen. */
  readonly previousAmount: number | null;
  readonly component: string | null;
  /** Month of the run that adds it to a month paid before. */
  readonly run: string | null;
  readonly state: LineState;
  readonly reason: string | null;
  readonly causeLog: string;
  readonly causeEvent: string;
  /** UTC, milliseconds. */
  readonly issuedAt: string;
  readonly partition: number;
  readonly pos: number;
}

export interface BoardFilter {
  readonly period: string | null;
  readonly state: LineState | null;
  /** Units the reader may see, each with all below it; null for all. */
  readonly units: readonly string[] | null;
}

export interface BoardPage {
  readonly lines: readonly BoardLine[];
  /** Null on the last page. */
  readonly next: Cursor | null;
  /** Everything up to here is in this listing, on this page or another. */
  readonly until: PositionVector;
}

const VECTOR = `SELECT partition, max(pos)::text AS pos FROM change_line GROUP BY partition`;

const PAGE = `
  WITH RECURSIVE visible (unit) AS (
    SELECT u.unit FROM directory_unit u WHERE u.unit = ANY ($1::text[])
    UNION
    SELECT u.unit FROM directory_unit u JOIN visible v ON u.parent = v.unit
  ), bounds AS (
    SELECT n - 1 AS partition, seen AS after, last AS until
      FROM unnest($2::bigint[], $3::bigint[]) WITH ORDINALITY AS b (seen, last, n)
  )
  SELECT c.line, c.officer, d.badge, d.name, d.unit, c.kind, c.origin_period AS "originPeriod",
         c.period, c.effective_date::text AS "effectiveDate", c.amount::float8 AS amount,
         c.previous_amount::float8 AS "previousAmount", c.component, c.run, coalesce(a.outcome, 'ISSUED') AS state,
         a.reason, c.cause_log AS "causeLog", c.cause_event AS "causeEvent",
         to_char(c.issued_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "issuedAt",
         c.partition, c.pos::float8 AS pos
    FROM change_line c
    JOIN bounds b ON b.partition = c.partition AND c.pos > b.after AND c.pos <= b.until
    LEFT JOIN line_answer a ON a.partition = c.line_partition AND a.line = c.line
    LEFT JOIN directory_officer d ON d.partition = c.partition AND d.officer = c.officer
   WHERE (c.partition, c.pos) > ($4::int, $5::bigint)
     AND ($6::text IS NULL OR c.period = $6)
     AND ($7::text IS NULL OR coalesce(a.outcome, 'ISSUED') = $7)
     AND ($1::text[] IS NULL OR d.unit IN (SELECT unit FROM visible))
   ORDER BY c.partition, c.pos
   LIMIT $8`;

/** The list of change lines as readers see it. */
export class ChangeBoard {
  constructor(private readonly pool: Pool) {}

  /** A cursor at the start of what stands now, past what a reader has seen already. */
  async open(after: PositionVector = START): Promise<Cursor> {
    const { rows } = await this.pool.query<{ partition: number; pos: string }>(VECTOR);
    const until = [...START];
    for (const { partition, pos } of rows) until[partition] = Number(pos);
    return { after, until, partition: -1, pos: 0 };
  }

  /** One page in log order: each officer's lines stand in the order in which they were issued. */
  async page(filter: BoardFilter, cursor: Cursor, limit: number): Promise<BoardPage> {
    const { rows } = await this.pool.query<BoardLine>(PAGE, [
      filter.units,
      cursor.after,
      cursor.until,
      cursor.partition,
      cursor.pos,
      filter.period,
      filter.state,
      limit + 1,
    ]);
    const lines = rows.slice(0, limit);
    const last = lines.at(-1);
    const more = rows.length > limit && last !== undefined;
    const next = more ? { ...cursor, partition: last.partition, pos: last.pos } : null;
    return { lines, next, until: cursor.until };
  }
}

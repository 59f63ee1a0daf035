import { countingOf, stateOf, topOf, type EntryStanding, type FactContent } from '@ywk/duty-domain';
import { entryStateOf, type KeptEntry } from './kept-entry.ts';
import type { Connections } from './transaction.ts';

const USED = `SELECT DISTINCT code FROM fact_entry WHERE partition BETWEEN 0 AND 63`;

/** Codes under which something was entered. */
export const usedCodes = async (db: Connections): Promise<Set<string>> => {
  const { rows } = await db.query<{ code: string }>(USED);
  return new Set(rows.map(({ code }) => code));
};

/** What a list of entries is asked for; null means any. */
export interface EntryQuestion {
  readonly state: EntryStanding | null;
  readonly code: string | null;
  /** The unit and all below it. */
  readonly unit: string | null;
  /** Units that the reader reaches, each with all below it; null for all. */
  readonly scope: readonly string[] | null;
  /** Last row seen. */
  readonly after: { readonly enteredAt: string; readonly fact: string } | null;
  readonly limit: number;
}

/** One entry of a list: its highest version, and which version counts. */
export interface EntryItem {
  readonly fact: string;
  readonly officer: string;
  readonly code: string;
  /** Where the officer stood on the day; null when that is not known. */
  readonly unit: string | null;
  readonly state: EntryStanding;
  readonly version: number;
  /** Null when nothing counts. */
  readonly countingVersion: number | null;
  /** Null when the highest version takes the fact back. */
  readonly content: FactContent | null;
  readonly author: string;
  readonly enteredAt: string;
  readonly changedAt: string;
}

// A tree of units is small: one walk down it, for any number of entries.
const LIST = `
WITH RECURSIVE asked AS (
  SELECT unit FROM unit WHERE partition BETWEEN 0 AND 63 AND unit = $3
  UNION SELECT u.unit FROM asked a JOIN unit u ON u.parent = a.unit
), scope AS (
  SELECT unit FROM unit WHERE partition BETWEEN 0 AND 63 AND unit = ANY($4::text[])
  UNION SELECT u.unit FROM scope s JOIN unit u ON u.parent = s.unit
)
SELECT e.entry, p.unit, e.entered_at, e.changed_at
FROM fact_entry e LEFT JOIN LATERAL (
  SELECT i.unit FROM placement i
  WHERE i.partition = e.officer_partition AND i.officer = e.officer AND i.from_day <= e.day
  ORDER BY i.from_day DESC LIMIT 1) p ON true
WHERE e.partition BETWEEN 0 AND 63
  AND ($1::text IS NULL OR e.state = $1) AND ($2::text IS NULL OR e.code = $2)
  AND ($3::text IS NULL OR p.unit IN (SELECT unit FROM asked))
  AND ($4::text[] IS NULL OR p.unit IN (SELECT unit FROM scope))
  AND ($5::timestamptz IS NULL OR (e.entered_at, e.fact) > ($5, $6::uuid))
ORDER BY e.entered_at, e.fact LIMIT $7`;

interface Row {
  readonly entry: KeptEntry;
  readonly unit: string | null;
  readonly entered_at: Date;
  readonly changed_at: Date;
}

const itemOf = ({ entry, unit, entered_at: entered, changed_at: changed }: Row): EntryItem => {
  const state = entryStateOf(entry);
  const version = topOf(state);
  const top = state.versions.get(version);
  return {
    ...entry.subject,
    unit,
    state: stateOf(state),
    version,
    countingVersion: countingOf(state) ?? null,
    content: top?.content ?? null,
    author: top?.author ?? '',
    enteredAt: entered.toISOString(),
    changedAt: changed.toISOString(),
  };
};

/** Entries in the order in which they came, oldest first. */
export const listEntries = async (
  db: Connections,
  { state, code, unit, scope, after, limit }: EntryQuestion,
): Promise<EntryItem[]> => {
  const { rows } = await db.query<Row>(LIST, [
    state,
    code,
    unit,
    scope,
    after?.enteredAt ?? null,
    after?.fact ?? null,
    limit,
  ]);
  return rows.map(itemOf);
};

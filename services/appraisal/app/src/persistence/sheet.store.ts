import type { Adjustment, OpenSheet } from '@ywk/appraisal-domain';
import type { PoolClient } from 'pg';
import type { Database, OfficerAt } from './database.ts';
import { documentsIn, joined } from './documents.ts';

/** A provisional sheet as stored: nothing in it depends on another officer. */
export interface StoredSheet extends OfficerAt {
  readonly sheet: OpenSheet;
  readonly adjustments: readonly Adjustment[];
}

const UPSERT = `
INSERT INTO sheet (partition, officer, period, unit, post, content, adjustments)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::text[], $4::text[], $5::text[],
  ${documentsIn('$6')}, ${documentsIn('$7')})
ON CONFLICT (partition, officer, period) DO UPDATE SET unit = excluded.unit, post = excluded.post,
  content = excluded.content, adjustments = excluded.adjustments`;

export const keepSheets = async (tx: PoolClient, rows: readonly StoredSheet[]): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query({
    name: 'keep_sheets',
    text: UPSERT,
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ officer }) => officer),
      rows.map(({ sheet }) => sheet.period),
      rows.map(({ sheet }) => sheet.unit),
      rows.map(({ sheet }) => sheet.post),
      joined(rows.map(({ sheet }) => sheet)),
      joined(rows.map(({ adjustments }) => adjustments)),
    ],
  });
};

const DROP = `
DELETE FROM sheet s USING unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
WHERE s.partition = o.partition AND s.officer = o.officer AND s.period = $3`;

export const dropSheets = async (
  tx: PoolClient,
  officers: readonly OfficerAt[],
  period: string,
): Promise<void> => {
  if (officers.length === 0) return;
  const partitions = officers.map(({ partition }) => partition);
  const ids = officers.map(({ officer }) => officer);
  await tx.query({ name: 'drop_sheets', text: DROP, values: [partitions, ids, period] });
};

interface RawSheet {
  readonly partition: number;
  readonly officer: string;
  readonly content: string;
  readonly adjustments: string;
}

const storedOf = ({ content, adjustments, ...at }: RawSheet): StoredSheet => ({
  ...at,
  sheet: JSON.parse(content) as OpenSheet,
  adjustments: JSON.parse(adjustments) as Adjustment[],
});

const READ = `
SELECT s.partition, s.officer, s.content, s.adjustments
FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
JOIN sheet s ON s.partition = o.partition AND s.officer = o.officer AND s.period = $3`;

/** Stored sheets of some officers, by officer. */
export const readSheets = async (
  db: Database,
  officers: readonly OfficerAt[],
  period: string,
): Promise<Map<string, StoredSheet>> => {
  const { rows } = await db.query<RawSheet>({
    name: 'sheets_of_officers',
    text: READ,
    values: [
      officers.map(({ partition }) => partition),
      officers.map(({ officer }) => officer),
      period,
    ],
  });
  return new Map(rows.map((row) => [row.officer, storedOf(row)]));
};

const OF_OFFICER = `
SELECT partition, officer, content, adjustments FROM sheet
WHERE partition = $1 AND officer = $2 AND period = ANY($3::text[]) ORDER BY period`;

/** Stored sheets of one officer in some months, oldest first. */
export const sheetsOfOfficer = async (
  db: Database,
  { partition, officer }: OfficerAt,
  periods: readonly string[],
): Promise<StoredSheet[]> => {
  const values = [partition, officer, periods];
  const { rows } = await db.query<RawSheet>({
    name: 'sheets_of_officer',
    text: OF_OFFICER,
    values,
  });
  return rows.map(storedOf);
};

const OF_UNITS = `
SELECT partition, officer, content, adjustments FROM sheet
WHERE partition BETWEEN 0 AND 63 AND period = $1 AND unit = ANY($2::text[]) AND officer > $3
ORDER BY officer LIMIT $4`;

/** A page of people of some units, by officer. */
export interface UnitPage {
  readonly period: string;
  readonly units: readonly string[];
  /** Officer after whom to go on. */
  readonly after: string;
  readonly limit: number;
}

export const sheetsOfUnits = async (
  db: Database,
  { period, units, after, limit }: UnitPage,
): Promise<StoredSheet[]> => {
  const { rows } = await db.query<RawSheet>({
    name: 'sheets_of_units',
    text: OF_UNITS,
    values: [period, units, after, limit],
  });
  return rows.map(storedOf);
};

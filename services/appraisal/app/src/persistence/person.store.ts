import type { Sex } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import type { OfficerAt } from './database.ts';

/** What recruitment recorded of a person; after an erasure nothing. */
export interface PersonRow extends OfficerAt {
  readonly sex: Sex | null;
}

const upsert = (table: string): string => `
INSERT INTO ${table} (partition, officer, sex)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::text[])
ON CONFLICT (partition, officer) DO UPDATE SET sex = excluded.sex`;

/**
 * Keeps the last word about each person.
 * @param table where it is kept: `person`, or one that is built beside it
 */
export const keepPersons = async (
  tx: PoolClient,
  told: readonly PersonRow[],
  table: string,
): Promise<void> => {
  if (told.length === 0) return;
  const rows = [...new Map(told.map((row) => [row.officer, row])).values()];
  await tx.query({
    name: `keep_${table}`,
    text: upsert(table),
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ officer }) => officer),
      rows.map(({ sex }) => sex),
    ],
  });
};

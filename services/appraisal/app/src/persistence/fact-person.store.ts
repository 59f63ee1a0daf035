import type { FactVouched } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import type { Database, OfficerAt } from './database.ts';

/** Statement that makes the table of the view, under the name given. */
export const factPersonTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  fact uuid NOT NULL,
  pos bigint NOT NULL,
  author text NOT NULL,
  verifier text NOT NULL,
  PRIMARY KEY (partition, officer, fact, pos)
)`;

/** Who vouched for a version of a fact, at the position at which duty said so. */
export type FactPersonRow = FactVouched & OfficerAt & { readonly pos: number };

const insert = (table: string): string => `
INSERT INTO ${table} (partition, officer, fact, pos, author, verifier)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[])
ON CONFLICT (partition, officer, fact, pos) DO NOTHING`;

/** @param table where they are kept: `fact_person`, or one that is built beside it */
export const keepFactPersons = async (
  tx: PoolClient,
  rows: readonly FactPersonRow[],
  table: string,
): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query({
    name: `keep_${table}`,
    text: insert(table),
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ officer }) => officer),
      rows.map(({ fact }) => fact),
      rows.map(({ pos }) => pos),
      rows.map(({ author }) => author),
      rows.map(({ verifier }) => verifier),
    ],
  });
};

const PERSONS = `
SELECT author, verifier FROM fact_person
WHERE partition = $1 AND officer = $2 AND fact = ANY($3::uuid[])`;

/** Everybody who entered or verified some facts of an officer, in any version. */
export const personsOfFacts = async (
  db: Database,
  { partition, officer }: OfficerAt,
  facts: readonly string[],
): Promise<string[]> => {
  if (facts.length === 0) return [];
  const values = [partition, officer, facts];
  const { rows } = await db.query<Pick<FactPersonRow, 'author' | 'verifier'>>({
    ...{ name: 'persons_of_facts', text: PERSONS, values },
  });
  return [...new Set(rows.flatMap(({ author, verifier }) => [author, verifier]))];
};

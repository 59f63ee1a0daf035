import { conductOf, type Conduct, type ConductWord } from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import { NOW, type Database, type OfficerAt } from './database.ts';

/** Statement that makes the table of the view, under the name given. */
export const conductWordTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  pos bigint NOT NULL,
  word jsonb NOT NULL,
  recorded_ms bigint NOT NULL,
  PRIMARY KEY (partition, officer, pos)
)`;

/** What duty said about somebody's conduct, at its position. */
export interface ConductRow extends OfficerAt {
  readonly pos: number;
  /** When duty took it in, ms. */
  readonly recordedMs: number;
  readonly word: ConductWord;
}

const insert = (table: string): string => `
INSERT INTO ${table} (partition, officer, pos, word, recorded_ms)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::bigint[], $4::jsonb[], $5::bigint[])
ON CONFLICT (partition, officer, pos) DO NOTHING`;

/** @param table where they are kept: `conduct_word`, or one that is built beside it */
export const keepConduct = async (
  tx: PoolClient,
  rows: readonly ConductRow[],
  table: string,
): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query({
    name: `keep_${table}`,
    text: insert(table),
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ officer }) => officer),
      rows.map(({ pos }) => pos),
      rows.map(({ word }) => JSON.stringify(word)),
      rows.map(({ recordedMs }) => recordedMs),
    ],
  });
};

const READ = `
SELECT c.officer, c.word FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
JOIN conduct_word c ON c.partition = o.partition AND c.officer = o.officer
WHERE c.recorded_ms <= $3
ORDER BY c.officer, c.pos`;

/**
 * What stands about the conduct of officers, of those about whom duty has said something.
 * @param until only what duty had taken in by then, ms
 */
export const readConduct = async (
  db: Database,
  officers: readonly string[],
  until = NOW,
): Promise<Map<string, Conduct>> => {
  const { rows } = await db.query<{ officer: string; word: ConductWord }>({
    name: 'read_conduct',
    text: READ,
    values: [officers.map(partitionOf), officers, until],
  });
  const words = new Map<string, ConductWord[]>();
  for (const { officer, word } of rows) words.set(officer, [...(words.get(officer) ?? []), word]);
  return new Map([...words].map(([officer, said]) => [officer, conductOf(said)]));
};

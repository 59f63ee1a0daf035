import { partitionOf } from '@ywk/contracts';
import type { Pool, PoolClient } from 'pg';

export interface IssuedLine {
  readonly line: string;
  readonly officer: string;
}

const INSERT = `
  INSERT INTO issued_line (partition, line, officer)
  SELECT * FROM unnest($1::int[], $2::uuid[], $3::uuid[])
  ON CONFLICT (partition, line) DO NOTHING`;

/** Remembers which lines exist, under the line's own partition, for those who answer them. */
export const insertIssuedLines = async (
  tx: PoolClient,
  lines: readonly IssuedLine[],
): Promise<void> => {
  await tx.query(INSERT, [
    lines.map(({ line }) => partitionOf(line)),
    lines.map(({ line }) => line),
    lines.map(({ officer }) => officer),
  ]);
};

const FIND = `
  SELECT i.line
    FROM issued_line i
    JOIN unnest($1::int[], $2::uuid[]) AS asked (partition, line)
      ON i.partition = asked.partition AND i.line = asked.line`;

/** The lines among these that were issued. */
export const issuedAmong = async (
  db: Pool | PoolClient,
  lines: readonly string[],
): Promise<ReadonlySet<string>> => {
  const distinct = [...new Set(lines)];
  const { rows } = await db.query<{ line: string }>(FIND, [
    distinct.map((line) => partitionOf(line)),
    distinct,
  ]);
  return new Set(rows.map(({ line }) => line));
};

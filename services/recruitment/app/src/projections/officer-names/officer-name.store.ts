import type { SealedField } from '@ywk/recruitment-domain';
import type { Connections, Transaction } from '../../persistence/database.ts';

/** A name that is not yet in clear. */
export interface SealedName {
  readonly partition: number;
  readonly officer: string;
  readonly sealed: SealedField;
}

export interface ClearName {
  readonly partition: number;
  readonly officer: string;
  readonly name: string;
}

const MISSING = `
SELECT b.partition, b.officer, b.sealed_name AS sealed
FROM officer_board AS b
WHERE b.partition BETWEEN 0 AND 63 AND b.sealed_name IS NOT NULL
  AND (b.partition, b.officer) > ($1::int, $2::uuid)
  AND NOT EXISTS (
    SELECT FROM officer_name AS n WHERE n.partition = b.partition AND n.officer = b.officer)
ORDER BY b.partition, b.officer
LIMIT $3`;

/** Names that wait for their key, after a place in the order of partitions and officers. */
export const missingNames = async (
  pool: Connections,
  after: { readonly partition: number; readonly officer: string },
  limit: number,
): Promise<SealedName[]> => {
  const { rows } = await pool.query<SealedName>(MISSING, [after.partition, after.officer, limit]);
  return rows;
};

/**
 * Waits for an erasure that is under way and then finds nothing to fill; an erasure that comes later
 * waits for this and removes the name.
 */
const FILL = `
INSERT INTO officer_name (partition, officer, name)
SELECT asked.partition, asked.officer, asked.name
FROM unnest($1::int[], $2::uuid[], $3::text[]) AS asked (partition, officer, name)
JOIN officer_board AS b ON b.partition = asked.partition AND b.officer = asked.officer
WHERE b.sealed_name IS NOT NULL
ORDER BY asked.partition, asked.officer
FOR SHARE OF b
ON CONFLICT (partition, officer) DO NOTHING`;

export const fillNames = async (pool: Connections, names: readonly ClearName[]): Promise<void> => {
  if (names.length === 0) return;
  await pool.query(FILL, [
    names.map(({ partition }) => partition),
    names.map(({ officer }) => officer),
    names.map(({ name }) => name),
  ]);
};

const REMOVE = `
DELETE FROM officer_name AS n
USING unnest($1::int[], $2::uuid[]) AS gone (partition, officer)
WHERE n.partition = gone.partition AND n.officer = gone.officer`;

/** Takes names back; after the board has forgotten them, in the same transaction. */
export const removeNames = async (
  tx: Transaction,
  gone: readonly { readonly partition: number; readonly officer: string }[],
): Promise<void> => {
  if (gone.length === 0) return;
  await tx.query(REMOVE, [
    gone.map(({ partition }) => partition),
    gone.map(({ officer }) => officer),
  ]);
};

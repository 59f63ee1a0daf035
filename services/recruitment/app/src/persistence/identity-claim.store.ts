import { partitionOf } from '@ywk/contracts';
import type { Database, Transaction } from './database.ts';

/** A keyed digest of an identity number and the officer it belongs to. */
export interface IdentityClaim {
  /** Hex. */
  readonly digest: string;
  readonly officer: string;
}

/** In order, so that two claims of the same persons wait and do not block each other. */
const CLAIM = `
INSERT INTO identity_claim (partition, digest, officer)
SELECT partition, digest, officer
FROM unnest($1::int[], $2::text[], $3::uuid[]) WITH ORDINALITY AS asked (partition, digest, officer, at)
ORDER BY partition, digest, at
ON CONFLICT (partition, digest) DO NOTHING`;

const OWNERS = `
SELECT c.digest, c.officer
FROM unnest($1::int[], $2::text[]) AS asked (partition, digest)
JOIN identity_claim AS c ON c.partition = asked.partition AND c.digest = asked.digest`;

/** Claims digests for officers and answers to whom each belongs. */
export const claimIdentities = async (
  tx: Transaction,
  claims: readonly IdentityClaim[],
): Promise<ReadonlyMap<string, string>> => {
  if (claims.length === 0) return new Map();
  const digests = claims.map(({ digest }) => digest);
  const partitions = digests.map(partitionOf);
  await tx.query(CLAIM, [partitions, digests, claims.map(({ officer }) => officer)]);
  const { rows } = await tx.query<IdentityClaim>(OWNERS, [partitions, digests]);
  return new Map(rows.map(({ digest, officer }) => [digest, officer]));
};

const RELEASE = `
DELETE FROM identity_claim
WHERE partition BETWEEN 0 AND 63 AND officer = ANY ($1::uuid[])`;

/** Forgets the identity numbers of these officers. */
export const releaseIdentities = async (
  db: Database,
  officers: readonly string[],
): Promise<void> => {
  if (officers.length > 0) await db.query(RELEASE, [officers]);
};

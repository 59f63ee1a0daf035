import { partitionOf } from '@ywk/contracts';
import type { HeldBy, Holding } from '@ywk/recruitment-domain';
import type { Transaction } from './database.ts';

/** Names are spread like keys, so that two changes rarely wait for each other. */
const placeOf = ({ kind, name }: Pick<Holding, 'kind' | 'name'>): number =>
  partitionOf(`${kind}/${name}`);

const LOCK = `
SELECT partition FROM holding_guard WHERE partition = ANY ($1::int[]) ORDER BY partition
FOR NO KEY UPDATE`;

/** Nobody else changes holdings under these names until the transaction ends. */
export const lockHoldings = async (tx: Transaction, names: readonly Holding[]): Promise<void> => {
  const partitions = [...new Set(names.map(placeOf))].sort((a, b) => a - b);
  if (partitions.length > 0) await tx.query(LOCK, [partitions]);
};

const TAKEN = `
SELECT h.kind, h.name, h.officer, h.from_day::text AS "from", h.until_day::text AS until
FROM unnest($1::int[], $2::text[], $3::text[]) AS asked (partition, kind, name)
JOIN holding AS h ON h.partition = asked.partition AND h.kind = asked.kind AND h.name = asked.name`;

/** All holdings under these names, of anybody. */
export const holdingsUnder = async (
  tx: Transaction,
  names: readonly Holding[],
): Promise<HeldBy[]> => {
  const distinct = [...new Map(names.map((one) => [`${one.kind}/${one.name}`, one])).values()];
  const { rows } = await tx.query<HeldBy>(TAKEN, [
    distinct.map(placeOf),
    distinct.map(({ kind }) => kind),
    distinct.map(({ name }) => name),
  ]);
  return rows;
};

const REMOVE = `
DELETE FROM holding AS h
USING unnest($1::int[], $2::text[], $3::text[], $4::uuid[]) AS asked (partition, kind, name, officer)
WHERE h.partition = asked.partition AND h.kind = asked.kind AND h.name = asked.name
  AND h.officer = asked.officer`;

const ADD = `
INSERT INTO holding (partition, kind, name, officer, from_day, until_day)
SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::uuid[], $5::date[], $6::date[])
ON CONFLICT (partition, kind, name, officer, from_day) DO UPDATE SET until_day = excluded.until_day`;

/** Puts holdings of officers in the place of those they had. */
export const replaceHoldings = async (
  tx: Transaction,
  before: readonly HeldBy[],
  after: readonly HeldBy[],
): Promise<void> => {
  const columns = (rows: readonly HeldBy[]) => [
    rows.map(placeOf),
    rows.map(({ kind }) => kind),
    rows.map(({ name }) => name),
    rows.map(({ officer }) => officer),
  ];
  if (before.length > 0) await tx.query(REMOVE, columns(before));
  if (after.length === 0) return;
  await tx.query(ADD, [
    ...columns(after),
    after.map(({ from }) => from),
    after.map(({ until }) => until),
  ]);
};

import type { HeldRole } from '@ywk/appraisal-domain';
import type { PoolClient } from 'pg';
import { NOW, type Database, type OfficerAt } from './database.ts';
import type { OfficerUntil } from './placement.store.ts';

/** What recruitment told about a role of one officer, at its position. */
export interface RoleRow extends OfficerAt {
  readonly pos: number;
  /** When recruitment took it in, ms. */
  readonly recordedMs: number;
  readonly held: HeldRole;
}

const insert = (table: string): string => `
INSERT INTO ${table} (partition, officer, pos, role, day, until, recorded_ms)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::bigint[], $4::text[], $5::date[], $6::date[],
  $7::bigint[])
ON CONFLICT (partition, officer, pos) DO NOTHING`;

/** @param table where they are kept: `held_role`, or one that is built beside it */
export const keepRoles = async (
  tx: PoolClient,
  rows: readonly RoleRow[],
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
      rows.map(({ held }) => held.role),
      rows.map(({ held }) => held.from),
      rows.map(({ held }) => held.to),
      rows.map(({ recordedMs }) => recordedMs),
    ],
  });
};

// The last word about a role from a day holds.
const READ = `
SELECT DISTINCT ON (r.officer, r.day, r.role) r.officer, r.role,
  to_char(r.day, 'YYYY-MM-DD') AS "from", to_char(r.until, 'YYYY-MM-DD') AS "to"
FROM unnest($1::smallint[], $2::uuid[], $3::bigint[]) AS o(partition, officer, before)
JOIN held_role r ON r.partition = o.partition AND r.officer = o.officer AND r.pos < o.before
WHERE r.recorded_ms <= $4
ORDER BY r.officer, r.day, r.role, r.pos DESC`;

/**
 * The roles that some officers hold, held or will hold, by first day, by officer.
 * @param until only what recruitment had taken in by then, ms
 */
export const readRoles = async (
  db: Database,
  officers: readonly OfficerUntil[],
  until = NOW,
): Promise<Map<string, HeldRole[]>> => {
  const { rows } = await db.query<HeldRole & { readonly officer: string }>({
    name: 'roles_of_officers',
    text: READ,
    values: [
      officers.map(({ partition }) => partition),
      officers.map(({ officer }) => officer),
      officers.map(({ before }) => before ?? Number.MAX_SAFE_INTEGER),
      until,
    ],
  });
  const found = new Map<string, HeldRole[]>();
  for (const { officer, ...held } of rows) {
    const list = found.get(officer);
    if (list === undefined) found.set(officer, [held]);
    else list.push(held);
  }
  return found;
};

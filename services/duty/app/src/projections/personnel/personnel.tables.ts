import { partitionOf, type UnitDefined } from '@ywk/contracts';
import type { Hold, Placement, Service } from '@ywk/duty-domain';
import type { LogBatch } from '@ywk/projections';

type Tx = LogBatch['tx'];
type OfficerPlacement = Placement & { readonly officer: string };

/** The last row of each key: one statement may not touch a row twice. */
const lastOfEach = <T>(rows: readonly T[], keyOf: (row: T) => string): T[] => [
  ...new Map(rows.map((row) => [keyOf(row), row])).values(),
];

const putUnitsIn = (table: string): string => `
INSERT INTO ${table} (partition, unit, parent)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[])
ON CONFLICT (partition, unit) DO UPDATE SET parent = excluded.parent`;

export const putUnits = async (
  tx: Tx,
  units: readonly UnitDefined[],
  table: string,
): Promise<void> => {
  if (units.length === 0) return;
  const rows = lastOfEach(units, ({ unit }) => unit);
  await tx.query(putUnitsIn(table), [
    rows.map(({ unit }) => partitionOf(unit)),
    rows.map(({ unit }) => unit),
    rows.map(({ parent }) => parent),
  ]);
};

const putPlacementsIn = (table: string): string => `
INSERT INTO ${table} (partition, officer, from_day, unit, post, badge, seat)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::date[], $4::text[], $5::text[], $6::text[],
  $7::text[])
ON CONFLICT (partition, officer, from_day) DO UPDATE SET unit = excluded.unit, post = excluded.post,
  badge = excluded.badge, seat = excluded.seat`;

export const putPlacements = async (
  tx: Tx,
  placements: readonly OfficerPlacement[],
  table: string,
): Promise<void> => {
  if (placements.length === 0) return;
  const rows = lastOfEach(placements, ({ officer, from }) => `${officer} ${from}`);
  await tx.query(putPlacementsIn(table), [
    rows.map(({ officer }) => partitionOf(officer)),
    rows.map(({ officer }) => officer),
    rows.map(({ from }) => from),
    rows.map(({ unit }) => unit),
    rows.map(({ post }) => post),
    rows.map(({ badge }) => badge),
    rows.map(({ seat }) => seat),
  ]);
};

const putLastDaysIn = (table: string): string => `
INSERT INTO ${table} (partition, officer, on_day)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::date[]) ON CONFLICT DO NOTHING`;

export const putLastDays = async (
  tx: Tx,
  rows: readonly { readonly officer: string; readonly day: string }[],
  table: string,
): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query(putLastDaysIn(table), [
    rows.map(({ officer }) => partitionOf(officer)),
    rows.map(({ officer }) => officer),
    rows.map(({ day }) => day),
  ]);
};

const serviceIn = (table: string): string => `
SELECT p.officer, p.from_day::text, p.unit, p.post, p.badge, p.seat
FROM unnest($1::smallint[], $2::uuid[]) AS q(partition, officer)
JOIN ${table} p USING (partition, officer)`;

const lastDaysIn = (table: string): string => `
SELECT d.officer, d.on_day::text
FROM unnest($1::smallint[], $2::uuid[]) AS q(partition, officer)
JOIN ${table} d USING (partition, officer)`;

interface PlacementRow {
  readonly officer: string;
  readonly from_day: string;
  readonly unit: string;
  readonly post: string;
  readonly badge: string;
  readonly seat: string | null;
}

/** Everything known of the officers' service, by officer. */
export const officerService = async (
  tx: Tx,
  officers: readonly string[],
  table: (name: string) => string,
): Promise<Map<string, Service>> => {
  const keys = [officers.map(partitionOf), officers];
  const placements = await tx.query<PlacementRow>(serviceIn(table('placement')), keys);
  const days = await tx.query<{ officer: string; on_day: string }>(
    lastDaysIn(table('last_day')),
    keys,
  );
  const found = new Map<string, { placements: Placement[]; lastDays: string[] }>(
    officers.map((officer) => [officer, { placements: [], lastDays: [] }]),
  );
  for (const { officer, from_day: from, ...rest } of placements.rows) {
    found.get(officer)?.placements.push({ from, ...rest });
  }
  for (const { officer, on_day: day } of days.rows) found.get(officer)?.lastDays.push(day);
  return found;
};

const holdsIn = (table: string): string => `
SELECT h.operator, h.officer, h.from_day::text, h.until_day::text
FROM ${table} h WHERE h.partition BETWEEN 0 AND 63 AND h.officer = ANY($1::uuid[])`;

interface HoldRow {
  readonly operator: string;
  readonly officer: string;
  readonly from_day: string;
  readonly until_day: string | null;
}

/** What the officers hold as it stands, by officer. */
export const officerHolds = async (
  tx: Tx,
  officers: readonly string[],
  table: string,
): Promise<Map<string, Hold[]>> => {
  const { rows } = await tx.query<HoldRow>(holdsIn(table), [officers]);
  const found = new Map<string, Hold[]>();
  for (const { operator, officer, from_day: from, until_day: until } of rows) {
    found.set(officer, [...(found.get(officer) ?? []), { operator, officer, from, until }]);
  }
  return found;
};

const deleteHoldsIn = (table: string): string => `
DELETE FROM ${table} h WHERE h.partition BETWEEN 0 AND 63 AND h.officer = ANY($1::uuid[])`;

const insertHoldsIn = (table: string): string => `
INSERT INTO ${table} (partition, operator, officer, from_day, until_day)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::date[], $5::date[])`;

/** Puts new holds of officers in place of the old ones. */
export const replaceHolds = async (
  tx: Tx,
  { officers, holds }: { officers: readonly string[]; holds: readonly Hold[] },
  table: string,
): Promise<void> => {
  await tx.query(deleteHoldsIn(table), [officers]);
  if (holds.length === 0) return;
  await tx.query(insertHoldsIn(table), [
    holds.map(({ operator }) => partitionOf(operator)),
    holds.map(({ operator }) => operator),
    holds.map(({ officer }) => officer),
    holds.map(({ from }) => from),
    holds.map(({ until }) => until),
  ]);
};

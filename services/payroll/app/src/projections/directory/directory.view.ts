import {
  LOGS,
  type EncryptedField,
  type OfficerHired,
  type OfficerRegistered,
  type OfficerTransferred,
  type UnitDefined,
} from '@ywk/contracts';
import type { LogBatch, ViewModule } from '@ywk/projections';
import type { PoolClient } from 'pg';

const OFFICER = 'directory_officer';
const UNIT = 'directory_unit';

const createOfficer = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  name jsonb,
  badge text,
  unit text,
  placed_from date,
  PRIMARY KEY (partition, officer)
)`;

const createUnit = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  unit text NOT NULL,
  parent text,
  PRIMARY KEY (partition, unit)
);
CREATE INDEX ON ${name} (parent)`;

interface NameRow {
  readonly partition: number;
  readonly officer: string;
  /** Null when the name may no longer be shown. */
  readonly name: EncryptedField | null;
}

interface PlacementRow {
  readonly partition: number;
  readonly officer: string;
  readonly badge: string;
  readonly unit: string;
  readonly from: string;
}

interface UnitRow {
  readonly partition: number;
  readonly unit: string;
  readonly parent: string | null;
}

/** What a batch leaves behind, the last word about each officer and unit only. */
interface Gathered {
  readonly names: Map<string, NameRow>;
  readonly placements: Map<string, PlacementRow>;
  readonly units: Map<string, UnitRow>;
}

const place = (into: Gathered, partition: number, data: OfficerHired | OfficerTransferred) => {
  const { officer, badge, unit, from } = data;
  const known = into.placements.get(officer);
  if (known === undefined || known.from <= from) {
    into.placements.set(officer, { partition, officer, badge, unit, from });
  }
};

const gather = (events: LogBatch['events']): Gathered => {
  const into: Gathered = { names: new Map(), placements: new Map(), units: new Map() };
  for (const { type, data, partition } of events) {
    switch (type) {
      case 'OfficerRegistered': {
        const { officer, name } = data as OfficerRegistered;
        into.names.set(officer, { partition, officer, name });
        break;
      }
      case 'SubjectErased':
      case 'SubjectRestricted': {
        const { officer } = data as { officer: string };
        into.names.set(officer, { partition, officer, name: null });
        break;
      }
      case 'OfficerHired':
      case 'OfficerTransferred':
        place(into, partition, data as OfficerHired);
        break;
      case 'UnitDefined': {
        const { unit, parent } = data as UnitDefined;
        into.units.set(unit, { partition, unit, parent });
      }
    }
  }
  return into;
};

const writeNames = async (tx: PoolClient, table: string, rows: readonly NameRow[]) => {
  const text = `
    INSERT INTO ${table} (partition, officer, name)
    SELECT * FROM unnest($1::int[], $2::uuid[], $3::jsonb[])
    ON CONFLICT (partition, officer) DO UPDATE SET name = EXCLUDED.name`;
  await tx.query(text, [
    rows.map(({ partition }) => partition),
    rows.map(({ officer }) => officer),
    rows.map(({ name }) => (name === null ? null : JSON.stringify(name))),
  ]);
};

const writePlacements = async (tx: PoolClient, table: string, rows: readonly PlacementRow[]) => {
  const text = `
    INSERT INTO ${table} AS held (partition, officer, badge, unit, placed_from)
    SELECT * FROM unnest($1::int[], $2::uuid[], $3::text[], $4::text[], $5::date[])
    ON CONFLICT (partition, officer) DO UPDATE
      SET badge = EXCLUDED.badge, unit = EXCLUDED.unit, placed_from = EXCLUDED.placed_from
      WHERE held.placed_from IS NULL OR held.placed_from <= EXCLUDED.placed_from`;
  await tx.query(text, [
    rows.map(({ partition }) => partition),
    rows.map(({ officer }) => officer),
    rows.map(({ badge }) => badge),
    rows.map(({ unit }) => unit),
    rows.map(({ from }) => from),
  ]);
};

const writeUnits = async (tx: PoolClient, table: string, rows: readonly UnitRow[]) => {
  const text = `
    INSERT INTO ${table} (partition, unit, parent)
    SELECT * FROM unnest($1::int[], $2::text[], $3::text[])
    ON CONFLICT (partition, unit) DO UPDATE SET parent = EXCLUDED.parent`;
  await tx.query(text, [
    rows.map(({ partition }) => partition),
    rows.map(({ unit }) => unit),
    rows.map(({ parent }) => parent),
  ]);
};

/** Who a line is about: sealed name, badge and unit of each officer, and the tree of units. */
export const directory: ViewModule = {
  name: 'payroll.directory',
  logs: [LOGS.personnel],
  tables: { [OFFICER]: createOfficer, [UNIT]: createUnit },

  async fold({ events, tx }: LogBatch, table): Promise<void> {
    const { names, placements, units } = gather(events);
    if (names.size > 0) await writeNames(tx, table(OFFICER), [...names.values()]);
    if (placements.size > 0) {
      await writePlacements(tx, table(OFFICER), [...placements.values()]);
    }
    if (units.size > 0) await writeUnits(tx, table(UNIT), [...units.values()]);
  },
};

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What keeps two officers from one badge, one seat, one identity number at the same time. */
const GUARDS = `
CREATE TABLE holding_guard (
  partition smallint PRIMARY KEY
);
INSERT INTO holding_guard SELECT generate_series(0, 63);
COMMENT ON TABLE holding_guard IS
  'Locked, ascending, by whoever changes holdings of names in these partitions.';

CREATE TABLE holding (
  partition smallint NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  officer uuid NOT NULL,
  from_day date NOT NULL,
  until_day date,
  PRIMARY KEY (partition, kind, name, officer, from_day)
);
COMMENT ON TABLE holding IS
  'Badges and seats by their own partition; until_day is the first free day. Follows from the log.';

CREATE TABLE identity_claim (
  partition smallint NOT NULL,
  digest text NOT NULL,
  officer uuid NOT NULL,
  PRIMARY KEY (partition, digest)
);
CREATE INDEX identity_claim_officer ON identity_claim (officer);
COMMENT ON TABLE identity_claim IS
  'Keyed digest of the identity number: one person is registered once. Gone after erasure.';
`;

/** Derived from the log: may be dropped and built again. */
const VIEWS = `
CREATE TABLE officer_board (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  state jsonb NOT NULL,
  sealed_name jsonb,
  unit text,
  post text,
  badge text,
  PRIMARY KEY (partition, officer)
);
CREATE INDEX officer_board_order ON officer_board ((coalesce(badge, '')), officer);
CREATE INDEX officer_board_unit ON officer_board (unit);

CREATE TABLE unit_board (
  partition smallint NOT NULL,
  unit text NOT NULL,
  definition jsonb NOT NULL,
  PRIMARY KEY (partition, unit)
);
`;

const NAMES = `
CREATE TABLE officer_name (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (partition, officer)
);
COMMENT ON TABLE officer_name IS
  'Names in clear, for looking people up; filled with the keys, emptied by erasure.';
`;

export class Recruitment1767226000001 implements MigrationInterface {
  readonly name = 'Recruitment1767226000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GUARDS);
    await runner.query(VIEWS);
    await runner.query(NAMES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

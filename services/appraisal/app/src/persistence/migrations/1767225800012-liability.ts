import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who answers for whom, as recruitment told it: views, built again from the log. */
const BINDINGS = `
CREATE TABLE mentor (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  pos bigint NOT NULL,
  person uuid NOT NULL,
  day date NOT NULL,
  until date,
  PRIMARY KEY (partition, officer, pos)
);
CREATE TABLE unit_leader (
  partition smallint NOT NULL,
  unit text NOT NULL,
  pos bigint NOT NULL,
  office text NOT NULL CHECK (office IN ('CHIEF', 'DEPUTY', 'GROUP_LEADER')),
  team text,
  person uuid NOT NULL,
  day date NOT NULL,
  until date,
  PRIMARY KEY (partition, unit, pos)
);`;

/** Words about penalties that may be grave, by act; and acts about which something changed. */
const ACTS = `
CREATE TABLE penalty_word (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  act text NOT NULL,
  pos bigint NOT NULL,
  fact uuid NOT NULL,
  sign smallint NOT NULL CHECK (sign IN (1, -1)),
  code text NOT NULL,
  occurred_ms bigint NOT NULL,
  event_id uuid NOT NULL,
  amounts text NOT NULL,
  evidence text,
  PRIMARY KEY (partition, officer, act, pos)
);
CREATE TABLE liability_due (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  act text NOT NULL,
  asked bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (partition, officer, act)
);
CREATE TABLE liability_lease (
  partition smallint NOT NULL PRIMARY KEY,
  owner text NOT NULL,
  token bigint NOT NULL,
  expires_at timestamptz NOT NULL
);`;

const KINDS = `
-- contract: a wider check, refuses nothing that was allowed
ALTER TABLE decision DROP CONSTRAINT decision_kind_check,
  ADD CONSTRAINT decision_kind_check CHECK (kind IN
    ('GRADE', 'TIER', 'ANNUAL_GRADE', 'LIABILITY', 'LIABILITY_ENDED'));`;

export class Liability1767225800012 implements MigrationInterface {
  readonly name = 'Liability1767225800012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BINDINGS);
    await runner.query(ACTS);
    await runner.query(KINDS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: who answers for what would be lost.');
  }
}

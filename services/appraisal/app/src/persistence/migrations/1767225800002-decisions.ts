import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people look up about decisions; all of it follows from the own logs. */
const TABLES = `
CREATE TABLE decision (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  pos bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('GRADE', 'TIER', 'ANNUAL_GRADE')),
  period text,
  unit text,
  event_id uuid NOT NULL,
  recorded_ms bigint NOT NULL,
  data text NOT NULL,
  PRIMARY KEY (partition, officer, pos)
);

CREATE INDEX decision_of_period ON decision (kind, period, unit, officer);

CREATE TABLE grade_proposal (
  partition smallint NOT NULL,
  proposal uuid NOT NULL,
  calendar text NOT NULL,
  period text NOT NULL,
  unit text NOT NULL,
  revision int NOT NULL,
  status text NOT NULL CHECK (status IN ('PROPOSED', 'REFUSED', 'APPROVED')),
  scheme_version text NOT NULL,
  budget_mode text NOT NULL,
  members int NOT NULL,
  budget bigint NOT NULL,
  asked bigint NOT NULL,
  overrun bigint NOT NULL,
  author text NOT NULL,
  approver text,
  PRIMARY KEY (partition, proposal)
);

CREATE INDEX grade_proposal_of_period ON grade_proposal (period, unit);

CREATE TABLE tier_change (
  partition smallint NOT NULL,
  proposal uuid NOT NULL,
  officer uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('PROPOSED', 'APPROVED')),
  from_tier smallint NOT NULL,
  to_tier smallint NOT NULL,
  effective_date date NOT NULL,
  ground text NOT NULL,
  author text NOT NULL,
  approver text,
  PRIMARY KEY (partition, proposal)
);

CREATE INDEX tier_change_of_officer ON tier_change (officer);
`;

export class Decisions1767225800002 implements MigrationInterface {
  readonly name = 'Decisions1767225800002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: a view is rebuilt, not rolled back.');
  }
}

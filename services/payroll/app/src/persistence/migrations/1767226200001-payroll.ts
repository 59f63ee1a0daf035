import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every key begins with the partition, so that the tables can be distributed by it. */
const TABLES = `
CREATE TABLE issued_line (
  partition smallint NOT NULL,
  line uuid NOT NULL,
  officer uuid NOT NULL,
  PRIMARY KEY (partition, line)
);
COMMENT ON TABLE issued_line IS
  'Which lines exist, under the line''s own partition: written with the line, read by answers.';

CREATE TABLE refused_answer (
  partition smallint NOT NULL,
  door text NOT NULL,
  reference text NOT NULL,
  line text,
  code text NOT NULL,
  detail text NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (partition, door, reference)
);
CREATE INDEX refused_answer_seen ON refused_answer (seen_at);
COMMENT ON TABLE refused_answer IS 'Answers that were not taken; holds no text of the answer.';
`;

/** Derived from the logs: may be dropped and built again. */
const VIEWS = `
CREATE TABLE change_line (
  partition smallint NOT NULL,
  pos bigint NOT NULL,
  line uuid NOT NULL,
  line_partition smallint NOT NULL,
  officer uuid NOT NULL,
  kind text NOT NULL,
  origin_period text,
  period text NOT NULL,
  effective_date date NOT NULL,
  amount bigint NOT NULL,
  previous_amount bigint,
  cause_log text NOT NULL,
  cause_event uuid NOT NULL,
  issued_at timestamptz NOT NULL,
  PRIMARY KEY (partition, pos)
);
CREATE INDEX change_line_period ON change_line (period, partition, pos);

CREATE TABLE line_answer (
  partition smallint NOT NULL,
  line uuid NOT NULL,
  outcome text NOT NULL,
  reason text,
  source text NOT NULL,
  source_event text NOT NULL,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (partition, line)
);

CREATE TABLE directory_officer (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  name jsonb,
  badge text,
  unit text,
  placed_from date,
  PRIMARY KEY (partition, officer)
);

CREATE TABLE directory_unit (
  partition smallint NOT NULL,
  unit text NOT NULL,
  parent text,
  PRIMARY KEY (partition, unit)
);
CREATE INDEX directory_unit_parent ON directory_unit (parent);
`;

export class Payroll1767226200001 implements MigrationInterface {
  readonly name = 'Payroll1767226200001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(VIEWS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

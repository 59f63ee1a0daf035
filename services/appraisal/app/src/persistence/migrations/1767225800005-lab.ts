import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of rules tried over real history. A run is kept: activating a version names it. */
const RUNS = `
CREATE TABLE lab_run (
  partition smallint NOT NULL,
  run uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('SCHEME', 'METRICS')),
  name text NOT NULL,
  version int NOT NULL,
  document_hash text NOT NULL,
  first_period text NOT NULL,
  last_period text NOT NULL,
  periods text[] NOT NULL,
  closed text[] NOT NULL,
  rules_pos bigint NOT NULL,
  vector text NOT NULL,
  state text NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'FAILED')),
  author text NOT NULL,
  asked_ms bigint NOT NULL,
  done_ms bigint,
  failure text,
  report text,
  PRIMARY KEY (partition, run)
);

COMMENT ON COLUMN lab_run.periods IS 'Months of the range in which something was counted when it was asked for.';
COMMENT ON COLUMN lab_run.closed IS 'Those of them that were computed then.';
COMMENT ON COLUMN lab_run.rules_pos IS 'Position of the log of rules up to which rules are in force here.';
COMMENT ON COLUMN lab_run.vector IS 'Positions applied when it was asked for, by log and partition.';

CREATE TABLE lab_partition (
  partition smallint NOT NULL,
  run uuid NOT NULL,
  period text NOT NULL,
  phase text NOT NULL CHECK (phase IN ('OPEN', 'SCORE')),
  uncounted text NOT NULL,
  PRIMARY KEY (partition, run, period, phase)
);

COMMENT ON COLUMN lab_partition.uncounted IS 'Facts that the version cannot count, by code.';

CREATE TABLE lab_lease (
  partition smallint NOT NULL PRIMARY KEY,
  owner text NOT NULL,
  token bigint NOT NULL,
  expires_at timestamptz NOT NULL
);
`;

const SHEETS = `
CREATE TABLE lab_sheet (
  partition smallint NOT NULL,
  run uuid NOT NULL,
  period text NOT NULL,
  officer uuid NOT NULL,
  live text NOT NULL,
  draft text NOT NULL,
  PRIMARY KEY (partition, run, period, officer)
);

COMMENT ON TABLE lab_sheet IS 'Open sheets of both sides between the phases of a month.';

CREATE TABLE lab_figure (
  partition smallint NOT NULL,
  run uuid NOT NULL,
  period text NOT NULL,
  side text NOT NULL CHECK (side IN ('live', 'draft')),
  cohort text NOT NULL,
  indicator text NOT NULL,
  officer uuid NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (partition, run, period, side, cohort, indicator, officer)
);

COMMENT ON TABLE lab_figure IS 'Figures of cohorts, in the partition of the officer.';

CREATE TABLE lab_change (
  partition smallint NOT NULL,
  run uuid NOT NULL,
  period text NOT NULL,
  officer uuid NOT NULL,
  unit text,
  post text,
  sex text CHECK (sex IN ('F', 'M')),
  direction text NOT NULL,
  changed boolean NOT NULL,
  before_total int,
  before_grade text,
  before_pay bigint,
  before_effects text[] NOT NULL,
  after_total int,
  after_grade text,
  after_pay bigint,
  after_effects text[] NOT NULL,
  PRIMARY KEY (partition, run, period, officer)
);

CREATE INDEX lab_change_of_run ON lab_change (run, officer, period);
`;

export class Lab1767225800005 implements MigrationInterface {
  readonly name = 'Lab1767225800005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RUNS);
    await runner.query(SHEETS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: what a run found is kept.');
  }
}

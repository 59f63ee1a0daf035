import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The lab places levels and meets budgets: unit by unit, once a month's sheets are compared. */
const DECISIONS = `
ALTER TABLE lab_run ADD COLUMN carried text NOT NULL DEFAULT '{"levels":{},"overruns":{}}';

COMMENT ON COLUMN lab_run.carried IS 'What the month before the first one left to it, as decided when the run was asked for.';

ALTER TABLE lab_change
  ADD COLUMN before_level smallint,
  ADD COLUMN before_paid bigint,
  ADD COLUMN after_level smallint,
  ADD COLUMN after_paid bigint,
  ADD COLUMN ranks text;

COMMENT ON COLUMN lab_change.ranks IS 'What quotas look at on both sides, until they are taken.';

-- contract: a wider check, refuses nothing that was allowed
ALTER TABLE lab_partition DROP CONSTRAINT lab_partition_phase_check;
-- contract: a wider check, refuses nothing that was allowed
ALTER TABLE lab_partition
  ADD CONSTRAINT lab_partition_phase_check CHECK (phase IN ('OPEN', 'SCORE', 'DECIDE'));

CREATE TABLE lab_unit (
  partition smallint NOT NULL,
  run uuid NOT NULL,
  period text NOT NULL,
  unit text NOT NULL,
  found text NOT NULL,
  PRIMARY KEY (partition, run, period, unit)
);

COMMENT ON TABLE lab_unit IS 'What levels and budgets of a unit come to on both sides of a run.';
`;

export class LabDecisions1767225800027 implements MigrationInterface {
  readonly name = 'LabDecisions1767225800027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DECISIONS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: what a run found is kept.');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Working days of years, as appraisal published them: of several versions the highest holds. */
const WORKING_YEARS = `
CREATE TABLE working_year (
  partition smallint NOT NULL,
  year smallint NOT NULL,
  version integer NOT NULL,
  document text NOT NULL,
  PRIMARY KEY (partition, year, version)
);
`;

export class WorkingYears1767225900040 implements MigrationInterface {
  readonly name = 'WorkingYears1767225900040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WORKING_YEARS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: years that were published would be forgotten.');
  }
}

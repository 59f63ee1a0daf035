import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A period has a mark for each revision, and one that makes it final. */
const MARKS = `
-- contract: before the first release
ALTER TABLE cut_off_due
  ADD COLUMN revision int NOT NULL DEFAULT 1,
  ADD COLUMN final boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT cut_off_due_pkey,
  ADD PRIMARY KEY (partition, calendar, period, revision, final);
-- contract: before the first release
ALTER TABLE cut_off_due ALTER COLUMN revision DROP DEFAULT, ALTER COLUMN final DROP DEFAULT;
`;

export class Revisions1767225800003 implements MigrationInterface {
  readonly name = 'Revisions1767225800003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MARKS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: a mark that is due would be lost.');
  }
}

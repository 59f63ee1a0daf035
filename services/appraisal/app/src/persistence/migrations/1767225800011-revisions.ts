import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A period has a marker for each revision, and one that makes it final. */
const MARKERS = `
-- contract: before the first release
ALTER TABLE period_marker
  ADD COLUMN revision int NOT NULL DEFAULT 1,
  ADD COLUMN final boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT period_marker_pkey,
  ADD PRIMARY KEY (partition, log, calendar, period, revision, final);
-- contract: before the first release
ALTER TABLE period_marker
  ALTER COLUMN revision DROP DEFAULT,
  ALTER COLUMN final DROP DEFAULT;
`;

const FACTS = `
ALTER TABLE fact ADD COLUMN ruling uuid;

COMMENT ON COLUMN fact.ruling IS 'The ruling that it follows: it counts whatever its date.';
`;

export class Revisions1767225800011 implements MigrationInterface {
  readonly name = 'Revisions1767225800011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MARKERS);
    await runner.query(FACTS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: markers of revisions would be lost.');
  }
}

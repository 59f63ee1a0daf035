import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people entered, for looking at. Rebuilt from the log, so dropping it loses nothing. */
const ENTRIES = `
CREATE TABLE fact_entry (
  partition smallint NOT NULL,
  fact uuid NOT NULL,
  officer uuid NOT NULL,
  officer_partition smallint NOT NULL,
  code text NOT NULL,
  day date,
  state text NOT NULL,
  entry jsonb NOT NULL,
  entered_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (partition, fact)
);
CREATE INDEX fact_entry_by_state ON fact_entry (state, entered_at, fact);
CREATE INDEX fact_entry_by_code ON fact_entry (code, entered_at, fact);
`;

export class Entries1767225800002 implements MigrationInterface {
  readonly name = 'Entries1767225800002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ENTRIES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A year is put together from small parts of its months, not from their whole sheets. */
const PARTS = `
ALTER TABLE closed_sheet ADD COLUMN month_part text;

COMMENT ON COLUMN closed_sheet.month_part IS
  'What a longer period takes from the month; null in months closed before: it is read from the sheet.';
`;

export class MonthParts1767225800024 implements MigrationInterface {
  readonly name = 'MonthParts1767225800024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PARTS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: nothing is gained by taking a column back.');
  }
}

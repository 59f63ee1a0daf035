import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What duty said about conduct: a view, built again from the log. */
const CONDUCT = `
CREATE TABLE conduct_word (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  pos bigint NOT NULL,
  word jsonb NOT NULL,
  recorded_ms bigint NOT NULL,
  PRIMARY KEY (partition, officer, pos)
);`;

export class Conduct1767225800030 implements MigrationInterface {
  readonly name = 'Conduct1767225800030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CONDUCT);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: sanctions would be forgotten.');
  }
}

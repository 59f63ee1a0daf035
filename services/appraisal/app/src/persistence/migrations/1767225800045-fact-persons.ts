import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who vouched for facts: part of the view of conduct, built again from its log. */
const FACT_PERSONS = `
CREATE TABLE fact_person (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  fact uuid NOT NULL,
  pos bigint NOT NULL,
  author text NOT NULL,
  verifier text NOT NULL,
  PRIMARY KEY (partition, officer, fact, pos)
);`;

export class FactPersons1767225800045 implements MigrationInterface {
  readonly name = 'FactPersons1767225800045';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FACT_PERSONS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: who entered facts could rule on them.');
  }
}

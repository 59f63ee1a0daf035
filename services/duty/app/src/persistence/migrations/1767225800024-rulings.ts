import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rulings on objections that facts have to follow. */
const RULINGS = `
CREATE TABLE ruling_due (
  partition smallint NOT NULL,
  ruling uuid NOT NULL,
  at timestamptz NOT NULL,
  data text NOT NULL,
  PRIMARY KEY (partition, ruling)
);
`;

export class Rulings1767225800024 implements MigrationInterface {
  readonly name = 'Rulings1767225800024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RULINGS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: a ruling that is due would be lost.');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = `
CREATE TABLE pay_protection (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (partition, officer)
);
COMMENT ON TABLE pay_protection IS
  'Fen a month by which pay is held up for who was mapped down by a conversion; 0 after the next step.';
`;

export class PayProtection1767226200003 implements MigrationInterface {
  readonly name = 'PayProtection1767226200003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

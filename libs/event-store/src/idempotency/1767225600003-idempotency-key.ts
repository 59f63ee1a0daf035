import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = `
CREATE TABLE idempotency_key (
  partition smallint NOT NULL,
  caller text NOT NULL,
  route text NOT NULL,
  key text NOT NULL,
  request_hash text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  status smallint,
  body text,
  PRIMARY KEY (partition, caller, route, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (partition, started_at);
COMMENT ON TABLE idempotency_key IS 'Answers to POST requests, given again for 24 hours.';
`;

export class IdempotencyKey1767225600003 implements MigrationInterface {
  readonly name = 'IdempotencyKey1767225600003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

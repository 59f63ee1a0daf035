import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Urns of open reviews: sums in one row, and numbers of papers that were used. Neither table has a
 * time or names a voter; the marks of those who vote stand in the log. jsonb sorts its members: text
 * would keep the order in which they first came.
 */
const TABLES = `
CREATE TABLE vote_urn (
  review uuid PRIMARY KEY,
  key text,
  sums jsonb NOT NULL DEFAULT '{}',
  sealed boolean NOT NULL DEFAULT false
);

CREATE TABLE spent_paper (
  review uuid NOT NULL REFERENCES vote_urn (review) ON DELETE CASCADE,
  paper text NOT NULL,
  PRIMARY KEY (review, paper)
);
`;

export class Reviews1767225800006 implements MigrationInterface {
  readonly name = 'Reviews1767225800006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '5s'`);
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: an urn is not rolled back.');
  }
}

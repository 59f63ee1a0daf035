import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Urns of open reviews: sums in one row, and numbers of papers that were used. Neither table has a
 * time or names a voter; the marks of those who vote stand in the log. jsonb sorts its members: text
 * would keep the order in which they first came.
 */
const TABLES = `
CREATE TABLE vote_urn (
  partition smallint NOT NULL,
  review uuid NOT NULL,
  key text,
  sums jsonb NOT NULL DEFAULT '{}',
  sealed boolean NOT NULL DEFAULT false,
  PRIMARY KEY (partition, review)
);

CREATE TABLE spent_paper (
  partition smallint NOT NULL,
  review uuid NOT NULL,
  paper text NOT NULL,
  PRIMARY KEY (partition, review, paper),
  FOREIGN KEY (partition, review) REFERENCES vote_urn ON DELETE CASCADE
);
`;

export class Reviews1767225800007 implements MigrationInterface {
  readonly name = 'Reviews1767225800007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: an urn is not rolled back.');
  }
}

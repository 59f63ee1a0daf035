import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases, commendations and leave, for looking at. Rebuilt from the log, so dropping it loses nothing. */
const CONDUCT = `
CREATE TABLE conduct_case (
  partition smallint NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('DISCIPLINE', 'COMMENDATION', 'LEAVE')),
  officer uuid NOT NULL,
  officer_partition smallint NOT NULL,
  day date NOT NULL,
  open boolean NOT NULL,
  state jsonb NOT NULL,
  begun_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (partition, id)
);
CREATE INDEX conduct_case_by_kind ON conduct_case (kind, begun_at, id);
`;

export class Conduct1767225800030 implements MigrationInterface {
  readonly name = 'Conduct1767225800030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CONDUCT);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = `
CREATE TABLE log_seal (
  partition smallint NOT NULL CHECK (partition = 0),
  number int NOT NULL CHECK (number > 0),
  day date NOT NULL,
  line text NOT NULL,
  PRIMARY KEY (partition, number),
  UNIQUE (partition, day)
);
COMMENT ON TABLE log_seal IS
  'How the logs stood at the end of a day, signed with a key that is not kept here. One row a day.';
`;

/** Tables of migrations are open to the role of the service; this one it may only look at. */
const GRANTS = `
DO $grants$
DECLARE
  app text := coalesce(
    nullif(current_setting('ywk.app_role', true), ''), current_database() || '_app');
BEGIN
  EXECUTE format('REVOKE ALL ON log_seal FROM %I', app);
  EXECUTE format('GRANT SELECT ON log_seal TO %I', app);
END
$grants$;
`;

export class LogSeal1767225600008 implements MigrationInterface {
  readonly name = 'LogSeal1767225600008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

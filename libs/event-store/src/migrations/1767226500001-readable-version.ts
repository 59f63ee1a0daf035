import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which migrations were run: a service looks at it before it starts, with its own role. */
const GRANT = `
DO $grant$
DECLARE
  app text := coalesce(
    nullif(current_setting('ywk.app_role', true), ''), current_database() || '_app');
BEGIN
  EXECUTE format('GRANT SELECT ON schema_migration TO %I', app);
END
$grant$;
`;

export class ReadableVersion1767226500001 implements MigrationInterface {
  readonly name = 'ReadableVersion1767226500001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GRANT);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

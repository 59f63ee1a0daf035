import type { MigrationInterface, QueryRunner } from 'typeorm';

const GROUND = `
CREATE TABLE log_ground (
  partition smallint PRIMARY KEY CHECK (partition = 0),
  system_id bigint NOT NULL,
  timeline int NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE log_ground IS
  'The server and the timeline on which the logs were opened last; timeline 0 while they are closed.';

CREATE FUNCTION here_timeline() RETURNS int LANGUAGE sql STABLE
AS $$ SELECT ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int $$;

/** What speaks against working with the logs on this server; null when nothing does. */
CREATE FUNCTION log_ground_fault() RETURNS text LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public
AS $fault$
DECLARE
  opened log_ground%ROWTYPE;
BEGIN
  IF pg_is_in_recovery() THEN
    RETURN 'standby';
  END IF;
  SELECT * INTO opened FROM log_ground WHERE partition = 0;
  IF opened.timeline = 0 THEN
    RETURN 'closed';
  END IF;
  IF opened.timeline = here_timeline()
    AND opened.system_id = (SELECT system_identifier FROM pg_control_system()) THEN
    RETURN NULL;
  END IF;
  RETURN 'moved';
END
$fault$;

INSERT INTO log_ground (partition, system_id, timeline)
SELECT 0, system_identifier, here_timeline() FROM pg_control_system();
`;

/** Tables of migrations are open to the role of the service; this one it may only look at. */
const GRANTS = `
DO $grants$
DECLARE
  app text := coalesce(
    nullif(current_setting('ywk.app_role', true), ''), current_database() || '_app');
BEGIN
  EXECUTE format('REVOKE ALL ON log_ground FROM %I', app);
  EXECUTE format('GRANT SELECT ON log_ground TO %I', app);
END
$grants$;
`;

export class LogGround1767225600007 implements MigrationInterface {
  readonly name = 'LogGround1767225600007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GROUND);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE person_key (
  kid uuid PRIMARY KEY,
  officer uuid NOT NULL UNIQUE,
  secret bytea NOT NULL CHECK (octet_length(secret) = 32),
  withheld boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN person_key.withheld IS 'Kept by duty and handed to nobody (restricted).';

CREATE TABLE destroyed_key (
  kid uuid PRIMARY KEY,
  officer uuid NOT NULL UNIQUE,
  destroyed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE destroyed_key IS 'Keys that must not come back, not out of a backup either.';

CREATE TABLE digest_secret (
  id smallint PRIMARY KEY CHECK (id = 1),
  secret bytea NOT NULL CHECK (octet_length(secret) = 32)
);
COMMENT ON TABLE digest_secret IS 'Keys the digest of identity numbers.';

CREATE TABLE key_access (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  caller text NOT NULL,
  kid uuid NOT NULL,
  handed_out boolean NOT NULL
);
CREATE INDEX key_access_at ON key_access (at);
COMMENT ON TABLE key_access IS 'Who asked for which key; kept at least six months.';
`;

/** The running service adds and destroys keys; what it has written down it cannot change. */
const GRANTS = `
DO $grants$
DECLARE
  app text := coalesce(
    nullif(current_setting('ywk.app_role', true), ''), current_database() || '_app');
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN
    EXECUTE format('CREATE ROLE %I NOLOGIN', app);
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', app);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE (withheld), DELETE ON person_key TO %I', app);
  EXECUTE format('GRANT SELECT, INSERT ON destroyed_key, digest_secret TO %I', app);
  EXECUTE format('GRANT INSERT ON key_access TO %I', app);
END
$grants$;
`;

export class PersonKeys1767226000002 implements MigrationInterface {
  readonly name = 'PersonKeys1767226000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: keys are not thrown away by one.');
  }
}

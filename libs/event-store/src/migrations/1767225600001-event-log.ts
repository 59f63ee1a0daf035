import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of the logs. Every key begins with the partition, so that they can be distributed by it. */
const TABLES = `
CREATE TABLE log_counter (
  partition smallint NOT NULL CHECK (partition BETWEEN 0 AND 63),
  log text NOT NULL CHECK (log ~ '^[a-z][a-z0-9.-]{0,63}$'),
  last_pos bigint NOT NULL DEFAULT 0,
  last_hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
  prior_hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
  log_epoch int NOT NULL DEFAULT 1,
  last_recorded_ms bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (partition, log)
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

CREATE TABLE event (
  partition smallint NOT NULL,
  log text NOT NULL,
  pos bigint NOT NULL,
  log_epoch int NOT NULL,
  prev_hash bytea NOT NULL,
  hash bytea NOT NULL,
  event_id uuid NOT NULL,
  type text NOT NULL,
  v smallint NOT NULL,
  stream text NOT NULL,
  stream_version int NOT NULL,
  key text NOT NULL,
  occurred_ms bigint NOT NULL,
  recorded_ms bigint NOT NULL,
  command_id uuid NOT NULL,
  causation_id text,
  correlation_id text,
  actor text NOT NULL,
  officer text,
  num bigint,
  data text NOT NULL,
  PRIMARY KEY (partition, log, pos),
  UNIQUE (partition, log, stream, stream_version)
);

CREATE TABLE stream_head (
  partition smallint NOT NULL,
  log text NOT NULL,
  stream text NOT NULL,
  stream_version int NOT NULL,
  PRIMARY KEY (partition, log, stream)
) WITH (fillfactor = 80);

CREATE TABLE command_id (
  partition smallint NOT NULL,
  log text NOT NULL,
  command_id uuid NOT NULL,
  request_hash bytea NOT NULL,
  positions text NOT NULL,
  recorded_ms bigint NOT NULL,
  PRIMARY KEY (partition, log, command_id)
);

CREATE TABLE relay_checkpoint (
  partition smallint NOT NULL,
  log text NOT NULL,
  pos bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (partition, log)
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

CREATE TABLE relay_lease (
  partition smallint NOT NULL,
  last_partition smallint NOT NULL,
  owner text NOT NULL,
  token bigint NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (partition)
);

COMMENT ON TABLE relay_lease IS 'Who relays the partitions from partition to last_partition.';
`;

/**
 * The role of the running service. Tables that later migrations make are open to it, these are not:
 * what is in the log is written by append_events alone, and changed by nobody.
 */
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
  EXECUTE format('GRANT SELECT ON log_counter, event, stream_head, command_id TO %I', app);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON relay_checkpoint, relay_lease TO %I', app);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', app);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO %I', app);
END
$grants$;
`;

export class EventLog1767225600001 implements MigrationInterface {
  readonly name = 'EventLog1767225600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: events are kept for ever.');
  }
}

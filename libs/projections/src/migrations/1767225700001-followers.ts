import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Progress, what was set aside, and who reads. Every key begins with the partition. */
const TABLES = `
CREATE TABLE follower_progress (
  partition smallint NOT NULL CHECK (partition BETWEEN 0 AND 63),
  follower_group text NOT NULL,
  log text NOT NULL,
  next_offset bigint,
  last_pos bigint NOT NULL DEFAULT 0,
  last_hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
  log_epoch int NOT NULL DEFAULT 0,
  claim_epoch bigint NOT NULL DEFAULT 1,
  owner text NOT NULL,
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'halted')),
  reason text,
  PRIMARY KEY (partition, follower_group, log)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
COMMENT ON COLUMN follower_progress.next_offset IS
  'Kafka offset to read next; empty when the progress was made over HTTP from the start.';

CREATE TABLE parked_event (
  partition smallint NOT NULL,
  follower_group text NOT NULL,
  log text NOT NULL,
  pos bigint NOT NULL,
  key text NOT NULL,
  code text NOT NULL,
  detail text NOT NULL,
  envelope text NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  parked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (partition, follower_group, log, pos)
);
CREATE INDEX parked_event_key ON parked_event (partition, follower_group, key, log, pos);

CREATE TABLE stray_record (
  partition smallint NOT NULL,
  follower_group text NOT NULL,
  log text NOT NULL,
  record_offset bigint NOT NULL,
  detail text NOT NULL,
  bytes int NOT NULL,
  sha256 bytea NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (partition, follower_group, log, record_offset)
);
COMMENT ON TABLE stray_record IS 'Records on a log''s topic that are no events. The bytes stay on the topic.';

CREATE TABLE follower_member (
  partition smallint NOT NULL,
  follower_group text NOT NULL,
  owner text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (partition, follower_group, owner)
);
COMMENT ON TABLE follower_member IS
  'Processes that share a group without Kafka; partition is that of the group''s name.';

CREATE TABLE follower_lease (
  partition smallint NOT NULL,
  follower_group text NOT NULL,
  owner text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (partition, follower_group)
);

CREATE TABLE view_rebuild (
  partition smallint NOT NULL,
  view text NOT NULL,
  log text NOT NULL,
  build int NOT NULL,
  last_pos bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (partition, view, log)
);
CREATE TABLE view_rebuild_skipped (
  partition smallint NOT NULL,
  view text NOT NULL,
  log text NOT NULL,
  pos bigint NOT NULL,
  PRIMARY KEY (partition, view, log, pos)
);
`;

export class Followers1767225700001 implements MigrationInterface {
  readonly name = 'Followers1767225700001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

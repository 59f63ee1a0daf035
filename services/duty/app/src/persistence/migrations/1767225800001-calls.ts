import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known beside the streams: written in the transaction of the append, found again from it. */
const TABLES = `
CREATE TABLE source_event (
  partition smallint NOT NULL,
  source text NOT NULL,
  event_id text NOT NULL,
  call_id text NOT NULL,
  kind text NOT NULL,
  at_ms bigint NOT NULL,
  source_seq bigint,
  content_hash bytea NOT NULL,
  PRIMARY KEY (partition, source, event_id)
);
-- Asked once a day for a day: messages come in the order of their time, more or less.
CREATE INDEX source_event_by_day ON source_event USING brin (at_ms) WITH (autosummarize = on);

CREATE TABLE call (
  partition smallint NOT NULL,
  source text NOT NULL,
  call_id text NOT NULL,
  stream_version int NOT NULL,
  received_ms bigint,
  answered_ms bigint,
  abandoned_ms bigint,
  classified_ms bigint,
  disconnected_ms bigint,
  dispatched_ms bigint,
  acknowledged_ms bigint,
  departed_ms bigint,
  arrived_ms bigint,
  feedback_ms bigint,
  closed_ms bigint,
  category text,
  priority text,
  district text,
  station text,
  channel text,
  valid boolean,
  orders int NOT NULL,
  PRIMARY KEY (partition, source, call_id)
) WITH (fillfactor = 85);
CREATE INDEX call_by_time ON call (source, received_ms);

CREATE TABLE call_operator (
  partition smallint NOT NULL,
  operator text NOT NULL,
  source text NOT NULL,
  call_id text NOT NULL,
  PRIMARY KEY (partition, operator, source, call_id)
);

CREATE TABLE waiting_fact (
  partition smallint NOT NULL,
  operator text NOT NULL,
  day date NOT NULL,
  source text NOT NULL,
  call_id text NOT NULL,
  code text NOT NULL,
  order_id text NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (partition, operator, source, call_id, code, order_id)
);

CREATE TABLE wrong_dispatch (
  partition smallint NOT NULL,
  case_id uuid NOT NULL,
  source text NOT NULL,
  call_id text NOT NULL,
  order_id text NOT NULL,
  reason text NOT NULL,
  state text NOT NULL,
  evidence text,
  claimed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (partition, case_id)
);
CREATE INDEX wrong_dispatch_by_state ON wrong_dispatch (state, claimed_at);
COMMENT ON COLUMN waiting_fact.order_id IS 'Empty for a fact of the call itself.';
`;

const DOORS = `
CREATE TABLE feed_conflict (
  partition smallint NOT NULL,
  source text NOT NULL,
  event_id text NOT NULL,
  content_hash bytea NOT NULL,
  content text NOT NULL,
  kept_call_id text NOT NULL,
  first_seen timestamptz NOT NULL DEFAULT now(),
  last_seen timestamptz NOT NULL DEFAULT now(),
  seen int NOT NULL DEFAULT 1,
  PRIMARY KEY (partition, source, event_id, content_hash)
);

CREATE TABLE refused_line (
  partition smallint NOT NULL,
  id uuid NOT NULL,
  door text NOT NULL,
  place text NOT NULL,
  code text NOT NULL,
  detail text NOT NULL,
  pointer text NOT NULL,
  sender text NOT NULL,
  alg text NOT NULL,
  iv bytea NOT NULL,
  ct bytea NOT NULL,
  tag bytea NOT NULL,
  refused_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (partition, id)
);
CREATE INDEX refused_line_by_time ON refused_line (refused_at);
CREATE INDEX refused_line_by_end ON refused_line (expires_at);

CREATE TABLE dispatch_source (
  partition smallint NOT NULL,
  source text NOT NULL,
  time_zone text NOT NULL,
  PRIMARY KEY (partition, source)
);

CREATE TABLE dispatch_manifest (
  partition smallint NOT NULL,
  source text NOT NULL,
  day date NOT NULL,
  events bigint NOT NULL,
  calls bigint,
  kinds jsonb NOT NULL,
  first_seq bigint,
  last_seq bigint,
  stated_by text NOT NULL,
  stated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (partition, source, day)
);

CREATE TABLE cut_off_due (
  partition smallint NOT NULL,
  calendar text NOT NULL,
  period text NOT NULL,
  cause uuid NOT NULL,
  PRIMARY KEY (partition, calendar, period)
);
`;

const PERSONNEL = `
CREATE TABLE placement (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  from_day date NOT NULL,
  unit text NOT NULL,
  post text NOT NULL,
  badge text NOT NULL,
  seat text,
  PRIMARY KEY (partition, officer, from_day)
);

CREATE TABLE last_day (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  on_day date NOT NULL,
  PRIMARY KEY (partition, officer, on_day)
);

CREATE TABLE unit (
  partition smallint NOT NULL,
  unit text NOT NULL,
  parent text,
  PRIMARY KEY (partition, unit)
);

CREATE TABLE operator_hold (
  partition smallint NOT NULL,
  operator text NOT NULL,
  officer uuid NOT NULL,
  from_day date NOT NULL,
  until_day date,
  PRIMARY KEY (partition, operator, officer, from_day)
);
CREATE INDEX operator_hold_by_officer ON operator_hold (officer);

CREATE TABLE operator_due (
  partition smallint NOT NULL,
  operator text NOT NULL,
  token uuid NOT NULL DEFAULT gen_random_uuid(),
  PRIMARY KEY (partition, operator)
);
COMMENT ON TABLE operator_due IS 'Badges and seats whose holders changed: their calls are judged again.';
`;

export class Calls1767225800001 implements MigrationInterface {
  readonly name = 'Calls1767225800001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(DOORS);
    await runner.query(PERSONNEL);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

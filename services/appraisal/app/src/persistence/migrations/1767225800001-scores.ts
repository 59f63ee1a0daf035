import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Facts by month of occurrence: the copy that explains, folds again and is kept for ten years. */
const FACTS = `
CREATE TABLE fact (
  partition smallint NOT NULL CHECK (partition BETWEEN 0 AND 63),
  officer uuid NOT NULL,
  pos bigint NOT NULL,
  month date NOT NULL,
  fact uuid NOT NULL,
  sign smallint NOT NULL CHECK (sign IN (-1, 1)),
  code text NOT NULL,
  occurred_ms bigint NOT NULL,
  recorded_ms bigint NOT NULL,
  posted text NOT NULL,
  event_id uuid NOT NULL,
  amounts text NOT NULL,
  origin text NOT NULL,
  evidence text,
  PRIMARY KEY (partition, officer, pos, month)
) PARTITION BY RANGE (month);

CREATE INDEX fact_late ON fact (partition, officer, posted) WHERE posted <> '';

CREATE FUNCTION ensure_fact_month(first_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
  name text := 'fact_' || to_char(first_day, 'YYYY_MM');
BEGIN
  IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
  LOCK TABLE fact IN SHARE UPDATE EXCLUSIVE MODE;
  IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE fact INCLUDING ALL)', name);
  EXECUTE format('ALTER TABLE fact ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    name, first_day, (first_day + interval '1 month')::date);
END
$body$;
`;

const TALLIES = `
CREATE TABLE tally (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  day date NOT NULL,
  metric text NOT NULL,
  posted text NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (partition, officer, day, metric, posted)
) WITH (fillfactor = 70);

CREATE INDEX tally_late ON tally (partition, posted, officer) WHERE posted <> '';

CREATE TABLE period_marker (
  partition smallint NOT NULL,
  log text NOT NULL,
  calendar text NOT NULL,
  period text NOT NULL,
  pos bigint NOT NULL,
  PRIMARY KEY (partition, log, calendar, period)
);

CREATE TABLE placement (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  pos bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('HIRED', 'TRANSFERRED', 'SECOND_POST', 'LEFT')),
  day date NOT NULL,
  unit text,
  post text,
  team text,
  tier smallint,
  until date,
  share smallint,
  recorded_ms bigint NOT NULL,
  PRIMARY KEY (partition, officer, pos)
);

CREATE INDEX placement_team ON placement (team);
CREATE INDEX placement_unit ON placement (unit);

CREATE TABLE held_role (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  pos bigint NOT NULL,
  role text NOT NULL,
  day date NOT NULL,
  until date,
  recorded_ms bigint NOT NULL,
  PRIMARY KEY (partition, officer, pos)
);

CREATE TABLE person (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  sex text CHECK (sex IN ('F', 'M')),
  PRIMARY KEY (partition, officer)
);

CREATE TABLE unit (
  partition smallint NOT NULL,
  unit text NOT NULL,
  pos bigint NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  parent text,
  budget_mode text NOT NULL CHECK (budget_mode IN ('BLOCK', 'SCALE')),
  recorded_ms bigint NOT NULL,
  PRIMARY KEY (partition, unit, pos)
);
`;

const SHEETS = `
CREATE TABLE sheet_due (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  period text NOT NULL,
  touched bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (partition, officer, period)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE TABLE active_period (
  partition smallint NOT NULL,
  period text NOT NULL,
  PRIMARY KEY (partition, period)
);

COMMENT ON TABLE active_period IS
  'Periods in which something was counted: everybody who stands in one has a sheet.';

CREATE TABLE sheet (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  period text NOT NULL,
  unit text,
  post text,
  content text NOT NULL,
  adjustments text NOT NULL,
  PRIMARY KEY (partition, officer, period)
) WITH (fillfactor = 70);

CREATE INDEX sheet_of_unit ON sheet (period, unit, officer);

CREATE TABLE cohort_member (
  partition smallint NOT NULL,
  cohort text NOT NULL,
  period text NOT NULL,
  indicator text NOT NULL,
  officer uuid NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (partition, cohort, period, indicator, officer)
) WITH (fillfactor = 70);

CREATE TABLE cohort_value (
  partition smallint NOT NULL,
  cohort text NOT NULL,
  period text NOT NULL,
  indicator text NOT NULL,
  value text NOT NULL,
  members int NOT NULL,
  vector text NOT NULL,
  PRIMARY KEY (partition, cohort, period, indicator)
) WITH (fillfactor = 70);

COMMENT ON COLUMN cohort_value.vector IS 'Positions applied when it was computed, by partition.';

CREATE TABLE closed_sheet (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  period text NOT NULL,
  revision int NOT NULL,
  unit text,
  post text,
  total int,
  grade text,
  pay bigint,
  content text NOT NULL,
  inputs text NOT NULL,
  PRIMARY KEY (partition, officer, period, revision)
);

CREATE INDEX closed_sheet_of_unit ON closed_sheet (period, unit, officer);

CREATE TABLE refresh_lease (
  partition smallint NOT NULL PRIMARY KEY,
  owner text NOT NULL,
  token bigint NOT NULL,
  expires_at timestamptz NOT NULL
);
`;

export class Scores1767225800001 implements MigrationInterface {
  readonly name = 'Scores1767225800001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FACTS);
    await runner.query(TALLIES);
    await runner.query(SHEETS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: a view is rebuilt, not rolled back.');
  }
}

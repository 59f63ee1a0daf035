import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What commands look at before they say what changes; written with the lines themselves. */
const TABLES = `
CREATE TABLE locked_run (
  partition smallint PRIMARY KEY CHECK (partition = 0),
  run text
);
COMMENT ON TABLE locked_run IS
  'The last run that was locked, in one row: who issues lines holds it shared, who locks holds it alone.';
INSERT INTO locked_run (partition, run) VALUES (0, NULL);

CREATE TABLE paid_performance (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  period text NOT NULL,
  revision int NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (partition, officer, period)
);
COMMENT ON TABLE paid_performance IS 'Performance pay in fen that the lines of a period come to.';

CREATE TABLE ended_employment (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  day date NOT NULL,
  PRIMARY KEY (partition, officer)
);
COMMENT ON TABLE ended_employment IS 'Last day in service of the employment that ended last.';
`;

/** Lines issued until now, all of them of first revisions. */
const FILL = `
INSERT INTO paid_performance (partition, officer, period, revision, amount)
SELECT partition, (data::json ->> 'officer')::uuid, data::json ->> 'originPeriod', 1,
  (data::json ->> 'amount')::bigint
FROM event
WHERE log = 'payroll.change.v1' AND partition BETWEEN 0 AND 63 AND type = 'PayChangeIssued'
  AND data::json ->> 'kind' = 'PERFORMANCE'
ON CONFLICT DO NOTHING;

INSERT INTO ended_employment (partition, officer, day)
SELECT partition, (data::json ->> 'officer')::uuid,
  max((data::json ->> 'effectiveDate')::date) - 1
FROM event
WHERE log = 'payroll.change.v1' AND partition BETWEEN 0 AND 63 AND type = 'PayChangeIssued'
  AND data::json ->> 'kind' = 'EMPLOYMENT_ENDED'
GROUP BY 1, 2;
`;

const BOARD = `
ALTER TABLE change_line ADD COLUMN component text, ADD COLUMN run text;
UPDATE change_line SET component = kind
WHERE partition BETWEEN 0 AND 63 AND kind IN ('PERFORMANCE', 'TIER_PAY');
`;

export class PayRuns1767226200002 implements MigrationInterface {
  readonly name = 'PayRuns1767226200002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [TABLES, FILL, BOARD]) await runner.query(statements);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

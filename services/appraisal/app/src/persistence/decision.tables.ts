/** Statements that make the tables of the decision board, under the names given. */
export const decisionTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  pos bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN
    ('GRADE', 'TIER', 'ANNUAL_GRADE', 'LIABILITY', 'LIABILITY_ENDED')),
  period text,
  unit text,
  event_id uuid NOT NULL,
  recorded_ms bigint NOT NULL,
  data text NOT NULL,
  PRIMARY KEY (partition, officer, pos)
);
CREATE INDEX ON ${name} (kind, period, unit, officer)`;

export const gradeProposalTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  proposal uuid NOT NULL,
  calendar text NOT NULL,
  period text NOT NULL,
  unit text NOT NULL,
  revision int NOT NULL,
  status text NOT NULL CHECK (status IN ('PROPOSED', 'REFUSED', 'APPROVED')),
  scheme_version text NOT NULL,
  budget_mode text NOT NULL,
  members int NOT NULL,
  budget bigint NOT NULL,
  asked bigint NOT NULL,
  overrun bigint NOT NULL,
  author text NOT NULL,
  approver text,
  PRIMARY KEY (partition, proposal)
);
CREATE INDEX ON ${name} (period, unit)`;

export const tierChangeTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  proposal uuid NOT NULL,
  officer uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('PROPOSED', 'APPROVED')),
  from_tier smallint NOT NULL,
  to_tier smallint NOT NULL,
  effective_date date NOT NULL,
  ground text NOT NULL,
  author text NOT NULL,
  approver text,
  PRIMARY KEY (partition, proposal)
);
CREATE INDEX ON ${name} (officer)`;

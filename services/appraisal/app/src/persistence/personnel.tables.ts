/** Statements that make the tables of a view, under the names given. */
export const placementTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  pos bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('HIRED', 'TRANSFERRED', 'LEFT')),
  day date NOT NULL,
  unit text,
  post text,
  team text,
  tier smallint,
  recorded_ms bigint NOT NULL,
  PRIMARY KEY (partition, officer, pos)
);
CREATE INDEX ON ${name} (team);
CREATE INDEX ON ${name} (unit)`;

export const unitTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  unit text NOT NULL,
  pos bigint NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  parent text,
  budget_mode text NOT NULL CHECK (budget_mode IN ('BLOCK', 'SCALE')),
  recorded_ms bigint NOT NULL,
  PRIMARY KEY (partition, unit, pos)
)`;

/** Statements that make the tables of a view, under the names given. */
export const placementTable = (name: string): string => `
CREATE TABLE ${name} (
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
CREATE INDEX ON ${name} (team);
CREATE INDEX ON ${name} (unit)`;

export const heldRoleTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  pos bigint NOT NULL,
  role text NOT NULL,
  day date NOT NULL,
  until date,
  recorded_ms bigint NOT NULL,
  PRIMARY KEY (partition, officer, pos)
)`;

export const personTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  sex text CHECK (sex IN ('F', 'M')),
  PRIMARY KEY (partition, officer)
)`;

export const unitTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  unit text NOT NULL,
  pos bigint NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  parent text,
  budget_mode text NOT NULL CHECK (budget_mode IN ('BLOCK', 'SCALE', 'CARRY_POOL')),
  recorded_ms bigint NOT NULL,
  PRIMARY KEY (partition, unit, pos)
)`;

/** Who is responsible for an auxiliary. */
export const mentorTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  pos bigint NOT NULL,
  person uuid NOT NULL,
  day date NOT NULL,
  until date,
  PRIMARY KEY (partition, officer, pos)
)`;

/** Who leads units and teams. */
export const unitLeaderTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  unit text NOT NULL,
  pos bigint NOT NULL,
  office text NOT NULL CHECK (office IN ('CHIEF', 'DEPUTY', 'GROUP_LEADER')),
  team text,
  person uuid NOT NULL,
  day date NOT NULL,
  until date,
  PRIMARY KEY (partition, unit, pos)
)`;

/** Statement that makes the table without its keys, under the name given. */
export const bareTallyTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  day date NOT NULL,
  metric text NOT NULL,
  posted text NOT NULL,
  n bigint NOT NULL
) WITH (fillfactor = 70)`;

/** Statements that give a table its keys. */
export const tallyKeys = (name: string): string => `
ALTER TABLE ${name} ADD PRIMARY KEY (partition, officer, day, metric, posted);
CREATE INDEX ON ${name} (partition, posted, officer) WHERE posted <> ''`;

/** Statements that make the table of the tallies, under the name given. */
export const tallyTable = (name: string): string => `${bareTallyTable(name)};${tallyKeys(name)}`;

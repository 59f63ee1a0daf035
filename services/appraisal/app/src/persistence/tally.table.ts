/** Statements that make one table of a view, under the name given. */
export const tallyTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  day date NOT NULL,
  metric text NOT NULL,
  posted text NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (partition, officer, day, metric, posted)
) WITH (fillfactor = 70);
CREATE INDEX ON ${name} (partition, posted, officer) WHERE posted <> ''`;

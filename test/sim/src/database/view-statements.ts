/** The view of the simulation; the statements run on a real database as well. */
export const VIEW_TABLE = `
CREATE TABLE sim_view (
  partition smallint NOT NULL,
  officer text NOT NULL,
  total bigint NOT NULL,
  added bigint NOT NULL,
  applied text NOT NULL,
  PRIMARY KEY (partition, officer)
)`;

export const VIEW_READ = {
  shape: /FROM sim_view/,
  text: `SELECT officer, total::float8 AS total FROM sim_view WHERE partition = $1 AND officer = ANY($2::text[])`,
};

export const VIEW_WRITE = {
  shape: /INSERT INTO sim_view/,
  text: `
INSERT INTO sim_view AS v (partition, officer, total, added, applied)
SELECT $1, a.officer, a.total, a.added, a.applied
FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[]) AS a(officer, total, added, applied)
ON CONFLICT (partition, officer) DO UPDATE SET total = excluded.total,
  added = v.added + excluded.added, applied = v.applied || excluded.applied`,
};

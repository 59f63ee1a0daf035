import pg from 'pg';
import type { LocalMonth } from '@ywk/kernel';
import { check } from '../demo/stages/stage.ts';
import type { Cautioned, Ruled } from './year-appeals.ts';
import type { YearPlay } from './year-play.ts';

const read = async <Row extends object>(
  { system }: YearPlay,
  service: 'appraisal' | 'payroll',
  { sql, values = [] }: { readonly sql: string; readonly values?: readonly unknown[] },
): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: system.databases[service].ownerUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
};

const EVENTS = `
SELECT pos, type, recorded_ms, data::json AS d FROM event
WHERE log = $1 AND partition BETWEEN 0 AND 63`;

const DECISIONS = 'appraisal.decision.v1';
const LINES = 'payroll.change.v1';

/** What the last revision of each month gives everybody, in fen. */
const GRADED = `
SELECT DISTINCT ON (officer, period) officer || ' ' || period || ' ' || fen AS row FROM (
  SELECT d ->> 'officer' AS officer, d ->> 'period' AS period,
    (d ->> 'revision')::int AS revision, d ->> 'performancePay' AS fen
  FROM (${EVENTS}) AS e WHERE type = 'GradeDecided'
) AS g ORDER BY officer, period, revision DESC`;

/** What the lines come to: the last that stands, and what was added or taken back later. */
const PAID = `
WITH line AS (
  SELECT pos, d ->> 'officer' AS officer, d ->> 'originPeriod' AS period, d ->> 'kind' AS kind,
    (d ->> 'amount')::bigint AS fen
  FROM (${EVENTS}) AS e WHERE d ->> 'component' = 'PERFORMANCE'
), standing AS (
  SELECT DISTINCT ON (officer, period) officer, period, fen FROM line
  WHERE kind = 'PERFORMANCE' ORDER BY officer, period, pos DESC
), added AS (
  SELECT officer, period, sum(fen) AS fen FROM line WHERE kind <> 'PERFORMANCE' GROUP BY 1, 2
)
SELECT officer || ' ' || period || ' ' || (coalesce(s.fen, 0) + coalesce(a.fen, 0)) AS row
FROM standing s FULL JOIN added a USING (officer, period)`;

interface Row {
  readonly row: string;
}

const rowsOf = async (
  play: YearPlay,
  service: 'appraisal' | 'payroll',
  ask: { readonly sql: string; readonly values: readonly unknown[] },
): Promise<string[]> => (await read<Row>(play, service, ask)).map(({ row }) => row).sort();

/** Tier pay in fen a month (DOMAIN 3.0), as this check knows it by itself. */
const TIER_PAY = `(VALUES (7, 10000), (6, 20000), (5, 35000), (4, 50000), (3, 70000), (2, 95000),
  (1, 120000)) AS pay (tier, fen)`;

const MONTHS = `generate_series($2::date, $3::date, interval '1 month') AS month (day)`;

/** Tier pay with protection of each month as if every change had been known when it took effect. */
const TIERS_KNOWN = `
WITH change AS (
  SELECT pos, d ->> 'officer' AS officer, (d ->> 'from')::int AS "from", (d ->> 'to')::int AS "to",
    (d ->> 'effectiveDate')::date AS day, coalesce((d ->> 'protection')::bigint, 0) AS protection
  FROM (${EVENTS}) AS e WHERE type = 'TierChanged'
), known AS (
  SELECT o.officer, m.day,
    (SELECT c.to FROM change c WHERE c.officer = o.officer AND c.day <= m.day
     ORDER BY c.day DESC, c.pos DESC LIMIT 1) AS after,
    (SELECT c.protection FROM change c WHERE c.officer = o.officer AND c.day <= m.day
     ORDER BY c.day DESC, c.pos DESC LIMIT 1) AS protection,
    (SELECT c.from FROM change c WHERE c.officer = o.officer ORDER BY c.day, c.pos LIMIT 1) AS before
  FROM (SELECT DISTINCT officer FROM change) AS o CROSS JOIN ${MONTHS} CROSS JOIN LATERAL
    (SELECT month.day::date AS day) AS m
)
SELECT officer || ' ' || to_char(day, 'YYYY-MM') || ' ' || (fen + coalesce(protection, 0)) AS row
FROM known JOIN ${TIER_PAY} ON tier = coalesce(after, before)`;

/** The same by the lines: what stands on the first of the month, and what was added to it later. */
const TIERS_PAID = `
WITH line AS (
  SELECT pos, d ->> 'officer' AS officer, d ->> 'kind' AS kind, d ->> 'originPeriod' AS period,
    (d ->> 'effectiveDate')::date AS day, (d ->> 'amount')::bigint AS fen,
    (d ->> 'previousAmount')::bigint AS before
  FROM (${EVENTS}) AS e WHERE d ->> 'component' IN ('TIER_PAY', 'PROTECTION')
), due AS (
  SELECT o.officer, month.day::date AS day, kind.kind
  FROM (SELECT DISTINCT officer FROM line) AS o CROSS JOIN ${MONTHS}
  CROSS JOIN (VALUES ('TIER_PAY'), ('PROTECTION')) AS kind (kind)
), standing AS (
  SELECT officer, day, sum(coalesce(
    (SELECT l.fen FROM line l WHERE l.officer = due.officer AND l.kind = due.kind
       AND l.day <= due.day ORDER BY l.day DESC, l.pos DESC LIMIT 1),
    (SELECT l.before FROM line l WHERE l.officer = due.officer AND l.kind = due.kind
     ORDER BY l.day, l.pos LIMIT 1), 0)) AS fen
  FROM due GROUP BY 1, 2
), added AS (
  SELECT officer, period, sum(fen) AS fen FROM line WHERE period IS NOT NULL GROUP BY 1, 2
)
SELECT s.officer || ' ' || to_char(s.day, 'YYYY-MM') || ' ' || (s.fen + coalesce(a.fen, 0)) AS row
FROM standing s LEFT JOIN added a
  ON a.officer = s.officer AND a.period = to_char(s.day, 'YYYY-MM')`;

const sameRows = (
  play: YearPlay,
  name: string,
  { expected, found }: { readonly expected: string[]; readonly found: string[] },
): void => {
  const only = (rows: readonly string[], others: readonly string[]) => {
    const known = new Set(others);
    return rows.filter((row) => !known.has(row)).slice(0, 5);
  };
  check(play, `${name} (${expected.length})`, {
    expected: { rows: expected.length, only: only(expected, found) },
    found: { rows: found.length, only: only(found, expected) },
  });
};

/** To the fen: everybody's months by the lines of payroll, against the decisions of appraisal. */
export const checkPayLines = async (
  play: YearPlay,
  months: { readonly first: LocalMonth; readonly last: LocalMonth },
): Promise<void> => {
  const performance = '绩效逐月相符 performance pay by month, SQL against SQL';
  sameRows(play, performance, {
    expected: await rowsOf(play, 'appraisal', { sql: GRADED, values: [DECISIONS] }),
    found: await rowsOf(play, 'payroll', { sql: PAID, values: [LINES] }),
  });
  const span = [`${months.first}-01`, `${months.last}-01`];
  sameRows(play, '层级工资逐月相符 tier pay and protection by month, SQL against SQL', {
    expected: await rowsOf(play, 'appraisal', {
      ...{ sql: TIERS_KNOWN, values: [DECISIONS, ...span] },
    }),
    found: await rowsOf(play, 'payroll', { sql: TIERS_PAID, values: [LINES, ...span] }),
  });
};

const TOTALS = `
SELECT d ->> 'officer' AS officer, (d ->> 'revision')::int AS revision,
  (d ->> 'total')::int AS total, (d ->> 'performancePay')::int AS pay
FROM (${EVENTS}) AS e WHERE type = 'GradeDecided' AND d ->> 'period' = $2
ORDER BY revision`;

interface Decided {
  readonly officer: string;
  readonly revision: number;
  readonly total: number;
  readonly pay: number;
}

const decidedIn = (play: YearPlay, month: LocalMonth): Promise<Decided[]> =>
  read<Decided>(play, 'appraisal', { sql: TOTALS, values: [DECISIONS, month] });

/** What was shown before a ruling was confirmed is what was decided afterwards. */
export const checkRuling = async (play: YearPlay, { month, effects }: Ruled): Promise<void> => {
  const decided = await decidedIn(play, month);
  const last = new Map(decided.map((each) => [each.officer, each]));
  check(play, `${month} 裁定结果与预览一致 a ruling did what was shown (${effects.length})`, {
    expected: effects.map(({ officer, after }) => [officer, after?.total, after?.pay]),
    found: effects.map(({ officer }) => {
      const found = last.get(officer);
      return [officer, found?.total, found?.pay];
    }),
  });
};

/** A fifth of thirty points (DOMAIN 3.0b Joint liability), in hundredths. */
const BORNE = 600;

/** What the group leader bore is given back when the caution is. */
export const checkLiability = async (
  play: YearPlay,
  { month, leader }: Cautioned,
): Promise<void> => {
  const decided = await decidedIn(play, month);
  const own = decided.filter(({ officer }) => officer === leader.officer);
  const [first, last] = [own[0], own.at(-1)];
  check(play, '撤销后连带责任恢复 what was borne for others ends with the caution', {
    expected: BORNE,
    found: (last?.total ?? 0) - (first?.total ?? 0),
  });
};

/** Everything that was closed and decided, without ids of events and moments of recording. */
const OUTCOME = `
SELECT md5(string_agg(row, E'\\n' ORDER BY row)) AS digest, count(*)::int AS rows FROM (
  SELECT concat_ws(' ', period, revision, officer, unit, grade, pay, content) AS row FROM closed_sheet
  WHERE partition BETWEEN 0 AND 63
  UNION ALL
  SELECT type || ' ' || data FROM event
  WHERE log = $1 AND partition BETWEEN 0 AND 63
    AND type IN ('GradeDecided', 'AnnualGradeDecided', 'TierChanged')
) AS outcome`;

/** Years that came to the same have the same digest. */
export interface Outcome {
  readonly digest: string;
  readonly rows: number;
}

export const outcomeOf = async (play: YearPlay): Promise<Outcome> => {
  const [found] = await read<Outcome>(play, 'appraisal', { sql: OUTCOME, values: [DECISIONS] });
  if (found === undefined) throw new Error('An aggregate has a row.');
  return found;
};

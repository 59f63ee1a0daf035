/**
 * Scores of all officers of one month from the table of facts alone. $1 is a scheme, $2 the metric
 * definitions, both as JSON. `numeric` is decimal: a division keeps 60 digits, and `round` goes half
 * away from zero.
 */
export const POINTS = `
WITH scheme AS (SELECT $1::jsonb AS s, $2::jsonb AS m),
source AS (
  SELECT d ->> 'metric' AS metric, f ->> 'code' AS code, f ->> 'add' AS added,
    f #>> '{when,amount}' AS amount, (f #>> '{when,atMost}')::numeric AS at_most,
    (f #>> '{when,below}')::numeric AS below
  FROM scheme, jsonb_array_elements(m -> 'measured') d, jsonb_array_elements(d -> 'from') f
),
total AS (SELECT d ->> 'metric' AS metric FROM scheme, jsonb_array_elements(m -> 'measured') d),
act AS (
  SELECT code, coalesce(e ->> 'countsAs', code) AS metric
  FROM scheme, jsonb_array_elements(m -> 'events') e, jsonb_array_elements_text(e -> 'codes') code
),
kept AS (SELECT officer, code, sign, amounts::jsonb AS a FROM fact WHERE month = '2024-05-01'),
counted AS (
  SELECT k.officer, s.metric, k.sign * coalesce((k.a ->> s.added)::numeric, 1) AS n
  FROM kept k JOIN source s USING (code)
  WHERE (s.at_most IS NULL OR (k.a ->> s.amount)::numeric <= s.at_most)
    AND (s.below IS NULL OR (k.a ->> s.amount)::numeric < s.below)
  UNION ALL
  SELECT k.officer, k.code, k.sign * (k.a ->> 'n')::numeric FROM kept k JOIN total t ON t.metric = k.code
  UNION ALL
  SELECT k.officer, act.metric, k.sign FROM kept k JOIN act USING (code)
),
tallied AS (SELECT officer, metric, sum(n) AS n FROM counted GROUP BY 1, 2),
stated AS (
  SELECT k.officer, act.metric, abs((k.a ->> 'points')::numeric) AS points, sum(k.sign) AS n
  FROM kept k JOIN act USING (code) WHERE k.a ? 'points' GROUP BY 1, 2, 3
),
member AS (SELECT officer, post FROM placement WHERE kind = 'HIRED'),
item AS (
  SELECT p.officer, i FROM member p, scheme, jsonb_array_elements(s -> 'public') i
  UNION ALL
  SELECT p.officer, i FROM member p, scheme, jsonb_array_elements(s -> 'posts' -> p.post) i
),
ranked AS (
  SELECT officer, i, i ->> 'id' AS id, i ->> 'shape' AS shape, (i ->> 'weight')::numeric AS weight
  FROM item WHERE i ->> 'shape' IN ('START_FULL', 'ACCUMULATE', 'LINEAR', 'COUNT')
),
sums AS (
  SELECT r.*, q.numerator, q.denominator
  FROM ranked r LEFT JOIN LATERAL (
    SELECT
      (SELECT coalesce(sum(t.n), 0) FROM jsonb_array_elements_text(x.top -> 'plus') name
        JOIN tallied t ON t.officer = r.officer AND t.metric = name)
      - (SELECT coalesce(sum(t.n), 0) FROM jsonb_array_elements_text(x.top -> 'minus') name
        JOIN tallied t ON t.officer = r.officer AND t.metric = name) AS numerator,
      CASE WHEN x.bottom IS NULL THEN 1 ELSE
        (SELECT coalesce(sum(t.n), 0) FROM jsonb_array_elements_text(x.bottom -> 'plus') name
          JOIN tallied t ON t.officer = r.officer AND t.metric = name)
        - (SELECT coalesce(sum(t.n), 0) FROM jsonb_array_elements_text(x.bottom -> 'minus') name
          JOIN tallied t ON t.officer = r.officer AND t.metric = name) END AS denominator
    FROM (
      SELECT coalesce(i -> 'count', i #> '{measure,count}', d -> 'numerator') AS top,
        d -> 'denominator' AS bottom
      FROM scheme LEFT JOIN LATERAL (
        SELECT e AS d FROM jsonb_array_elements(m -> 'rates') e WHERE e ->> 'rate' = i #>> '{measure,rate}'
      ) rate ON true
    ) x
  ) q ON r.shape IN ('LINEAR', 'COUNT')
),
bounds AS (
  SELECT *, (replace(i ->> 'floor', '%', ''))::numeric / CASE WHEN i ->> 'floor' LIKE '%\\%' THEN 100 ELSE 1 END AS lo,
    (replace(i ->> 'target', '%', ''))::numeric / CASE WHEN i ->> 'target' LIKE '%\\%' THEN 100 ELSE 1 END AS hi
  FROM sums
),
clause AS (
  SELECT r.officer, r.id, c ->> 'cap' AS cap,
    CASE
      WHEN c ? 'steps' THEN (SELECT coalesce(sum((c -> 'steps' ->> least(k, jsonb_array_length(c -> 'steps'))::int - 1)::numeric), 0)
        FROM generate_series(1, t.n) k)
      WHEN (c ->> 'stated')::boolean THEN
        (t.n - coalesce(st.n, 0)) * (c ->> 'points')::numeric + sign((c ->> 'points')::numeric) * coalesce(st.points, 0)
      ELSE t.n * (c ->> 'points')::numeric
    END AS points
  FROM ranked r, jsonb_array_elements(r.i -> 'clauses') c
  JOIN LATERAL (SELECT n FROM tallied WHERE officer = r.officer AND metric = c ->> 'metric' AND n > 0) t ON true
  LEFT JOIN LATERAL (SELECT sum(n) AS n, sum(n * points) AS points FROM stated
    WHERE officer = r.officer AND metric = c ->> 'metric') st ON true
),
capped AS (
  SELECT officer, id, sum(CASE WHEN cap IS NULL THEN points
    ELSE greatest(-cap::numeric, least(cap::numeric, points)) END) AS points
  FROM clause GROUP BY 1, 2
)
SELECT b.officer, b.id AS indicator, CASE WHEN b.denominator <= 0 THEN NULL ELSE round(100 * least(b.weight, greatest(0, CASE b.shape
    WHEN 'START_FULL' THEN b.weight + coalesce(c.points, 0)
    WHEN 'ACCUMULATE' THEN coalesce(c.points, 0)
    WHEN 'COUNT' THEN b.numerator * (b.i ->> 'unit')::numeric
    ELSE b.weight * (b.numerator - b.lo * b.denominator)::numeric(80, 40) / ((b.hi - b.lo) * b.denominator)
  END))) END AS score
FROM bounds b LEFT JOIN capped c USING (officer, id)`;

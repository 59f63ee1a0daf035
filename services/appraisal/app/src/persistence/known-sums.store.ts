import { IN_TIME, type MetricBook, type Tally } from '@ywk/appraisal-domain';
import type { Database } from './database.ts';
import type { FactsOfMonth } from './known-fact.store.ts';
import { LocalDays } from './local-days.ts';

/** Facts that differ in their amounts alone: officer, code, sign, an instant of their day in ms, amounts. */
type Row = readonly [string, string, number, string, string];

// Days in Asia/Shanghai, counted from 1970. Facts of a day share a row: rows cost more than facts.
const IN_MONTH = `
SELECT f.officer, f.code, f.sign, min(f.occurred_ms), string_agg(f.amounts, ',')
FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
JOIN fact f ON f.partition = o.partition AND f.officer = o.officer
WHERE f.month = $3::date AND f.recorded_ms <= $4 AND f.posted = $6
  AND ($5::text[] IS NULL OR f.code = ANY($5))
GROUP BY f.officer, f.code, f.sign, (f.occurred_ms + 28800000) / 86400000`;

const readRows = async (
  db: Database,
  { officers, period, until, codes }: FactsOfMonth,
): Promise<readonly Row[]> => {
  const { rows } = await db.query<Row[]>({
    name: 'sums_of_month',
    text: IN_MONTH,
    rowMode: 'array',
    values: [
      officers.map(({ partition }) => partition),
      officers.map(({ officer }) => officer),
      `${period}-01`,
      until,
      codes,
      IN_TIME,
    ],
  });
  return rows as unknown as readonly Row[];
};

const SEPARATOR = '|';

/** Sums of one officer by day and metric. */
type Sums = Map<string, number>;

const talliesOf = (officer: string, sums: Sums): Tally[] =>
  [...sums].flatMap(([key, n]) => {
    if (n === 0) return [];
    const [day = '', metric = ''] = key.split(SEPARATOR);
    return [{ officer, day, metric, posted: IN_TIME, n }];
  });

/**
 * What the facts of some officers came to in a month, as known at an instant: those in time alone,
 * for sheets of many people, where nobody asks for the facts themselves. By officer, in no order.
 * @throws Rejection for a fact that no metric counts
 */
export const sumsOfMonth = async (
  db: Database,
  asked: FactsOfMonth,
  metrics: MetricBook,
): Promise<Map<string, Tally[]>> => {
  const days = new LocalDays();
  const found = new Map<string, Sums>();
  for (const [officer, code, sign, ms, texts] of await readRows(db, asked)) {
    const day = days.of(Number(ms));
    const added: Sums = new Map();
    for (const amounts of JSON.parse(`[${texts}]`) as Record<string, number>[]) {
      for (const { metric, n } of metrics.deltasOn(day, { officer, code, amounts })) {
        added.set(metric, (added.get(metric) ?? 0) + n);
      }
    }
    const sums: Sums = found.get(officer) ?? new Map<string, number>();
    found.set(officer, sums);
    for (const [metric, n] of added) {
      const key = day + SEPARATOR + metric;
      sums.set(key, (sums.get(key) ?? 0) + n * sign);
    }
  }
  return new Map([...found].map(([officer, sums]) => [officer, talliesOf(officer, sums)]));
};

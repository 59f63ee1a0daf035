import { IN_TIME, type MetricBook, type MetricDelta, type Tally } from '@ywk/appraisal-domain';
import type { LocalDay } from '@ywk/kernel';
import type { Database } from './database.ts';
import type { FactsOfMonth } from './known-fact.store.ts';
import { LocalDays } from './local-days.ts';

/** Facts of one day that differ in their amounts alone: officer, code, sign, ms of the first, amounts. */
type Row = readonly [string, string, number, string, string];

/** Days in Asia/Shanghai, counted from 1970. One row for many facts: rows cost more than their facts. */
const IN_MONTH = `
SELECT f.officer, f.code, f.sign, min(f.occurred_ms), string_agg(f.amounts, ',')
FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
JOIN fact f ON f.partition = o.partition AND f.officer = o.officer
WHERE f.month = $3::date AND f.recorded_ms <= $4 AND f.posted = ''
  AND ($5::text[] IS NULL OR f.code = ANY($5))
GROUP BY f.officer, f.code, f.sign, (f.occurred_ms + 28800000) / 86400000`;

const SEPARATOR = '|';

/** Sums of one officer by day and metric. */
type Sums = Map<string, number>;

const addTo = (
  sums: Sums,
  day: LocalDay,
  { sign, deltas }: { readonly sign: number; readonly deltas: readonly MetricDelta[] },
): void => {
  for (const { metric, n } of deltas) {
    const key = day + SEPARATOR + metric;
    sums.set(key, (sums.get(key) ?? 0) + n * sign);
  }
};

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
  { officers, period, until, codes }: FactsOfMonth,
  metrics: MetricBook,
): Promise<Map<string, Tally[]>> => {
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
    ],
  });
  const days = new LocalDays();
  const found = new Map<string, Sums>();
  for (const [officer, code, sign, ms, texts] of rows as unknown as readonly Row[]) {
    const sums: Sums = found.get(officer) ?? new Map<string, number>();
    found.set(officer, sums);
    const day = days.of(Number(ms));
    for (const amounts of JSON.parse(`[${texts}]`) as Record<string, number>[]) {
      addTo(sums, day, { sign, deltas: metrics.deltasOn(day, { officer, code, amounts }) });
    }
  }
  return new Map([...found].map(([officer, sums]) => [officer, talliesOf(officer, sums)]));
};

import { IN_TIME, type MetricBook, type MetricDelta, type Tally } from '@ywk/appraisal-domain';
import type { LocalDay } from '@ywk/kernel';
import type { Database } from './database.ts';
import type { FactsOfMonth } from './known-fact.store.ts';
import { calendarMonths, instantsOf } from './fact-months.ts';
import { LocalDays } from './local-days.ts';

/** Facts of one officer, code and sign: for each its instant in ms and its amounts, as JSON without brackets. */
type Row = readonly [string, string, number, string];

// Many facts share a row: a row costs the database and the client more than a fact.
const IN_MONTH = `
SELECT f.officer, f.code, f.sign, string_agg(f.occurred_ms || ',' || f.amounts, ',')
FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
JOIN fact f ON f.partition = o.partition AND f.officer = o.officer
WHERE f.month = ANY($3::date[]) AND f.occurred_ms >= $7 AND f.occurred_ms < $8
  AND f.recorded_ms <= $4 AND f.posted = $6
  AND ($5::text[] IS NULL OR f.code = ANY($5))
GROUP BY f.officer, f.code, f.sign`;

const readRows = async (
  db: Database,
  { officers, days, until, codes }: FactsOfMonth,
): Promise<readonly Row[]> => {
  const { rows } = await db.query<Row[]>({
    name: 'sums_of_month',
    text: IN_MONTH,
    rowMode: 'array',
    values: [
      officers.map(({ partition }) => partition),
      officers.map(({ officer }) => officer),
      calendarMonths(days),
      until,
      codes,
      IN_TIME,
      ...instantsOf(days),
    ],
  });
  return rows as unknown as readonly Row[];
};

/** The facts of a row, one after the other. */
function* factsOf(text: string): Generator<{ ms: number; amounts: Record<string, number> }> {
  const members = JSON.parse(`[${text}]`) as (number | Record<string, number>)[];
  for (let at = 0; at < members.length; at += 2) {
    const [ms, amounts] = [members[at], members[at + 1]] as [number, Record<string, number>];
    yield { ms, amounts };
  }
}

/** Sums of one officer, by day and then by metric. */
class DaySums {
  private readonly byDay = new Map<LocalDay, Map<string, number>>();

  add(day: LocalDay, deltas: readonly MetricDelta[], sign: number): void {
    let sums = this.byDay.get(day);
    if (sums === undefined) this.byDay.set(day, (sums = new Map<string, number>()));
    for (const { metric, n } of deltas) sums.set(metric, (sums.get(metric) ?? 0) + n * sign);
  }

  /** Without zeros: what was taken back leaves no trace. */
  of(officer: string): Tally[] {
    return [...this.byDay].flatMap(([day, sums]) =>
      [...sums].flatMap(([metric, n]) =>
        n === 0 ? [] : [{ officer, day, metric, posted: IN_TIME, n }],
      ),
    );
  }
}

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
  const found = new Map<string, DaySums>();
  for (const [officer, code, sign, text] of await readRows(db, asked)) {
    const sums = found.get(officer) ?? new DaySums();
    found.set(officer, sums);
    for (const { ms, amounts } of factsOf(text)) {
      const day = days.of(ms);
      sums.add(day, metrics.deltasOn(day, { officer, code, amounts }), sign);
    }
  }
  return new Map([...found].map(([officer, sums]) => [officer, sums.of(officer)]));
};

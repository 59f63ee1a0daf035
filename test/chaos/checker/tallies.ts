import { localDay } from './form.ts';
import { Finding, type Verdict } from './verdict.ts';
import type { KeptEvent, World } from './world.ts';

type Amounts = Readonly<Record<string, number>>;

/** What a fact adds, from the words of the metric definitions; other codes count as themselves. */
const MEASURED: Readonly<Record<string, (amounts: Amounts) => Record<string, number>>> = {
  'call.answered': ({ answerMs = 0 }) => ({
    'calls.offered': 1,
    'calls.answered': 1,
    'calls.answered10s': answerMs <= 10_000 ? 1 : 0,
  }),
  'call.abandoned': ({ ringMs = 0 }) => ({
    'calls.offered': 1,
    'calls.abandonedShort': ringMs < 10_000 ? 1 : 0,
  }),
  'order.dispatched': () => ({ 'orders.dispatched': 1 }),
  'order.acknowledged': ({ ackMs = 0 }) => ({
    'orders.acknowledged': 1,
    'orders.acknowledged30s': ackMs <= 30_000 ? 1 : 0,
  }),
  'order.wrongConfirmed': () => ({ 'orders.wrongConfirmed': 1 }),
};

const TOTALS = /^(records|callbacks|visits|minutes|tasks)[.]/;

const addedBy = (code: string, amounts: Amounts): Record<string, number> => {
  const measured = MEASURED[code];
  if (measured !== undefined) return measured(amounts);
  return { [code]: TOTALS.test(code) ? (amounts['n'] ?? 0) : 1 };
};

const HORIZON_MONTHS = 12;

const monthNumber = (month: string): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

const monthOf = (number: number): string =>
  `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;

/** What the markers of a month say at a place of a partition. */
interface Marked {
  readonly revision: number;
  readonly final: boolean;
}

const heard = (before: Marked | undefined, marker: KeptEvent['body']): Marked => ({
  revision: Math.max(before?.revision ?? 0, Number(marker['revision'] ?? 1)),
  final: before?.final === true || marker['final'] === true,
});

/**
 * Empty in time; the next revision while the month is not final or a ruling says so; else the next
 * month that has no marker at this place of this partition.
 */
const postedOf = (day: string, marked: ReadonlyMap<string, Marked>, ruling: unknown): string => {
  const origin = monthNumber(day);
  const own = marked.get(monthOf(origin));
  if (own === undefined) return '';
  if (!own.final || ruling !== undefined) return `r${own.revision + 1}`;
  let month = origin;
  while (marked.has(monthOf(month))) month += 1;
  return month - origin > HORIZON_MONTHS ? 'outside' : monthOf(month);
};

interface TallyRow {
  readonly partition: number;
  readonly officer: string;
  readonly day: string;
  readonly metric: string;
  readonly posted: string;
  readonly n: number;
}

/** Sums of all facts in the order of the log, markers and all. */
const foldAgain = (events: readonly KeptEvent[]): Map<string, number> => {
  const sums = new Map<string, number>();
  const marked = new Map<number, Map<string, Marked>>();
  for (const { type, partition, body } of events) {
    const known = marked.get(partition) ?? new Map<string, Marked>();
    marked.set(partition, known);
    if (type === 'PeriodCutOff') {
      const period = String(body['period']);
      known.set(period, heard(known.get(period), body));
      continue;
    }
    const day = localDay(String(body['occurredAt']));
    const sign = type.startsWith('FactReversed') ? -1 : 1;
    const added = addedBy(String(body['code']), body['amounts'] as Amounts);
    for (const [metric, n] of Object.entries(added)) {
      const posted = postedOf(day, known, body['ruling']);
      const key = [partition, body['officer'], day, metric, posted].join(' ');
      sums.set(key, (sums.get(key) ?? 0) + sign * n);
    }
  }
  return sums;
};

/** The tallies are what folding the log again comes to, sum by sum. */
export const talliesAreTheFold = (world: World): Verdict => {
  const finding = new Finding('I14', 'tallies = the log folded again by other code');
  const wanted = foldAgain(world.of('duty.fact.v1'));
  const rows = world.dump.rows<TallyRow>('appraisal', 'tally');
  finding.same(
    rows.map(
      ({ partition, officer, day, metric, posted, n }) =>
        `${[partition, officer, day, metric, posted].join(' ')} = ${n}`,
    ),
    [...wanted].flatMap(([key, n]) => (n === 0 ? [] : [`${key} = ${n}`])),
    'tallies',
  );
  return finding.done();
};

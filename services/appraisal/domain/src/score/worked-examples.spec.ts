import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { hundredthsText, type WorkingCalendar } from '@ywk/kernel';
import { parse } from 'yaml';
import { MetricBook, type CountedFact } from '../metric/metric-book.ts';
import type { MetricDocument } from '../metric/metric-definition.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { RuleBook } from '../scheme/rule-book.ts';
import { SchemeBook } from '../scheme/scheme.ts';
import type { Stay } from '../stay/stays.ts';
import { IN_TIME } from '../tally/posting.ts';
import { foldEntries, type Entry, type Tally } from '../tally/tally.ts';
import { adjustmentOf } from './adjustment.ts';
import { openSheet } from './open-sheet.ts';
import { scoreSheet, weighStays } from './score-sheet.ts';
import type { ScoredStay, ScoreSheet } from './sheet.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../schemes/${name}`, import.meta.url), 'utf8'));

const schemes = new SchemeBook([read('rc-1.yaml') as SchemeDocument]);
const book = new MetricBook([read('metrics-1.yaml') as MetricDocument]);
/** Monday to Friday, without any holiday. */
const calendar: WorkingCalendar = {
  knows: () => true,
  isWorkingDay: (day) => ![0, 6].includes(new Date(day).getUTCDay()),
};
const rules = new RuleBook(schemes, book, calendar).of('2024-05');

const officer = 'A01';
const occurredAt = '2024-05-17T02:00:00.000Z';
const call110: Stay = {
  unit: 'ZJG-110',
  post: 'CALL110',
  team: 'A',
  from: '2020-01-01',
  to: null,
  probation: false,
};

const total = (code: string, n: number): CountedFact => ({
  officer,
  code,
  occurredAt,
  amounts: { n },
});
const event = (code: string, amounts = {}): CountedFact => ({ officer, code, occurredAt, amounts });

const inTime = (fact: CountedFact): Entry => ({ fact, sign: 1, posted: IN_TIME });

const sheetOf = (tallies: readonly Tally[], stays: readonly Stay[] = [call110]): ScoreSheet =>
  scoreSheet(openSheet({ officer, period: '2024-05', tallies, rules, stays }), {
    rules,
    cohorts: new Map([['A|C5', '1450']]),
    adjustments: [],
  });

const folded = (facts: readonly CountedFact[]): ScoreSheet =>
  sheetOf(foldEntries(book, facts.map(inTime)).list());

const stayOf = (sheet: ScoreSheet): ScoredStay => {
  const [stay] = sheet.stays;
  if (stay?.status !== 'SCORED') throw new Error('The stay has no score.');
  return stay;
};

const scoreOf = (sheet: ScoreSheet, id: string): string => {
  const indicators = stayOf(sheet).groups.flatMap((group) => group.indicators);
  const score = indicators.find((indicator) => indicator.id === id)?.score;
  return score === null || score === undefined ? 'not applicable' : hundredthsText(score);
};

const W1: readonly CountedFact[] = [
  total('calls.offered', 1520),
  total('calls.abandonedShort', 8),
  total('calls.answered', 1508),
  total('calls.answered10s', 1462),
  total('orders.dispatched', 640),
  total('orders.wrongConfirmed', 9),
  total('records.sampled', 40),
  total('records.passed', 39),
  total('callbacks.effective', 200),
  total('callbacks.satisfied', 196),
  event('A03', { minutes: 12 }),
  event('B06'),
];

describe("W1, a call-taker's month", () => {
  const sheet = folded(W1);

  test('comes out as 88.85, G3, 500.00 yuan', () => {
    expect(hundredthsText(sheet.total ?? 0)).toBe('88.85');
    expect(sheet).toMatchObject({ status: 'SCORED', grade: 'G3', pay: 50_000 });
  });

  test('groups: public 37.00, custom 50.85, bonus 1.00', () => {
    const stay = stayOf(sheet);
    expect(stay.groups.map(({ id, score }) => `${id} ${hundredthsText(score)}`)).toEqual([
      'public 37.00',
      'custom 50.85',
    ]);
    expect(stay.bonus.points).toBe(100);
  });

  test('C1 leaves short abandons out of the denominator: 13.49, not 12.90 (total 88.26)', () => {
    expect(scoreOf(sheet, 'C1')).toBe('13.49');
    const trap = folded(W1.filter(({ code }) => code !== 'calls.abandonedShort'));
    expect(scoreOf(trap, 'C1')).toBe('12.90');
    expect(hundredthsText(trap.total ?? 0)).toBe('88.26');
  });

  test('C2 is scored from the exact rate: 15.97, not 15.96 (total 88.84)', () => {
    expect(scoreOf(sheet, 'C2')).toBe('15.97');
  });

  test('C4 knows only effective callbacks: 8.89, not 0.00 as with 196 of 231', () => {
    expect(scoreOf(sheet, 'C4')).toBe('8.89');
    const unreached = W1.map((fact) =>
      fact.code === 'callbacks.effective' ? total('callbacks.effective', 231) : fact,
    );
    expect(scoreOf(folded(unreached), 'C4')).toBe('0.00');
  });

  test('ATT loses three points to one lateness, and its clause says so', () => {
    expect(scoreOf(sheet, 'ATT')).toBe('7.00');
    const attendance = stayOf(sheet).groups[0]?.indicators[0];
    expect(attendance).toMatchObject({
      clauses: [{ clause: 'A03', count: 1, points: -300, label: { zh: expect.any(String) } }],
    });
  });

  test('a median given as a fact overrides that of the team', () => {
    const facts = [...W1, total('team.answeredMedian', 3016)];
    expect(scoreOf(folded(facts), 'C5')).toBe('0.00');
  });
});

describe('W11, a late event of a final month (ADJUST_NEXT)', () => {
  const facts = W1.map((fact) => {
    if (fact.code === 'orders.dispatched') return total('orders.dispatched', 600);
    return fact.code === 'orders.wrongConfirmed' ? total('orders.wrongConfirmed', 6) : fact;
  });
  const late: Entry = { fact: event('order.wrongConfirmed'), sign: 1, posted: '2024-06' };
  const tallies = foldEntries(book, [...facts.map(inTime), late]).list();
  const closed = {
    officer,
    period: '2024-05',
    revision: 1,
    rules,
    stays: [call110],
    cohorts: new Map([['A|C5', '1450']]),
    adjustments: [],
  };

  test('6 of 600 score 17.78 and 7 of 600 score 17.04', () => {
    expect(scoreOf(folded(facts), 'C2')).toBe('17.78');
    expect(scoreOf(folded([...facts, event('order.wrongConfirmed')]), 'C2')).toBe('17.04');
  });

  test('the closed month stays, the next one is adjusted by -0.74', () => {
    const adjustment = adjustmentOf(closed, tallies, '2024-06');
    expect(adjustment).toEqual({ originPeriod: '2024-05', points: -74 });
    expect(adjustmentOf(closed, tallies, '2024-07').points).toBe(0);
  });

  test('is none of a month that has no total', () => {
    const short = { ...closed, stays: [{ ...call110, from: '2024-05-30' }] };
    const tallies = foldEntries(book, [...facts.map(inTime), late]).list();
    expect(adjustmentOf(short, tallies, '2024-06').points).toBe(0);
    const leave = [28, 29, 30, 31].map((day) => ({
      ...{ officer, day: `2024-05-${day}`, metric: 'leave.days', n: 1, posted: '2024-06' },
    }));
    const week = { ...closed, stays: [{ ...call110, from: '2024-05-25' }] };
    expect(adjustmentOf(week, [...tallies, ...leave], '2024-06').points).toBe(0);
  });

  test('is measured against the last revision', () => {
    const revised: Entry = { ...late, posted: 'r2' };
    const more = foldEntries(book, [...facts.map(inTime), revised, late]).list();
    const both = foldEntries(book, [...facts.map(inTime), late, late]).list();
    const second = adjustmentOf({ ...closed, revision: 2 }, more, '2024-06').points;
    expect(adjustmentOf(closed, more, '2024-06').points).toBe(-74);
    expect(second - 74).toBe(adjustmentOf(closed, both, '2024-06').points);
  });

  test('a fact posted to a later month adjusts that month by its own share only', () => {
    const second: Entry = { ...late, posted: '2024-07' };
    const more = foldEntries(book, [...facts.map(inTime), late, second]).list();
    const june = adjustmentOf(closed, more, '2024-06').points;
    const july = adjustmentOf(closed, more, '2024-07').points;
    const both = foldEntries(book, [...facts.map(inTime), late, late]).list();
    expect(june).toBe(-74);
    expect(june + july).toBe(adjustmentOf(closed, both, '2024-06').points);
  });
});

describe('stays and what does not apply', () => {
  const stay = (from: string, to: string, post = 'CALL110'): Stay => ({
    ...call110,
    post,
    from,
    to,
  });
  const on = (day: string, code: string): CountedFact => ({
    officer,
    code,
    occurredAt: `${day}T04:00:00.000Z`,
    amounts: {},
  });
  const tallies = (facts: readonly CountedFact[]) => foldEntries(book, facts.map(inTime)).list();

  test('W10: 12 days of 86.40 and 18 days of 92.75 weigh to 90.21', () => {
    expect(
      weighStays([
        { total: 8640, weight: 12 },
        { total: 9275, weight: 18 },
      ]),
    ).toBe(9021);
  });

  test('a post without rules is not scored, and says why', () => {
    const sheet = sheetOf([], [stay('2024-05-01', '2024-05-31', 'NO_POST')]);
    expect(sheet).toMatchObject({
      status: 'NOT_SCORED',
      reason: 'NO_SCHEME_FOR_POST',
      total: null,
      grade: null,
    });
  });

  test('an officer with nothing to count in the custom group is not scored', () => {
    const empty = openSheet({ officer, period: '2024-05', tallies: [], rules, stays: [call110] });
    const cohorts = new Map([['A|C5', '0']]);
    const sheet = scoreSheet(empty, { rules, cohorts, adjustments: [] });
    expect(sheet).toMatchObject({ status: 'NOT_SCORED', reason: 'NOTHING_APPLICABLE' });
  });

  test('an item without a denominator hands its weight to the others of its group', () => {
    const sheet = folded([total('orders.dispatched', 640), total('orders.wrongConfirmed', 9)]);
    expect(scoreOf(sheet, 'C1')).toBe('not applicable');
    expect(scoreOf(sheet, 'C5')).toBe('0.00');
    // 15.97 of the 25 points that apply, on a weight of 60.
    expect(stayOf(sheet).groups[1]?.score).toBe(3833);
  });

  test('a stay of three working days is left out; its public facts move, its custom facts count nowhere', () => {
    const stays = [stay('2024-05-01', '2024-05-04'), stay('2024-05-05', '2024-05-31')];
    const facts = [on('2024-05-02', 'D01'), on('2024-05-02', 'order.dispatched')];
    const sheet = sheetOf(tallies([...facts, on('2024-05-20', 'order.dispatched')]), stays);
    expect(sheet.stays.map(({ status }) => status)).toEqual(['NOT_SCORED', 'SCORED']);
    const [, long] = sheet.stays;
    expect(long).toMatchObject({
      groups: [
        { indicators: [{}, { id: 'DIS', score: 900 }, {}, {}] },
        { indicators: [{}, { id: 'C2', denominator: 1 }, {}, {}, {}] },
      ],
    });
  });

  test('a single short stay is not scored; of several short ones the later of the longest is', () => {
    expect(sheetOf([], [stay('2024-05-29', '2024-05-31')]).reason).toBe('STAY_TOO_SHORT');
    const short = [stay('2024-05-20', '2024-05-22'), stay('2024-05-29', '2024-05-31')];
    const sheet = sheetOf(tallies([on('2024-05-30', 'order.dispatched')]), short);
    expect(sheet.stays.map(({ status }) => status)).toEqual(['NOT_SCORED', 'SCORED']);
  });

  test('a veto fact leaves the score on file and pays nothing', () => {
    const sheet = folded([...W1, event('C03')]);
    expect(sheet).toMatchObject({ total: 8885, grade: 'VETO', pay: 0 });
  });

  test('three notices of the inspectorate cancel the month, two do not', () => {
    const notices = (n: number) =>
      folded([...W1, ...Array.from({ length: n }, () => event('D08'))]);
    expect(notices(2).grade).toBe('G3');
    expect(notices(3)).toMatchObject({ grade: 'CANCELLED', pay: 0, total: 8885 });
  });

  test('in the trainee time a month is scored and not graded', () => {
    const sheet = sheetOf(foldEntries(book, W1.map(inTime)).list(), [
      { ...call110, probation: true },
    ]);
    expect(sheet).toMatchObject({ total: 8885, grade: null, pay: null, probation: true });
  });

  test('rudeness costs two points once and five each time after', () => {
    const facts = [event('C02'), event('C02'), event('C02')];
    expect(scoreOf(folded([...W1, ...facts.slice(0, 1)]), 'SRV')).toBe('8.00');
    expect(scoreOf(folded([...W1, ...facts.slice(0, 2)]), 'SRV')).toBe('3.00');
    expect(scoreOf(folded([...W1, ...facts]), 'SRV')).toBe('0.00');
  });

  test('the bonus stops at ten, a caution takes thirty off the total', () => {
    const praised = folded([...W1, event('B02', { points: 10 }), event('B05', { points: 3 })]);
    expect(praised.total).toBe(9785);
    expect(folded([...W1, event('D07')]).total).toBe(5885);
    expect(folded([...W1, event('D06', { points: 4 }), event('D06')]).total).toBe(8385);
  });
});

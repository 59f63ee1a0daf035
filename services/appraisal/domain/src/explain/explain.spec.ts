import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { WorkingCalendar } from '@ywk/kernel';
import { parse } from 'yaml';
import { MetricBook } from '../metric/metric-book.ts';
import type { MetricDocument } from '../metric/metric-definition.ts';
import { RuleBook } from '../scheme/rule-book.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { SchemeBook } from '../scheme/scheme.ts';
import type { Stay } from '../stay/stays.ts';
import { IN_TIME } from '../tally/posting.ts';
import { foldEntries } from '../tally/tally.ts';
import { explain } from './explain.ts';
import { sheetOn, type KnownFact, type MonthGround } from './ground.ts';
import type { Explanation, IndicatorNode } from './nodes.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../schemes/${name}`, import.meta.url), 'utf8'));

const scheme = read('rc-1.yaml') as SchemeDocument;
const metrics = new MetricBook([read('metrics-1.yaml') as MetricDocument]);
const calendar: WorkingCalendar = {
  knows: () => true,
  isWorkingDay: (day) => ![0, 6].includes(new Date(day).getUTCDay()),
};
const rulesOf = (document: SchemeDocument) =>
  new RuleBook(new SchemeBook([document]), metrics, calendar).of('2024-05');

const officer = 'A01';
const call110: Stay = {
  ...{ unit: 'ZJG-110', post: 'CALL110', team: 'A', probation: false },
  ...{ from: '2020-01-01', to: null },
};

let pos = 0;
const fact = (code: string, amounts = {}, over: Partial<KnownFact> = {}): KnownFact => ({
  ...{ officer, code, amounts, fact: `f-${code}`, sign: 1, posted: IN_TIME, evidence: 'LOG-7' },
  ...{ occurredAt: '2024-05-17T02:00:00.000Z', day: '2024-05-17' },
  origin: { kind: 'feed', source: 'cad-zjg', reference: 'C-1' },
  source: {
    ...{ log: 'duty.fact.v1', partition: 7, pos: (pos += 1), eventId: `e-${pos}` },
    recordedAt: '2024-05-17T02:00:01.000Z',
  },
  ...over,
});

const W1: readonly KnownFact[] = [
  fact('calls.offered', { n: 1520 }),
  fact('calls.abandonedShort', { n: 8 }),
  fact('calls.answered', { n: 1508 }),
  fact('calls.answered10s', { n: 1462 }),
  fact('orders.dispatched', { n: 640 }),
  fact('orders.wrongConfirmed', { n: 9 }),
  fact('records.sampled', { n: 40 }),
  fact('records.passed', { n: 39 }),
  fact('callbacks.effective', { n: 200 }),
  fact('callbacks.satisfied', { n: 196 }),
  fact('A03', { minutes: 12 }),
  fact('B06'),
];

const groundOf = (facts: readonly KnownFact[], over: Partial<MonthGround> = {}): MonthGround => ({
  ...{ officer, period: '2024-05', rules: rulesOf(scheme), stays: [call110] },
  tallies: foldEntries(
    metrics,
    facts.map((each) => ({ fact: each, sign: each.sign, posted: each.posted })),
  ).list(),
  ...{ cohorts: new Map([['A|C5', '1450']]), adjustments: [] },
  ...over,
});

const explained = (facts: readonly KnownFact[], over: Partial<MonthGround> = {}): Explanation => {
  const ground = groundOf(facts, over);
  return explain({ ground, sheet: sheetOn(ground), facts, metrics });
};

const indicatorsOf = ({ stays }: Explanation): IndicatorNode[] =>
  stays.flatMap(({ groups }) => groups.flatMap(({ indicators }) => indicators));

const indicator = (explanation: Explanation, id: string): IndicatorNode => {
  const found = indicatorsOf(explanation).find((each) => each.id === id);
  if (found === undefined) throw new Error(`${id} is not explained.`);
  return found;
};

const workings = ({ steps }: Pick<IndicatorNode, 'steps'>) => steps.map(({ working }) => working);

describe('W1 explained', () => {
  const explanation = explained(W1);

  test('from the total to the grade', () => {
    expect(explanation).toMatchObject({ shown: '88.85', grade: { code: 'G3', zh: 'G3 等' } });
    expect(workings({ steps: explanation.gradeSteps })).toEqual(['88.85 ≥ 80.00 < 90.00 → G3']);
    const [stay] = explanation.stays;
    expect(stay?.groups.map(({ label, shown }) => `${label.zh} ${shown}`)).toEqual([
      '公共指标 37.00',
      '自定义指标 50.85',
    ]);
    expect(workings(stay ?? { steps: [] })).toEqual(['37.00 + 50.85 + 1.00', '88.85']);
  });

  test('C1 in words and numbers: 1462/1512 = 96.69 % → 13.49', () => {
    const c1 = indicator(explanation, 'C1');
    expect(c1.steps[0]?.what.zh).toBe('10秒接听率 = 10秒内接听 ÷ （呼入电话 − 10秒内放弃）');
    expect(workings(c1)).toEqual([
      '1462 ÷ (1520 − 8) = 1462/1512 = 96.69%',
      '',
      '15.00 × (96.69% − 85%) ÷ (98% − 85%) = 13.49',
      '13.49',
    ]);
  });

  test('C2, C3 and C4 likewise, C5 against the median', () => {
    expect(workings(indicator(explanation, 'C2'))).toContain('(640 − 9) ÷ 640 = 631/640 = 98.59%');
    expect(indicator(explanation, 'C2').shown).toBe('15.97');
    expect(indicator(explanation, 'C3').shown).toBe('7.50');
    expect(indicator(explanation, 'C4').shown).toBe('8.89');
    expect(workings(indicator(explanation, 'C5'))).toEqual([
      '1508',
      '1508 ÷ 1450 = 1.04',
      '1.04 → 1 → 5.00',
      '5.00',
    ]);
  });

  test('a clause names its facts, a fact the event that told it', () => {
    const [late] = indicator(explanation, 'ATT').clauses;
    expect(late).toMatchObject({ id: 'A03', count: 1, shown: '-3.00' });
    const named = explanation.facts.find(({ source }) => source.pos === late?.facts[0]);
    expect(named).toMatchObject({
      ...{ code: 'A03', label: { zh: '迟到早退不超过30分钟' }, day: '2024-05-17' },
      counts: [{ metric: 'A03', n: 1 }],
      source: { log: 'duty.fact.v1', partition: 7, recordedAt: '2024-05-17T02:00:01.000Z' },
    });
  });

  test('the facts of every clause and indicator come to its count', () => {
    for (const each of indicatorsOf(explanation)) {
      for (const clause of each.clauses) expect(clause.facts).toHaveLength(clause.count);
    }
    expect(indicator(explanation, 'C1').facts).toHaveLength(3);
  });

  test('a fact of a measured act is named by what it counts as', () => {
    const answered = fact('call.answered', { answerMs: 12_000 });
    const [node] = explained([answered]).facts;
    expect(node?.label.zh).toBe('呼入电话、接听电话');
  });
});

describe('what is beside the plain case', () => {
  test('without a denominator an item is not applicable, and the others carry its weight', () => {
    const explanation = explained(W1.filter(({ code }) => !code.startsWith('callbacks')));
    expect(indicator(explanation, 'C4')).toMatchObject({ score: null, shown: null });
    expect(workings(indicator(explanation, 'C4')).at(-1)).toBe('—');
    expect(workings(explanation.stays[0]?.groups[1] ?? { steps: [] })[1]).toBe(
      '41.96 × 60.00 ÷ 50.00',
    );
  });

  test('a reversal is shown beside what it takes back', () => {
    const late = fact('A03', { minutes: 12 });
    const reversal = fact('A03', { minutes: 12 }, { fact: late.fact, sign: -1 });
    const again = fact('A03', { minutes: 20 }, { fact: late.fact });
    const clause = indicator(explained([late, reversal, again]), 'ATT').clauses[0];
    expect(clause).toMatchObject({ count: 1, shown: '-3.00' });
    expect(clause?.facts).toHaveLength(3);
  });

  test('two stays are weighed by days, and a short one hands its public facts on', () => {
    const patrol: Stay = { ...call110, post: 'PATROL_STATION', team: null, to: '2024-05-02' };
    const early = fact('A03', { minutes: 5 }, { day: '2024-05-02' });
    early.occurredAt satisfies string;
    const facts = [{ ...early, occurredAt: '2024-05-02T02:00:00.000Z' }];
    const stays = [patrol, { ...call110, from: '2024-05-03' }];
    const explanation = explained(facts, { stays });
    expect(explanation.stays[0]).toMatchObject({ reason: { code: 'STAY_TOO_SHORT' }, groups: [] });
    expect(indicator(explanation, 'ATT').clauses[0]?.facts).toEqual([facts[0]?.source.pos]);
    const both = [
      { ...patrol, to: '2024-05-12' },
      { ...call110, from: '2024-05-13' },
    ];
    expect(explained(facts, { stays: both }).steps[0]?.working).toMatch(/× 1200 .* × 1900/);
  });

  test('an adjustment names the late facts of its month', () => {
    const late = fact('A03', {}, { day: '2024-04-30', posted: '2024-05' });
    const facts = [...W1, { ...late, occurredAt: '2024-04-30T02:00:00.000Z' }];
    const adjustments = [{ originPeriod: '2024-04', points: -300 }];
    const ground = groundOf(W1, { adjustments });
    const explanation = explain({ ground, sheet: sheetOn(ground), facts, metrics });
    expect(explanation.adjustments).toMatchObject([{ shown: '-3.00', facts: [late.source.pos] }]);
    expect(workings(explanation.stays[0] ?? { steps: [] })[0]).toBe('37.00 + 50.85 + 1.00 − 3.00');
  });

  test('a veto stands beside the points, with its facts', () => {
    const explanation = explained([...W1, fact('V03')]);
    expect(explanation).toMatchObject({ shown: '88.85', grade: { code: 'VETO', zh: '一票否决' } });
    expect(explanation.effects[0]?.facts).toHaveLength(1);
  });

  test('who stood nowhere is not scored and is told so', () => {
    expect(explained([], { stays: [] })).toMatchObject({
      ...{ score: null, grade: null, stays: [] },
      reason: { code: 'NO_STAY', zh: '当月无任职记录' },
    });
  });

  test('a fact that no metric counts any more is still shown', () => {
    const ground = groundOf(W1);
    const facts = [...W1, fact('Z99')];
    const nodes = explain({ ground, sheet: sheetOn(ground), facts, metrics }).facts;
    expect(nodes.at(-1)).toMatchObject({ code: 'Z99', label: { zh: 'Z99' }, counts: [] });
  });

  test('the other shapes tell their arithmetic', () => {
    const custom: SchemeDocument['posts'][string] = [
      {
        ...{ id: 'X1', label: { zh: '档', en: 'Steps' }, source: 's', weight: 20, shape: 'STEPS' },
        measure: { rate: 'calls.answerRate10s' },
        steps: [{ atLeast: '90%', points: 12 }],
      },
      {
        ...{ id: 'X2', label: { zh: '门', en: 'Gate' }, source: 's', weight: 20, shape: 'GATE' },
        conditions: [{ measure: { count: { plus: ['A03'] } }, atMost: 0 }],
      },
      {
        ...{ id: 'X3', label: { zh: '件', en: 'Count' }, source: 's', weight: 20, shape: 'COUNT' },
        ...{ count: { plus: ['records.passed'] }, unit: '0.5' },
      },
    ];
    const document = { ...scheme, posts: { ...scheme.posts, CALL110: custom } };
    const explanation = explained(W1, { rules: rulesOf(document) });
    expect(workings(indicator(explanation, 'X1')).at(-2)).toBe('96.69% ≥ 90% → 12');
    expect(workings(indicator(explanation, 'X2')).slice(1)).toEqual(['1 ≤ 0', '0.00', '0.00']);
    expect(workings(indicator(explanation, 'X3'))).toEqual(['39', '39 × 0.50', '19.50']);
  });
});

import { describe, expect, test } from '@jest/globals';
import { ruleBookOf, type TellFact } from '@ywk/appraisal-domain';
import { caseGround } from '../persistence/case-ground.ts';
import { LiveTotals } from './live-totals.ts';

const { versions, calendar } = caseGround();
const { metrics } = ruleBookOf(versions, calendar);

const call = (answerMs: number, version = 1): TellFact => ({
  ...{ id: 'c', version, officer: 'A01', code: 'call.answered' },
  content: { occurredAt: '2024-05-10T02:00:00.000Z', amounts: { answerMs }, count: 1, actId: null },
});
const said = (facts: readonly TellFact[]) =>
  facts.map(({ id, version, content }) => [id, version, content.amounts['n']]);
const begun = (): LiveTotals => new LiveTotals((fact) => metrics.deltasOf(fact));

describe('a fact that only the feed records', () => {
  test('is a total of each metric that it adds to', () => {
    const facts = begun().tell(call(9_000));
    expect(facts.map(({ code }) => code)).toEqual([
      ...['calls.offered', 'calls.answered', 'calls.answered10s'],
    ]);
    expect(facts.map(({ content }) => content.amounts)).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
  });

  test('takes back with a correction what it adds to no longer', () => {
    const totals = begun();
    totals.tell(call(9_000));
    const change = { amounts: { answerMs: 11_000 } };
    expect(said(totals.correct({ id: 'c', version: null, change }))).toEqual([
      ['c/calls.offered', 2, 1],
      ['c/calls.answered', 2, 1],
      ['c/calls.answered10s', 2, 0],
    ]);
  });

  test('begins no total with a version that a higher one has overtaken', () => {
    const totals = begun();
    totals.tell(call(11_000, 2));
    expect(said(totals.tell(call(9_000, 1)))).toEqual([
      ['c/calls.offered', 1, 1],
      ['c/calls.answered', 1, 1],
    ]);
    const [next] = totals.correct({ id: 'c', version: null, change: {} });
    expect(next?.version).toBe(3);
  });

  test('is withdrawn with all its totals, once', () => {
    const totals = begun();
    totals.tell(call(11_000));
    const withdrawn = [
      { id: 'c/calls.offered', version: 2 },
      { id: 'c/calls.answered', version: 2 },
    ];
    expect(totals.withdraw({ id: 'c', version: null })).toEqual(withdrawn);
    expect(totals.withdraw({ id: 'c', version: null })).toEqual(withdrawn);
    expect(totals.counts('c')).toBe(false);
  });

  test('leaves its id free when the definitions refuse it', () => {
    const totals = begun();
    const fact = { ...call(1), content: { ...call(1).content, amounts: {} } };
    expect(() => totals.tell(fact)).toThrow('AMOUNT_MISSING');
    expect(totals.has('c')).toBe(false);
  });
});

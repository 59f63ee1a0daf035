import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { KnownFact } from '../explain/ground.ts';
import { sheetOn } from '../explain/ground.ts';
import { MetricBook } from '../metric/metric-book.ts';
import type { MetricDocument } from '../metric/metric-definition.ts';
import { RuleBook } from '../scheme/rule-book.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { SchemeBook } from '../scheme/scheme.ts';
import { foldEntries, type Entry } from '../tally/tally.ts';
import {
  hasArrived,
  ruledChanges,
  ruledEntries,
  standingFacts,
  type ChangeAsk,
} from './standing-facts.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../schemes/${name}`, import.meta.url), 'utf8'));

const metrics = new MetricBook([read('metrics-1.yaml') as MetricDocument]);
const everyDay = { knows: () => true, isWorkingDay: () => true };
const schemes = new SchemeBook([read('rc-1.yaml') as SchemeDocument]);
const rules = new RuleBook(schemes, metrics, everyDay).of('2024-05');
const of = { period: '2024-05', days: rules.days, document: 'CD-1' };

const CODES = ['A03', 'D01', 'B06', 'D07', 'order.wrongConfirmed', 'calls.offered'] as const;
const amountsOf = (code: string, n: number): Record<string, number> =>
  ({ A03: { minutes: n }, 'calls.offered': { n } })[code] ?? {};

const fact = (n: number, over: Partial<KnownFact> = {}): KnownFact => ({
  ...{ fact: `f${n}`, officer: 'a', code: 'A03', sign: 1, posted: '', evidence: 'GATE' },
  ...{ occurredAt: '2024-05-17T02:00:00.000Z', day: '2024-05-17', amounts: { minutes: 12 } },
  origin: { kind: 'manual', source: 'desk', reference: null },
  source: { log: 'duty.fact.v1', partition: 0, pos: n, eventId: `e${n}`, recordedAt: '' },
  ...over,
});

const anyFacts: fc.Arbitrary<KnownFact[]> = fc
  .array(fc.record({ code: fc.constantFrom(...CODES), n: fc.integer({ min: 1, max: 30 }) }), {
    minLength: 1,
    maxLength: 20,
  })
  .map((all) =>
    all.map(({ code, n }, at) => {
      const day = `2024-05-${String(n).padStart(2, '0')}`;
      const occurredAt = `${day}T02:00:00.000Z`;
      return fact(at, { code, day, occurredAt, amounts: amountsOf(code, n) });
    }),
  );

const anyRuling = fc.record({
  facts: anyFacts,
  kinds: fc.array(fc.constantFrom('KEEP', 'REVERSE', 'REPLACE'), { minLength: 20, maxLength: 20 }),
  added: fc.integer({ min: 0, max: 3 }),
});

const entriesOf = (facts: readonly KnownFact[]): Entry[] =>
  facts.map((each) => ({ fact: each, sign: each.sign, posted: '' }));

const sheetOf = (entries: readonly Entry[]): string => {
  const stay = { unit: 'U', post: 'CALL110', team: null, from: '2020-01-01', to: null };
  const ground = {
    ...{ officer: 'a', period: '2024-05', rules, roles: [], adjustments: [] },
    tallies: foldEntries(metrics, entries).list(),
    stays: [{ ...stay, probation: false }],
    ...{ above: () => [], cohorts: new Map() },
  };
  return JSON.stringify(sheetOn(ground));
};

/** The month as it would have been, had the ruling always been the truth. */
const everTrue = (facts: readonly KnownFact[], asks: readonly ChangeAsk[]): KnownFact[] => {
  const byFact = new Map(asks.map((ask) => [ask.fact, ask]));
  const kept = facts.flatMap((each): KnownFact[] => {
    const ask = byFact.get(each.fact);
    if (ask === undefined) return [each];
    return ask.kind === 'REPLACE' ? [{ ...each, amounts: ask.amounts }] : [];
  });
  const added = asks.flatMap((ask, at): KnownFact[] =>
    ask.kind === 'ADD' ? [fact(100 + at, { code: ask.code, amounts: ask.amounts })] : [],
  );
  return [...kept, ...added];
};

describe('the facts of a ruling', () => {
  test('make the sums and the sheet of a full re-fold in which they had always been so', () => {
    fc.assert(
      fc.property(anyRuling, ({ facts, kinds, added }) => {
        const asks = [
          ...facts.flatMap(({ fact: id, code }, at): ChangeAsk[] => {
            if (kinds[at] === 'REVERSE') return [{ kind: 'REVERSE', fact: id }];
            const amounts = amountsOf(code, 3);
            return kinds[at] === 'REPLACE' ? [{ kind: 'REPLACE', fact: id, amounts }] : [];
          }),
          ...Array.from({ length: added }, (_, at): ChangeAsk => {
            const told = { code: 'B06', occurredAt: '2024-05-17T02:00:00.000Z', evidence: 'L' };
            return { kind: 'ADD', fact: `n${at}`, amounts: {}, ...told };
          }),
        ];
        const standing = standingFacts(facts);
        const changes = ruledChanges(asks, { standing, ...of });
        const more = ruledEntries(changes, { officer: 'a', standing, posted: '' });
        const after = [...entriesOf(facts), ...more];
        const never = entriesOf(everTrue(facts, asks));
        expect(foldEntries(metrics, after).list()).toEqual(foldEntries(metrics, never).list());
        expect(sheetOf(after)).toBe(sheetOf(never));
      }),
    );
  });

  test('have arrived once they stand as the ruling has them', () => {
    const standing = standingFacts([fact(1), fact(2)]);
    const asks: ChangeAsk[] = [
      { kind: 'REVERSE', fact: 'f1' },
      { kind: 'REPLACE', fact: 'f2', amounts: { minutes: 5 } },
    ];
    const [reversed, replaced] = ruledChanges(asks, { standing, ...of });
    if (reversed === undefined || replaced === undefined) throw new Error('Two were asked for.');
    expect(hasArrived(reversed, standing)).toBe(false);
    expect(hasArrived(replaced, standing)).toBe(false);
    const moved = standingFacts([
      ...[fact(1), fact(1, { sign: -1 }), fact(2), fact(2, { sign: -1 })],
      fact(2, { amounts: { minutes: 5 } }),
    ]);
    expect(hasArrived(reversed, moved)).toBe(true);
    expect(hasArrived(replaced, moved)).toBe(true);
  });

  const borne = { kind: 'liability', source: 'D07', reference: 'CASE e1' };

  test.each<[string, ChangeAsk[], KnownFact[]]>([
    ['of another sheet', [{ kind: 'REVERSE', fact: 'f9' }], [fact(1)]],
    ['that was taken back', [{ kind: 'REVERSE', fact: 'f1' }], [fact(1), fact(1, { sign: -1 })]],
    [
      'twice',
      [
        { kind: 'REVERSE', fact: 'f1' },
        { kind: 'REPLACE', fact: 'f1', amounts: {} },
      ],
      [fact(1)],
    ],
    [
      'added with a known id, or of another month',
      [
        {
          ...{ kind: 'ADD', fact: 'f1', code: 'B06', amounts: {}, evidence: 'L' },
          occurredAt: '2024-05-17T02:00:00.000Z',
        },
      ],
      [fact(1)],
    ],
    [
      'of another month',
      [
        {
          ...{ kind: 'ADD', fact: 'n1', code: 'B06', amounts: {}, evidence: 'L' },
          occurredAt: '2024-05-31T16:00:00.000Z',
        },
      ],
      [],
    ],
    ['borne for another', [{ kind: 'REVERSE', fact: 'f1' }], [fact(1, { origin: borne })]],
  ])('are refused for a fact %s', (_, asks, facts) => {
    expect(() => ruledChanges(asks, { standing: standingFacts(facts), ...of })).toThrow(
      'RULING_INVALID',
    );
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { RC1_TIERS, tierRulesOf, type TierRules } from '../tier/tier-rules.ts';
import type { SchemeDocument } from './scheme-document.ts';
import { tierFaults } from './tier-faults.ts';

const shipped = parse(
  readFileSync(new URL('../../../schemes/rc-1.yaml', import.meta.url), 'utf8'),
) as SchemeDocument;

const faultsOf = (over: Partial<TierRules>) =>
  tierFaults({ ...shipped, decisions: { tiers: { ...RC1_TIERS, ...over } } });

const placesOf = (over: Partial<TierRules>) => faultsOf(over).map(({ path }) => path);

describe("the tiers' settings of a scheme", () => {
  test('are in RC-1 what a scheme without them has', () => {
    expect(shipped.decisions?.tiers).toEqual(RC1_TIERS);
    expect(tierRulesOf({})).toBe(RC1_TIERS);
    expect(tierRulesOf(shipped)).toBe(shipped.decisions?.tiers);
    expect(faultsOf({})).toEqual([]);
    expect(tierFaults({ ...shipped, decisions: {} })).toEqual([]);
  });

  test('lead from the lowest tier to the first without a gap', () => {
    const [, ...ladder] = RC1_TIERS.ladder;
    const gap = ladder.filter(({ from }) => from !== 4);
    expect(faultsOf({ ladder: gap, early: { ...RC1_TIERS.early!, from: [2] } })).toMatchObject([
      {
        path: '/decisions/tiers/ladder',
        wrong: 'the steps begin at 6, 5, 3, 2',
        right: '5, 4, 3, 2: the lowest tier first, each once, the last one 2',
      },
      ...[{ path: '/decisions/tiers/entry/SENIOR_HIGH' }],
    ]);
  });

  test('have a ladder no longer than tier pay', () => {
    const ladder = [{ from: 8, credits: 3 }, ...RC1_TIERS.ladder];
    expect(faultsOf({ ladder })).toMatchObject([{ wrong: '8 tiers, of which tierPay pays 7' }]);
  });

  test.each<[string, Partial<TierRules>, string]>([
    ['no number', { credits: { ...RC1_TIERS.credits, BASIC: '1e3' } }, '/credits/BASIC'],
    [
      'credit for an incompetent year',
      { credits: { ...RC1_TIERS.credits, INCOMPETENT: 1 } },
      '/credits/INCOMPETENT',
    ],
    [
      'a group outside the one before',
      {
        seats: {
          base: 'ACTIVE',
          groups: [
            { upTo: 2, share: '30%' },
            { upTo: 2, share: '30%' },
          ],
        },
      },
      '/seats/groups/1/upTo',
    ],
    [
      'more than all',
      { seats: { base: 'ACTIVE', groups: [{ upTo: 2, share: '130%' }] } },
      '/seats/groups/0/share',
    ],
    ['newcomers who take seats', { entry: { ...RC1_TIERS.entry, MASTER: 3 } }, '/entry/MASTER'],
    ['early promotion from the top', { early: { ...RC1_TIERS.early!, from: [1] } }, '/early/from'],
    ['a chain that repeats itself', { ties: ['CUSTOM', 'CUSTOM'] }, '/ties'],
  ])('%s is a fault', (_what, over, path) => {
    expect(placesOf(over)).toEqual([`/decisions/tiers${path}`]);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { Scheme } from '../scheme/scheme.ts';
import { reviewFaults } from './review-faults.ts';
import { RC1_REVIEWS, type ReviewRules } from './review-rules.ts';

const path = new URL('../../../schemes/rc-1.yaml', import.meta.url);
const rc1 = parse(readFileSync(path, 'utf8')) as SchemeDocument;
const [peers] = RC1_REVIEWS.classes;
const [leader] = RC1_REVIEWS.leaders;
if (peers === undefined || leader === undefined) throw new Error('RC-1 has a class and a role.');

const faultsOf = (change: Partial<ReviewRules>) =>
  reviewFaults({ ...RC1_REVIEWS, ...change }, '/decisions/reviews');

describe('the rules of reviews in a scheme', () => {
  test('RC-1 writes out what an absent member means', () => {
    const { decisions, ...silent } = rc1;
    expect(decisions?.reviews).toEqual(RC1_REVIEWS);
    expect(new Scheme(silent).reviews).toEqual(RC1_REVIEWS);
  });

  test('a scheme of its own values is followed', () => {
    const reviews = { ...RC1_REVIEWS, smallClasses: 'HIDE' as const };
    expect(new Scheme({ ...rc1, decisions: { reviews } }).reviews.smallClasses).toBe('HIDE');
  });

  test('RC-1 and an absent member have no fault', () => {
    expect([...faultsOf({}), ...reviewFaults(undefined, '')]).toEqual([]);
  });

  test.each<[string, Partial<ReviewRules>, string[]]>([
    ['classes of 90', { classes: [{ ...peers, weight: 90 }] }, ['/classes']],
    [
      'a class twice',
      {
        classes: [
          { ...peers, weight: 50 },
          { ...peers, weight: 50 },
        ],
      },
      ['/classes/1'],
    ],
    [
      'a class of no weight',
      { classes: [peers, { ...peers, id: 'POLICE', weight: 0 }] },
      ['/classes/1/weight'],
    ],
    ['a role twice', { leaders: [leader, leader] }, ['/leaders/1']],
    ['a role of no weight', { leaders: [{ ...leader, weight: '-1' }] }, ['/leaders/0/weight']],
    ['a quorum of nobody', { panel: { minMembers: 3, quorum: '0%' } }, ['/panel/quorum']],
    ['a quorum of more than all', { panel: { minMembers: 3, quorum: '101%' } }, ['/panel/quorum']],
    [
      "a unit's parts of 60",
      { unitWeights: { 'ZJG-110': [{ part: 'VOTES', weight: 60 }] } },
      ['/unitWeights/ZJG-110'],
    ],
  ])('%s is a fault', (_why, change, places) => {
    expect(faultsOf(change).map((each) => each.path)).toEqual(
      places.map((place) => `/decisions/reviews${place}`),
    );
  });
});

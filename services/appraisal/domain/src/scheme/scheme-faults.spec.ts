import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { MetricDocument } from '../metric/metric-definition.ts';
import type { SchemeDocument } from './scheme-document.ts';
import { RC_1_APPEALS, YEAR_CLOCKS } from '../appeal/appeal-rules.ts';
import { RC_1_CALENDAR } from '../period/appraisal-calendar.ts';
import { RC_1_PERIODS } from '../period/period-rules.ts';
import { Scheme } from './scheme.ts';
import { schemeFaults } from './scheme-faults.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../schemes/${name}`, import.meta.url), 'utf8'));

const metrics = read('metrics-1.yaml') as MetricDocument;
const posts = [...Object.keys((read('rc-1.yaml') as SchemeDocument).posts), 'CLERK'];

type Tree = Record<string, unknown>;

/** RC-1 with the value at some paths replaced. */
const broken = (changes: Readonly<Record<string, unknown>>): SchemeDocument => {
  const scheme = read('rc-1.yaml') as Tree;
  for (const [path, value] of Object.entries(changes)) {
    const parts = path.split('/').slice(1);
    const last = parts.pop() ?? '';
    const parent = parts.reduce<Tree>((at, part) => at[part] as Tree, scheme);
    parent[last] = value;
  }
  return scheme as unknown as SchemeDocument;
};

const faultsOf = (changes: Readonly<Record<string, unknown>>) =>
  schemeFaults(broken(changes), { metrics, posts });

describe('a scheme that can mean something', () => {
  test('RC-1 has no fault', () => {
    expect(faultsOf({})).toEqual([]);
  });
});

describe('a scheme that cannot', () => {
  test('weights that do not total 100 say what they total, and what would', () => {
    expect(faultsOf({ '/posts/CALL110/1/weight': 25 })).toEqual([
      {
        code: 'WEIGHTS_NOT_100',
        path: '/posts/CALL110',
        wrong: 'the weights of CALL110 total 105.00',
        right: '100: public 40.00 and custom 60.00',
      },
    ]);
  });

  test('every fault is told at once', () => {
    const faults = faultsOf({
      '/posts/CALL110/0/weight': '1e3',
      '/posts/CALL110/0/measure': { rate: 'calls.answerRate' },
      '/posts/CALL110/1/target': '95%',
      '/public/0/clauses/0/metric': 'A99',
      '/public/0/clauses/1/id': 'A01',
      '/grades/0/atLeast': 80,
      '/effects/0/metric': 'V99',
      '/annual/parts/0/weight': 50,
      '/decisions/levels/level1/share': '70%',
      '/decisions/annualQuota/excellent/share': '-1%',
      '/decisions/liability/graveFrom': -1,
    });
    expect(faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '/posts/CALL110/0/weight SCHEME_INVALID',
      '/posts/CALL110 WEIGHTS_NOT_100',
      '/public/0/clauses/1/id SCHEME_INVALID',
      '/public/0/clauses/0/metric SCHEME_INVALID',
      '/posts/CALL110/0/measure/rate SCHEME_INVALID',
      '/posts/CALL110/1/target SCHEME_INVALID',
      '/effects/0/metric SCHEME_INVALID',
      '/grades SCHEME_INVALID',
      '/annual/parts WEIGHTS_NOT_100',
      '/decisions/levels/level1 SCHEME_INVALID',
      '/decisions/annualQuota/excellent/share SCHEME_INVALID',
      '/decisions/liability/graveFrom SCHEME_INVALID',
    ]);
  });

  test.each<[string, string, unknown, string]>([
    ['an unknown post', '/posts/CALL911', [], '/posts/CALL911'],
    ['points and steps', '/public/0/clauses/0/steps', [-1], '/public/0/clauses/0'],
    ['then without steps', '/public/0/clauses/0/then', 'A05', '/public/0/clauses/0/then'],
    ['stated where nothing is', '/public/0/clauses/0/stated', true, '/public/0/clauses/0/stated'],
    ['a role that is not declared', '/public/0/roles', ['chief'], '/public/0/roles'],
    ['a float', '/public/0/clauses/0/points', -0.5, '/public/0/clauses/0/points'],
    ['grades that end above 0', '/grades/4/atLeast', 10, '/grades'],
    [
      'a gate without a limit',
      '/public/1',
      {
        id: 'G',
        label: {},
        source: '',
        weight: 10,
        shape: 'GATE',
        conditions: [{ measure: { count: { plus: ['D01'] } } }],
      },
      '/public/1/conditions/0',
    ],
    [
      'places that do not rise',
      '/public/1',
      {
        ...{ id: 'R', label: {}, source: '', weight: 10, shape: 'RANK', cohort: 'TEAM' },
        measure: { count: { plus: ['D01'] } },
        places: [
          { upTo: 3, points: 1 },
          { upTo: 1, points: 2 },
        ],
      },
      '/public/1/places',
    ],
    [
      'two steps with one bound',
      '/public/1',
      {
        ...{ id: 'S', label: {}, source: '', weight: 10, shape: 'STEPS' },
        measure: { count: { plus: ['D01'] } },
        steps: [
          { atLeast: 1, points: 1 },
          { atLeast: '1.0', points: 2 },
        ],
      },
      '/public/1/steps',
    ],
  ])('%s is refused where it stands', (...[, path, value, place]) => {
    expect(faultsOf({ [path]: value }).map((fault) => fault.path)).toContain(place);
  });

  test('rules of a unit are held to the same', () => {
    const faults = faultsOf({ '/units': { 'u-1': { posts: { CALL110: [] } } } });
    expect(faults.map(({ path }) => path)).toEqual(['/units/u-1/posts/CALL110']);
  });
});

test('RC-1 says of its periods what a scheme means that says nothing', () => {
  expect((read('rc-1.yaml') as SchemeDocument).decisions?.calendar).toEqual(RC_1_CALENDAR);
  expect((read('rc-1.yaml') as SchemeDocument).decisions?.periods).toEqual(RC_1_PERIODS);
  expect((read('rc-1.yaml') as SchemeDocument).decisions?.appeals).toEqual(RC_1_APPEALS);
});

test('the year has clocks of its own, also where a scheme says nothing of them', () => {
  const document = read('rc-1.yaml') as SchemeDocument;
  const { year, ...appeals } = { ...RC_1_APPEALS, year: { ...YEAR_CLOCKS, replyDays: 12 } };
  const scheme = (decisions: object) =>
    new Scheme({ ...document, decisions: { ...document.decisions, ...decisions } });
  expect(scheme({ appeals }).clocksOf('year')).toEqual(YEAR_CLOCKS);
  expect(scheme({ appeals: { ...appeals, year } }).clocksOf('year').replyDays).toBe(12);
  const month = { publicityDays: 5, objectionDays: 3, replyDays: 3 };
  expect(scheme({ appeals: { ...appeals, year } }).clocksOf('month')).toMatchObject(month);
});

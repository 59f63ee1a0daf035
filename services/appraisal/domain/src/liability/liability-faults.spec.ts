import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { Scheme } from '../scheme/scheme.ts';
import { MetricBook } from '../metric/metric-book.ts';
import type { MetricDocument } from '../metric/metric-definition.ts';
import { graveMetrics, penaltyOfFact } from './fact-penalty.ts';
import { liabilityFaults } from './liability-faults.ts';
import { RC1_LIABILITY, type LiabilityRules } from './liability-rules.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../schemes/${name}`, import.meta.url), 'utf8'));

const rc1 = read('rc-1.yaml') as SchemeDocument;

const faultsOf = (change: Partial<LiabilityRules>) =>
  liabilityFaults({ ...RC1_LIABILITY, ...change }, '/decisions/liability');

describe('settings of joint liability', () => {
  test('a scheme that says nothing of it has what RC-1 writes out', () => {
    expect(rc1.decisions?.liability).toEqual(RC1_LIABILITY);
    const { decisions: _, ...silent } = rc1;
    expect(new Scheme(silent).liability).toEqual(RC1_LIABILITY);
  });

  test('cannot make every penalty grave, nor a leader gain', () => {
    expect(faultsOf({})).toEqual([]);
    const bad = { share: '120%', points: -1, levelSteps: 0 };
    expect(faultsOf({ graveFrom: 0, chief: bad }).map(({ path }) => path)).toEqual([
      '/decisions/liability/graveFrom',
      '/decisions/liability/chief/share',
      '/decisions/liability/chief/points',
    ]);
  });
});

describe('what one fact costs at face value', () => {
  const scheme = new Scheme(rc1);
  const metrics = new MetricBook([read('metrics-1.yaml') as MetricDocument]);
  const call110 = scheme.rulesOf('CALL110', []);
  const cost = (code: string, amounts: Readonly<Record<string, number>> = {}) =>
    penaltyOfFact(metrics.deltasOn('2024-05-20', { officer: 'o', code, amounts }), scheme, call110);

  test('is the points of its clause, the points it states, or the first step', () => {
    expect(['D07', 'A05', 'C02', 'B01'].map((code) => cost(code))).toEqual([3000, 1000, 200, 0]);
    expect([cost('D06'), cost('D06', { points: 10 })]).toEqual([100, 1000]);
  });

  test('is nothing for a total of many acts, and for what is borne for others', () => {
    const many = [{ metric: 'D07', n: 3 }];
    expect(penaltyOfFact(many, scheme, call110)).toBe(0);
    expect(cost('liability.borne', { hundredths: 1, levelSteps: 1 })).toBe(0);
  });

  test('may be grave for few metrics: these alone are looked at', () => {
    expect([...new Set(graveMetrics(scheme))].sort()).toEqual(['D02', 'D06', 'D07']);
  });
});

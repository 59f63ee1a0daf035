import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { Scheme } from '../scheme/scheme.ts';
import { RC1_YEAR } from '../annual/year-rules.ts';
import { annualQuotaFaults, levelFaults } from './level-faults.ts';
import { RC1_ANNUAL_QUOTA, RC1_LEVELS, type LevelRules } from './level-rules.ts';

const path = new URL('../../../schemes/rc-1.yaml', import.meta.url);
const rc1 = parse(readFileSync(path, 'utf8')) as SchemeDocument;

const faultsOf = (change: Partial<LevelRules>) =>
  levelFaults({ ...RC1_LEVELS, ...change }, '/decisions/levels');

describe('the rules of levels in a scheme', () => {
  test('RC-1 writes out what an absent member means', () => {
    const { decisions, ...silent } = rc1;
    expect(decisions?.levels).toEqual(RC1_LEVELS);
    expect(decisions?.annualQuota).toEqual(RC1_ANNUAL_QUOTA);
    expect(decisions?.year).toEqual(RC1_YEAR);
    const scheme = new Scheme(silent);
    expect([scheme.levels, scheme.annualQuota]).toEqual([RC1_LEVELS, RC1_ANNUAL_QUOTA]);
    expect(scheme.year).toEqual(RC1_YEAR);
  });

  test('a scheme of its own values is followed', () => {
    const levels = { ...RC1_LEVELS, tieAtFloor: 'TIEBREAK' as const };
    expect(new Scheme({ ...rc1, decisions: { levels } }).levels.tieAtFloor).toBe('TIEBREAK');
  });

  test('RC-1 and an absent member have no fault', () => {
    expect([...faultsOf({}), ...levelFaults(undefined, '')]).toEqual([]);
    expect(annualQuotaFaults(undefined, '')).toEqual([]);
  });

  test.each([
    ['above 100 %', { level4: { share: '101%', rounding: 'CEIL' } }, '/level4/share'],
    ['below 0', { level1: { share: '-1%', rounding: 'FLOOR' } }, '/level1/share'],
    ['level 1 above both', { level1: { share: '61%', rounding: 'FLOOR' } }, '/level1'],
    ['a rounding that contradicts', { level1: { share: '20%', rounding: 'CEIL' } }, '/level1'],
  ] as const)('%s', (_why, change, at) => {
    expect(faultsOf(change)).toMatchObject([
      { code: 'SCHEME_INVALID', path: `/decisions/levels${at}` },
    ]);
  });

  test('the fault of a contradiction names the size at which it shows, in both languages', () => {
    const [found] = faultsOf({ level1: { share: '20%', rounding: 'CEIL' } });
    expect(found?.wrong).toContain('Of 1 people 1 may be level 1 but only 0');
    expect(found?.wrong).toContain('两项名额无法同时满足');
  });

  test('a share of the excellent is a share', () => {
    const excellent = { share: '120%', rounding: 'FLOOR' as const };
    expect(annualQuotaFaults({ ...RC1_ANNUAL_QUOTA, excellent }, '/a')).toMatchObject([
      { path: '/a/excellent/share', right: 'a share from 0% to 100%' },
    ]);
  });

  test('what is no number is left to the check of numbers', () => {
    expect(faultsOf({ level1: { share: 'many', rounding: 'FLOOR' } })).toEqual([]);
  });
});

import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { CaseDocument } from '@ywk/appraisal-domain';
import { caseFilesAt } from '../persistence/case-files.ts';
import { caseGround } from '../persistence/case-ground.ts';
import { notLiveIn, playsAlone } from './live-limits.ts';
import { caseOf } from './play-case-files.ts';

const ground = caseGround();
const cases = new Map(
  caseFilesAt(fileURLToPath(new URL('../../../cases', import.meta.url))).map((file) => {
    const found = caseOf(file);
    if ('status' in found) throw new Error(JSON.stringify(found.faults));
    return [basename(file, '.case.yaml'), found.document] as const;
  }),
);

/** Cases that tell decisions which only the engine can play yet. */
const DECIDING = [...cases.keys()].filter((name) =>
  /^(sanction-|commendation-)|^tier-(career|ties)$|-(seats|shrink|excellent|graded)$/.test(name),
);

const shipped = (name: string): CaseDocument => {
  const found = cases.get(name);
  if (found === undefined) throw new Error(`There is no case ${name}.`);
  return found;
};

const changed = (name: string, more: Partial<CaseDocument>): CaseDocument => ({
  ...shipped(name),
  ...more,
});

describe('what cannot be played on a running system', () => {
  test.each([...cases.keys()].filter((name) => !DECIDING.includes(name)))(
    'is nothing in %s',
    (name) => expect(notLiveIn(shipped(name))).toEqual([]),
  );

  test.each(DECIDING)('are the decisions of %s', (name) =>
    expect(notLiveIn(shipped(name)).length).toBeGreaterThan(0),
  );

  test('is named with its place', () =>
    expect(notLiveIn(shipped('tier-career'))).toEqual(['/steps/0/career']));

  test('is what orders people of a year that is over, and who outside the story holds a seat', () =>
    expect(notLiveIn(shipped('w15-seats'))).toEqual([
      ...['A', 'B', 'C', 'D'].map((name) => `/steps/0/annualGrades/${name}/2022/total`),
      '/steps/0/tierRun/others',
    ]));

  test('is another grade of a year that was graded', () => {
    const [step] = shipped('w15-tiers').steps;
    if (step === undefined) throw new Error('The case has no steps.');
    const graded = (grade: 'BASIC' | 'COMPETENT') => ({
      at: step.at,
      annualGrades: { Y: { 2019: grade } },
    });
    const twice = (grade: 'BASIC' | 'COMPETENT') =>
      notLiveIn(changed('w15-tiers', { steps: [graded('COMPETENT'), graded(grade)] }));
    expect(twice('BASIC')).toEqual(['/steps/1/annualGrades/Y/2019']);
    expect(twice('COMPETENT')).toEqual([]);
  });

  test('is who is excellent in a year', () =>
    expect(notLiveIn(shipped('w3-excellent'))).toEqual(['/steps/1/expect/3/year']));

  test('is a later first month of the rules: what ships rules the months before', () => {
    const scheme = { base: 'rc-1', patch: { effectiveFrom: '2024-06' } };
    expect(notLiveIn(changed('duplicates', { scheme }))).toEqual(['/scheme/patch/effectiveFrom']);
  });

  test('is an earlier first month beside other changes: those would end where what ships begins', () => {
    const metrics = { patch: { effectiveFrom: '1999-01-01', events: { X01: null } } };
    expect(notLiveIn(changed('duplicates', { metrics }))).toEqual(['/metrics/patch/effectiveFrom']);
  });

  test('is a story from before the month in which its rules can begin', () => {
    const scheme = { base: 'rc-1', patch: { overlap: 'SUM' } };
    const steps = [{ at: '2000-02-29T10:00:00+08:00' }];
    expect(notLiveIn(changed('duplicates', { scheme, steps }))).toEqual(['/scheme/patch']);
  });
});

describe('a system of its own', () => {
  test.each([
    ['is had by who closes a month', 'closed-month', true],
    ['is had by who changes rules', 'w25-versioned-indicators', true],
    ['is had by who moves people up and down', 'tier-approvals', true],
    ['is had by who begins with rules of their own', 'w3-tie-at-the-cap', true],
    ['is had by who asks for a figure of everybody', 'w14-pooled-accuracy', true],
    ['is had by posts that are compared with all others in them', 'rank-in-cohort', true],
    ['is not needed by a month of facts', 'w1-call-takers-month', false],
  ])('%s', (_, name, alone) => expect(playsAlone(shipped(name), ground)).toBe(alone));
});

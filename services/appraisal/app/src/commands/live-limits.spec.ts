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
  test.each([...cases.keys()])('is nothing in %s', (name) =>
    expect(notLiveIn(shipped(name))).toEqual([]),
  );

  test('is leave of which nobody knows the last day', () => {
    const leave = { A: [{ from: '2020-03-01', to: '2020-09-15' }, { from: '2021-03-01' }] };
    const steps = [{ at: '2021-04-01T09:00:00+08:00', leave }];
    expect(notLiveIn(changed('tier-career', { steps }))).toEqual(['/steps/0/leave/A/1']);
  });

  test('is that fewer people outside the story hold seats than did', () => {
    const [step] = shipped('w15-seats').steps;
    if (step?.tierRun === undefined) throw new Error('The case has no tier run.');
    const { at, tierRun } = step;
    const runs = (...counts: readonly number[]) =>
      notLiveIn(
        changed('w15-seats', {
          steps: counts.map((count) => ({ at, tierRun: { ...tierRun, others: { 3: count } } })),
        }),
      );
    expect(runs(57, 58)).toEqual([]);
    expect(runs(57, 56)).toEqual(['/steps/1/tierRun/others']);
  });

  test('is who is excellent in a year that goes on', () => {
    const expect2024 = [{ levels: 'ZJG-110', year: 2024, n: 23 }];
    const asked = (at: string) =>
      notLiveIn(changed('w3-excellent', { steps: [{ at, expect: expect2024 }] }));
    expect(asked('2024-12-31T23:59:59+08:00')).toEqual(['/steps/0/expect/0/year']);
    expect(asked('2025-01-01T00:00:00+08:00')).toEqual([]);
  });

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

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
  /^(appeal-|tier-|w15-|budget-|levels-|review-|sanction-|commendation-)|-(include|merge|tiebreak|shrink|excellent|levels|review|graded)$/.test(
    name,
  ),
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
    expect(notLiveIn(shipped('w15-tiers'))).toEqual(
      expect.arrayContaining([
        '/people/X/stays/1/tier',
        '/steps/0/annualGrades',
        '/steps/0/tierRun',
        '/steps/0/expect/0/run',
        '/steps/0/expect/1/on',
        '/steps/2/approveTiers',
      ]),
    ));

  test('is nothing of who objects, appeals and rules', () =>
    expect(
      notLiveIn(shipped('appeal-second-instance')).filter((path) =>
        /[/](objection|appeal|ruling)$/.test(path),
      ),
    ).toEqual([]));

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
    ['is had by who begins with rules of their own', 'w3-tie-at-the-cap', true],
    ['is had by who asks for a figure of everybody', 'w14-pooled-accuracy', true],
    ['is had by posts that are compared with all others in them', 'rank-in-cohort', true],
    ['is not needed by a month of facts', 'w1-call-takers-month', false],
  ])('%s', (_, name, alone) => expect(playsAlone(shipped(name), ground)).toBe(alone));
});

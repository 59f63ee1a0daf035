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

describe('what no public door can play yet', () => {
  test('is named with its place', () => {
    expect(notLiveIn(shipped('own-metric'))).toEqual(
      expect.arrayContaining(['/scheme/patch', '/metrics']),
    );
    expect(notLiveIn(shipped('two-posts')).some((path) => path.endsWith('/share'))).toBe(true);
    expect(notLiveIn(shipped('roles')).some((path) => path.endsWith('/roles'))).toBe(true);
    expect(notLiveIn(shipped('w13-annual-composite'))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^[/]steps[/]\d+[/]year$/)]),
    );
    expect(notLiveIn(shipped('w14-pooled-accuracy'))).toEqual(
      expect.arrayContaining([expect.stringMatching(/[/]expect[/]\d+[/]pooled$/)]),
    );
    expect(notLiveIn(shipped('liability-once'))).toEqual(
      expect.arrayContaining([
        ...['/leaders', '/people/Z/mentors', '/steps/0/facts/0/actId', '/steps/0/expect/2/liable'],
      ]),
    );
    expect(notLiveIn(shipped('liability-successor'))).toContain('/steps/1/leaders');
    expect(notLiveIn(shipped('restart'))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^[/]steps[/]\d+[/]restart$/)]),
    );
  });

  test.each(['w1-call-takers-month', 'w11-late-event', 'w23-patrol-month', 'probation'])(
    'is nothing in %s',
    (name) => expect(notLiveIn(shipped(name))).toEqual([]),
  );
});

describe('a system of its own', () => {
  test.each([
    ['is had by who closes a month', 'w11-late-event', true],
    ['is had by who changes rules', 'w25-versioned-indicators', true],
    ['is had by posts that are compared with all others in them', 'rank-in-cohort', true],
    ['is not needed by a month of facts', 'w1-call-takers-month', false],
  ])('%s', (_, name, alone) => expect(playsAlone(shipped(name), ground)).toBe(alone));
});

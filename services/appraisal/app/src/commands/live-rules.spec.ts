import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { playable } from '@ywk/appraisal-domain';
import { caseGround } from '../persistence/case-ground.ts';
import { rulesOf } from './live-rules.ts';
import { caseOf } from './play-case-files.ts';

const folder = fileURLToPath(new URL('../../../cases', import.meta.url));

const rulesIn = (name: string) => {
  const found = caseOf(`${folder}/${name}.case.yaml`);
  if ('status' in found) throw new Error(JSON.stringify(found.faults));
  const { setting } = playable(found.document, caseGround());
  if (setting === null) throw new Error(`${name} cannot be played.`);
  return rulesOf(found.document, setting);
};

describe('the rules that a story begins with', () => {
  test('are none where it takes what ships', () => {
    expect(rulesIn('duplicates')).toEqual({ documents: [], codes: [] });
  });

  test('are next versions, metrics first, from a month before any story on', () => {
    const { documents } = rulesIn('own-metric');
    const heads = documents.map(({ kind, document: { version, effectiveFrom } }) => ({
      ...{ kind, version, effectiveFrom },
    }));
    expect(heads).toEqual([
      { kind: 'METRICS', version: 2, effectiveFrom: '2000-03-01' },
      { kind: 'SCHEME', version: 2, effectiveFrom: '2000-03' },
    ]);
  });

  test('keep the first day that the patch itself names', () => {
    const [metrics] = rulesIn('first-version-of-a-month').documents;
    expect(metrics?.document.effectiveFrom).toBe('1999-01-01');
  });

  test('name the codes that they count, with what is stated', () => {
    const { codes } = rulesIn('own-metric');
    const amountsOf = (name: string) => codes.find(({ code }) => code === name)?.amounts;
    expect(amountsOf('dialect.call')).toEqual(['satisfied']);
    expect(amountsOf('dialect.calls')).toEqual(['n']);
    expect(amountsOf('X01')).toEqual([]);
  });

  test('name the points that a fact may state', () => {
    const { codes } = rulesIn('liability-below-grave');
    expect(codes.find(({ code }) => code === 'D06')?.points).toEqual([5, 15, 19, 20, 30]);
    expect(codes.find(({ code }) => code === 'D07')?.points).toEqual([]);
  });
});

import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runYwk } from '../support/run-ywk.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const shipped = (name: string): string => `${root}services/appraisal/cases/${name}.case.yaml`;

interface Result {
  readonly case: string;
  readonly status: string;
  readonly unsupported: readonly { readonly path: string }[];
  readonly failures: readonly { readonly path: string; readonly found: string }[];
}

const foldersLeft = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('ywk-cases-'));

const runLive = async (...files: string[]) => {
  const { out, code } = await runYwk('cases', 'run', '--live', '--json', ...files);
  return { code, results: JSON.parse(out) as Result[] };
};

describe('ywk cases run --live', () => {
  let before: string[];

  beforeEach(() => {
    before = foldersLeft();
  });

  afterEach(() => expect(foldersLeft()).toEqual(before));

  test('plays a month, a close and a late fact through the doors: 0', async () => {
    const names = ['w1-call-takers-month', 'w23-patrol-month', 'closed-month'];
    const { results, code } = await runLive(...names.map(shipped));
    expect(results.flatMap(({ failures, unsupported }) => [...failures, ...unsupported])).toEqual(
      [],
    );
    expect(results.map((each) => [each.case, each.status])).toEqual([
      ['W1', 'PASSED'],
      ['W23', 'PASSED'],
      ['closed-month', 'PASSED'],
    ]);
    expect(code).toBe(0);
  }, 300_000);

  test('stops at a step that no door takes yet: 3', async () => {
    const { results, code } = await runLive(shipped('w25-versioned-indicators'), shipped('roles'));
    expect(results.map(({ unsupported }) => unsupported.map(({ path }) => path))).toEqual([
      ['/steps/4/scheme'],
      expect.arrayContaining(['/scheme/patch']),
    ]);
    expect(code).toBe(3);
  }, 300_000);
});

import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runYwk } from '../support/run-ywk.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SHIPPED = `${root}services/appraisal/cases`;
const story = (name: string): string => `${root}test/fixtures/stories/${name}.case.yaml`;
/** Some eighty stories, most of them on a system of their own: each takes some ten seconds to start. */
const ALL_WITHIN_MS = 60 * 60_000;

interface Result {
  readonly case: string;
  readonly status: string;
  readonly unsupported: readonly { readonly path: string }[];
  readonly failures: readonly { readonly path: string; readonly found: string }[];
}

const caseFiles = (): string[] =>
  readdirSync(SHIPPED).filter((name) => name.endsWith('.case.yaml'));

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

  test(
    'plays every shipped case through the doors: 0',
    async () => {
      const { results, code } = await runLive(...caseFiles().map((name) => `${SHIPPED}/${name}`));
      expect(results.flatMap(({ failures, unsupported }) => [...failures, ...unsupported])).toEqual(
        [],
      );
      const played = results.filter(({ status }) => status === 'PASSED');
      expect(played.length).toBe(caseFiles().length);
      expect(code).toBe(0);
    },
    ALL_WITHIN_MS,
  );

  test('does not play what no door can tell: 3', async () => {
    const { results, code } = await runLive(story('first-version-rules'));
    expect(results.map(({ unsupported }) => unsupported.map(({ path }) => path))).toEqual([
      ['/scheme/patch/effectiveFrom'],
    ]);
    expect(code).toBe(3);
  }, 60_000);
});

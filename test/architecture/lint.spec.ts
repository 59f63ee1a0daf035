import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { breaches, harmless } from './breach.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const slow = 180_000;
const environment = {
  ...process.env,
  NX_DAEMON: 'false',
  NX_NO_CLOUD: 'true',
  NODE_OPTIONS: '',
  // With CI=true the parser takes it that a file is linted once and keeps its first text.
  TSESTREE_SINGLE_RUN: 'false',
};

interface Finding {
  readonly rule: string | null;
  readonly message: string;
}

const firstFile = (pattern: string): string => {
  const [file] = globSync(pattern, { cwd: root, absolute: true });
  if (file === undefined) throw new Error(`No file matches ${pattern}`);
  return file;
};

const lint = (cases: readonly { file: string; code: string }[]): Finding[][] => {
  const run = spawnSync(process.execPath, ['test/architecture/lint-breaches.mjs'], {
    cwd: root,
    encoding: 'utf8',
    input: JSON.stringify(cases.map(({ file, code }) => ({ file: firstFile(file), code }))),
    maxBuffer: 1e8,
    env: environment,
  });
  const answer = run.stdout.split('\n').at(-1);
  if (run.status !== 0 || !answer) throw new Error(run.stderr + run.stdout);
  return JSON.parse(answer) as Finding[][];
};

const title = (code: string): string => code.replaceAll('\n', ' ').slice(0, 70);

let found: Finding[][];
beforeAll(() => {
  found = lint([...breaches, ...harmless]);
}, slow);

describe('each lint rule can still fail', () => {
  test.each(breaches.map((breach, at) => ({ ...breach, at, title: title(breach.code) })))(
    '$rule in $file: $title',
    ({ rule, at }) => {
      expect(found[at]?.map((finding) => finding.rule)).toContain(rule);
    },
  );
});

describe('what keeps the rules is left alone', () => {
  test.each(harmless.map((piece, at) => ({ ...piece, at, title: title(piece.code) })))(
    '$file: $title',
    ({ at }) => {
      expect(found[breaches.length + at]).toEqual([]);
    },
  );
});

test(
  'the boundary rule does not sleep when no project graph is cached',
  () => {
    const empty = mkdtempSync(join(tmpdir(), 'graph-'));
    const run = spawnSync(
      process.execPath,
      [
        'node_modules/eslint/bin/eslint.js',
        '--stdin',
        '--stdin-filename',
        'libs/tooling/boundaries.mjs',
      ],
      {
        cwd: root,
        encoding: 'utf8',
        input: "import '@ywk/kernel';\n",
        env: { ...environment, NX_WORKSPACE_DATA_DIRECTORY: empty },
      },
    );
    rmSync(empty, { recursive: true, force: true });
    expect(run.stdout).toContain('@nx/enforce-module-boundaries');
    expect(run.status).toBe(1);
  },
  slow,
);

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { caseFilesAt } from './case-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'case-files-'));

beforeAll(() => {
  for (const name of [
    'b.case.yaml',
    'a.case.yaml',
    'notes.yaml',
    'deep/er/c.case.yaml',
    'empty/x',
  ]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), '');
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the case files of', () => {
  const at = (path: string) =>
    caseFilesAt(join(folder, path)).map((file) => file.slice(folder.length + 1));

  test.each([
    ['a.case.yaml', ['a.case.yaml']],
    ['notes.yaml', ['notes.yaml']],
    ['', ['a.case.yaml', 'b.case.yaml', 'deep/er/c.case.yaml']],
    ['deep', ['deep/er/c.case.yaml']],
    ['*.case.yaml', ['a.case.yaml', 'b.case.yaml']],
    ['?.case.*', ['a.case.yaml', 'b.case.yaml']],
    ['**/*.case.yaml', ['a.case.yaml', 'b.case.yaml', 'deep/er/c.case.yaml']],
    ['deep/*/c*', ['deep/er/c.case.yaml']],
    ['empty', []],
    ['nowhere', []],
    ['nowhere/*', []],
    ['[a].case.yaml', []],
  ])('%j', (path, files) => expect(at(path)).toEqual(files));
});

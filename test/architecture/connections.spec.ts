import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workspaceFiles } from './workspace-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Makes many connections that outlive a statement; one of them may die unseen. */
const POOLED = /\bnew (?:pg[.])?(?:Pool|DataSource)\(/;

const makesPool = (code: string): boolean => POOLED.test(code);

describe('connections that are kept', () => {
  test('are made in two places, where they get the client that dies with its socket', () => {
    const files = workspaceFiles(root).filter(
      (file) => /^(libs|services|deploy)[/].*[.]ts$/.test(file) && !file.endsWith('.spec.ts'),
    );
    const making = files.filter((file) => makesPool(readFileSync(join(root, file), 'utf8')));
    expect(making.sort()).toEqual([
      'libs/event-store/src/data-source.ts',
      'libs/event-store/src/pool.ts',
    ]);
  });

  test('made elsewhere would be noticed', () => {
    expect(makesPool('const pool = new pg.Pool({ max: 1 });')).toBe(true);
    expect(makesPool('const source = new DataSource({ url });')).toBe(true);
    expect(makesPool('const client = new pg.Client({ url });')).toBe(false);
  });
});

import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '@ywk/testing';
import { runYwk } from '../support/run-ywk.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const story = (name: string): string => `${root}test/fixtures/stories/${name}.case.yaml`;

const foldersLeft = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('ywk-cases-'));

describe('ywk cases run --live', () => {
  let before: string[];

  beforeEach(() => {
    before = foldersLeft();
  });

  // What a program leaves behind at its end, the guardian removes a moment later.
  afterEach(() => eventually(foldersLeft, (left) => expect(left).toEqual(before)));

  test('says what failed and by what arithmetic: 1', async () => {
    const { out, code } = await runYwk('cases', 'run', '--live', story('wrong-expectation'));
    expect(out).toContain('line 15  /steps/0/expect/0/items/C2');
    expect(out).toContain('C2 派警准确率: 631/640 = 98.59%');
    expect(code).toBe(1);
  }, 300_000);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { actTime, takeActTimeFrom } from './act-time.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ywk-act-time-'));
});

afterAll(() => {
  takeActTimeFrom(undefined);
  rmSync(folder, { recursive: true });
});

describe('the moment of an act', () => {
  test('is what stands in the file, as it stands there now', () => {
    const file = join(folder, 'now');
    writeFileSync(file, '2024-05-31T23:59:59.999+08:00\n');
    takeActTimeFrom(file);
    expect(actTime()).toBe('2024-05-31T15:59:59.999Z');
    writeFileSync(file, '2024-06-01T00:00:00+08:00');
    expect(actTime()).toBe('2024-05-31T16:00:00.000Z');
  });

  test('is never guessed from a file that says none', () => {
    const file = join(folder, 'none');
    writeFileSync(file, 'soon');
    takeActTimeFrom(file);
    expect(() => actTime()).toThrow(
      `${file} holds "soon"; an instant like 2024-05-31T10:00:00.000Z is right.`,
    );
  });

  test('is the present without a file', () => {
    takeActTimeFrom(undefined);
    const before = Date.now();
    expect(Date.parse(actTime())).toBeGreaterThanOrEqual(before);
    expect(Date.parse(actTime())).toBeLessThanOrEqual(Date.now());
  });
});

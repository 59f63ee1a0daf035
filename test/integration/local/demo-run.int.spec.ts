import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ensureDemo, type DemoContext, type DemoParameters } from '@ywk/local';

let folder: string;
let ran: DemoContext[];
let fault: Error | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ywk-demo-'));
  ran = [];
  fault = undefined;
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (context: DemoContext) => {
  ran.push(context);
  if (fault) throw fault;
  return Promise.resolve({ checks: [], officers: context.officers });
};
const urls = { recruitment: 'r', duty: 'd', appraisal: 'a', payroll: 'p' };
const demo = (asked: Partial<DemoParameters> = {}, data = 'data 1') =>
  ensureDemo({
    file: join(folder, 'demo.json'),
    data,
    asked,
    run,
    context: { urls, tokens: () => '', log: () => undefined },
  });

test('a finished demo is not run again, its summary is shown again', async () => {
  const first = await demo({ officers: 40 });
  const second = await demo();
  expect(ran).toHaveLength(1);
  expect([first.kept, second.kept]).toEqual([false, true]);
  expect(second.summary).toEqual(first.summary);
  expect(second.parameters).toEqual({ officers: 40, calls: 65_000, seed: 1 });
});

test('one that was interrupted is run again as it was begun', async () => {
  fault = new Error('killed');
  await expect(demo({ officers: 40, calls: 9 })).rejects.toThrow('killed');
  fault = undefined;
  await demo();
  expect(ran.map(({ officers, calls, seed }) => [officers, calls, seed])).toEqual([
    [40, 9, 1],
    [40, 9, 1],
  ]);
});

test('other parameters on kept data are refused before anything runs', async () => {
  await demo({ officers: 40 });
  await expect(demo({ officers: 41 })).rejects.toThrow('--officers 40 --calls 65000 --seed 1');
  expect(ran).toHaveLength(1);
});

test('a marker of other data says nothing', async () => {
  await demo({ officers: 40 });
  await demo({ officers: 41 }, 'data 2');
  expect(ran.map(({ officers }) => officers)).toEqual([40, 41]);
});

test('a marker that cannot be read is named', async () => {
  writeFileSync(join(folder, 'demo.json'), '{');
  await expect(demo()).rejects.toThrow();
});

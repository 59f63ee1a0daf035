import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runDemo } from '@ywk/local';
import { startTestSystem, type TestSystem } from '@ywk/testing';

let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem();
}, 240_000);

afterAll(async () => {
  await system?.stop();
}, 60_000);

const VICTIMS = [
  'duty',
  'Apache Kafka',
  'appraisal',
  'PostgreSQL',
  'payroll',
  'recruitment',
] as const;

test('every part is killed while the feed plays, and all totals hold', async () => {
  const victims = [...VICTIMS];
  const kills: Promise<void>[] = [];
  const summary = await runDemo({
    officers: 150,
    calls: 3_000,
    seed: 11,
    urls: system.urls,
    tokens: (role) => system.tokens[role] ?? '',
    log: (text) => {
      // Each tenth of the feed ends another part, as `kill -9` does.
      const victim = text.includes(' %') ? victims.shift() : undefined;
      if (victim !== undefined) kills.push(system.kill(victim));
    },
  });
  await Promise.all(kills);
  expect(kills).toHaveLength(VICTIMS.length);
  expect(summary.checks.filter(({ holds }) => !holds)).toEqual([]);
}, 900_000);

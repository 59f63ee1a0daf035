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

const VICTIMS = ['duty', 'Apache Kafka', 'appraisal', 'PostgreSQL', 'payroll', 'recruitment'] as const;

/** Ends one part after the other as `kill -9` does, until the work is done. */
const killInTurns = async (isDone: () => boolean): Promise<string[]> => {
  const killed: string[] = [];
  for (const victim of VICTIMS) {
    if (isDone()) break;
    await system.kill(victim);
    killed.push(victim);
    await system.isBack(victim);
  }
  return killed;
};

test('every part is killed while the month is played, and all totals hold', async () => {
  let done = false;
  const playing = runDemo({
    officers: 150,
    calls: 4_000,
    seed: 11,
    urls: system.urls,
    tokens: (role) => system.tokens[role] ?? '',
    log: () => undefined,
  }).finally(() => {
    done = true;
  });
  const [summary, killed] = await Promise.all([playing, killInTurns(() => done)]);
  expect(killed).toEqual([...VICTIMS]);
  expect(summary.checks.filter(({ holds }) => !holds)).toEqual([]);
}, 900_000);

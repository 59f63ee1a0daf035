import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { POST_CODES } from '@ywk/contracts';
import { runDemo } from '@ywk/local';
import { startTestSystem, type TestSystem } from '@ywk/testing';

let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem({ kafka: false });
}, 240_000);

afterAll(async () => {
  await system?.stop();
}, 60_000);

test('without Kafka the services follow each other over HTTP and come to the same totals', async () => {
  expect(system.brokers).toBe('');
  const { checks, pay, posts } = await runDemo({
    officers: 120,
    calls: 600,
    seed: 3,
    urls: system.urls,
    tokens: (role) => system.tokens[role] ?? '',
    log: () => undefined,
  });
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
  expect(posts.map(({ scored }) => scored > 0)).toEqual(POST_CODES.map(() => true));
  // All but the two of the unit that is refused.
  expect(pay['PERFORMANCE']?.lines).toBe(118);
}, 300_000);

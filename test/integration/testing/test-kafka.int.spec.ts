import { expect, test } from '@jest/globals';
import { createTestTopics, testKafka, uniqueName } from '@ywk/testing';

test('topics of a test are made once and found the second time', async () => {
  expect(testKafka().brokers[0]).toMatch(/^[\w.-]+:\d+$/);
  const topics = { logs: [uniqueName('a.log.v1')], doors: [uniqueName('a.door.v1')] };
  await createTestTopics(topics);
  await createTestTopics(topics);
});

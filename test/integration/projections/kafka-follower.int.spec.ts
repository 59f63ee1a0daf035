import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { FollowerServer, kafkaSource } from '@ywk/projections';
import { eventually, testKafka, uniqueName } from '@ywk/testing';
import { facts, FollowBench } from './follow-bench.ts';
import { follow } from './trail-follower.ts';

describe('following a topic', () => {
  let bench: FollowBench;
  const apps: INestApplication[] = [];

  beforeAll(async () => {
    bench = await FollowBench.open();
  }, 60_000);
  afterAll(() => bench.close());
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((app) => app.close()));
  });

  it('applies every event once, in order, with its progress', async () => {
    await bench.append(facts(3_000));
    await bench.relay();
    const server = new FollowerServer({
      group: uniqueName('trail'),
      pool: bench.pool,
      registry: bench.registry,
      logs: [bench.log],
      source: kafkaSource({ ...testKafka(), reader: { read: (s) => bench.store.readLog(s), heads: (l) => bench.store.heads(l) } }),
    });
    apps.push(await follow(server, bench.log));
    const expected = await bench.expected();
    await eventually(() => bench.actual(), (rows) => expect(rows).toEqual(expected));
  }, 60_000);
});

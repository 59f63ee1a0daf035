import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { FollowerServer, type FollowerOptions, type LogBatch } from '@ywk/projections';
import { uniqueName } from '@ywk/testing';
import { facts, FollowBench } from './follow-bench.ts';
import { SOURCES } from './follow-sources.ts';
import { follow } from './trail-follower.ts';

describe.each(SOURCES)('following a log over $name', ({ open }) => {
  let bench: FollowBench;
  let close: () => Promise<void>;
  let source: () => FollowerOptions['source'];
  const apps: INestApplication[] = [];

  beforeAll(async () => {
    bench = await FollowBench.open();
    ({ source, close } = await open(bench));
  }, 60_000);
  afterAll(async () => {
    await close();
    await bench.close();
  });
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await bench.pool.query('DELETE FROM trail');
  });

  const serverOf = (options: Partial<FollowerOptions> = {}): FollowerServer =>
    new FollowerServer({
      group: uniqueName('trail'),
      pool: bench.pool,
      registry: bench.registry,
      logs: [bench.log],
      source: source(),
      ...options,
    });

  const start = async (
    server: FollowerServer,
    handle?: (batch: LogBatch) => Promise<void>,
  ): Promise<INestApplication> => {
    const app = await follow(server, bench.log, handle);
    apps.push(app);
    return app;
  };

  it('applies every event once, in order, with its progress', async () => {
    await bench.append(facts(3_000));
    await bench.relay();
    const server = serverOf();
    await start(server);
    await bench.caughtUp();
    await bench.append(facts(500, 50, 3_000));
    await bench.relay();
    await bench.caughtUp();
    expect(await server.report()).toMatchObject({ lag: { [bench.log]: 0 }, parked: 0, halted: [] });
  }, 60_000);

  it('goes on where it stopped', async () => {
    const group = uniqueName('trail');
    const first = await start(serverOf({ group }));
    await bench.caughtUp();
    await first.close();
    await bench.append(facts(300, 20, 7_000));
    await bench.relay();
    let seen = 0;
    await start(serverOf({ group, hooks: { flushed: (_, events) => (seen += events) } }));
    await bench.caughtUp();
    expect(seen).toBe(300);
  }, 60_000);
});

import { describe, expect, it } from '@jest/globals';
import { eventually, uniqueName } from '@ywk/testing';
import { facts } from './follow-bench.ts';
import { bufferedBy, FollowFixture } from './follow-fixture.ts';
import { SOURCES } from './follow-sources.ts';

describe.each(SOURCES)('following a log over $name', ({ open }) => {
  const fixture = new FollowFixture(open);

  it('applies every event once, in order, with its progress', async () => {
    const { bench } = fixture;
    await bench.append(facts(3_000));
    await bench.relay();
    const server = fixture.server();
    await fixture.start(server);
    await bench.caughtUp();
    await bench.append(facts(500, 50, 3_000));
    await bench.relay();
    await bench.caughtUp();
    expect(await server.report()).toMatchObject({
      lag: { [bench.log]: 0 },
      oldest: { [bench.log]: 0 },
      ...{ parked: 0, parkedSeconds: 0, halted: [] },
    });
  }, 60_000);

  it('goes on where it stopped', async () => {
    const { bench } = fixture;
    const group = uniqueName('trail');
    const first = await fixture.start(fixture.server({ group }));
    await bench.caughtUp();
    await first.close();
    await bench.append(facts(300, 20, 7_000));
    await bench.relay();
    let seen = 0;
    const hooks = { flushed: (_: string, events: number) => void (seen += events) };
    await fixture.start(fixture.server({ group, hooks }));
    await bench.caughtUp();
    expect(seen).toBe(300);
  }, 60_000);

  it('writes what is in memory before it stops', async () => {
    const { bench } = fixture;
    let flushed = 0;
    const hooks = { flushed: (_: string, events: number) => void (flushed += events) };
    const flush = { maxEvents: 1_000_000, maxMs: 600_000 };
    const server = fixture.server({ flush, hooks });
    const app = await fixture.start(server);
    const takenIn = async () => {
      const wanted = (await bench.events()).length;
      await eventually(
        () => bufferedBy(server) + flushed,
        (events) => events === wanted,
      );
    };
    // What comes first goes at once; what comes then would wait for ten minutes.
    await takenIn();
    await bench.append(facts(100, 20, 8_000));
    await bench.relay();
    await takenIn();
    expect(bufferedBy(server)).toBeGreaterThanOrEqual(100);
    await app.close();
    await bench.caughtUp();
  }, 60_000);
});

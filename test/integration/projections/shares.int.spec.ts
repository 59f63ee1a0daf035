import { describe, expect, it } from '@jest/globals';
import type { FollowerServer } from '@ywk/projections';
import { eventually, query, uniqueName } from '@ywk/testing';
import { facts } from './follow-bench.ts';
import { FollowFixture } from './follow-fixture.ts';
import { SOURCES } from './follow-sources.ts';

const polled = SOURCES.filter(({ name }) => name === 'HTTP');

const heldBy = (server: FollowerServer): number[] =>
  server
    .unwrap<{ standings(): { partition: number }[] }>()
    .standings()
    .map(({ partition }) => partition);

describe.each(polled)('sharing partitions without Kafka', ({ open }) => {
  const fixture = new FollowFixture(open);

  it.each([1, 2, 3, 5])(
    'shares them evenly among %d processes',
    async (count) => {
      const group = uniqueName('trail');
      const servers = Array.from({ length: count }, () => fixture.server({ group }));
      await Promise.all(servers.map((server) => fixture.start(server)));
      const fair = [Math.floor(64 / count), Math.ceil(64 / count)];
      await eventually(
        () => servers.map(heldBy),
        (shares) => {
          const all = shares.flat().sort((a, b) => a - b);
          expect(all).toEqual(Array.from({ length: 64 }, (_, partition) => partition));
          for (const share of shares) expect(fair).toContain(share.length);
        },
        { withinMs: 30_000 },
      );
      await fixture.bench.append(facts(100, 30, count * 1_000));
      await fixture.bench.caughtUp();
    },
    60_000,
  );

  it('takes over what a process that died leaves, when its leases have run out', async () => {
    const { bench } = fixture;
    const group = uniqueName('trail');
    await query(
      bench.database.adminUrl,
      `INSERT INTO follower_lease SELECT p, $1, 'dead', clock_timestamp() + interval '3 seconds'
       FROM generate_series(0, 40) AS p`,
      [group],
    );
    const server = fixture.server({ group });
    await fixture.start(server);
    expect(heldBy(server)).toHaveLength(23);
    await eventually(
      () => heldBy(server),
      (held) => held.length === 64,
      { withinMs: 20_000 },
    );
    await bench.caughtUp();
  }, 60_000);
});

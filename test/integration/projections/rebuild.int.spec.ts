import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createPool } from '@ywk/event-store';
import { Rebuild, type LogBatch, type RebuildOptions, type ViewModule } from '@ywk/projections';
import { eventually, query, uniqueName } from '@ywk/testing';
import type { Pool } from 'pg';
import { facts, type Counted } from './follow-bench.ts';
import { FollowFixture } from './follow-fixture.ts';
import { SOURCES } from './follow-sources.ts';
import { foldTrail } from './trail-follower.ts';

const store = SOURCES.filter(({ name }) => name === 'the own store');

const SUMS = `
INSERT INTO trail_sum AS s (partition, total, events)
SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bigint[])
ON CONFLICT (partition) DO UPDATE SET total = s.total + excluded.total, events = s.events + excluded.events`;

const foldSums = async ({ events, tx }: LogBatch, table: string): Promise<void> => {
  const sums = new Map<number, { total: number; events: number }>();
  for (const { partition, data } of events) {
    const sum = sums.get(partition) ?? { total: 0, events: 0 };
    sums.set(partition, { total: sum.total + (data as Counted).n, events: sum.events + 1 });
  }
  const rows = [...sums].sort(([a], [b]) => a - b);
  await tx.query(SUMS.replace('trail_sum', table), [
    rows.map(([partition]) => partition),
    rows.map(([, { total }]) => total),
    rows.map(([, sum]) => sum.events),
  ]);
};

/** Two tables that always belong together. */
const viewOf = (log: string, factor = 1): ViewModule => ({
  name: 'trail',
  logs: [log],
  tables: {
    trail: (name) => `CREATE TABLE ${name} (partition smallint NOT NULL, officer text NOT NULL,
      total bigint NOT NULL, positions text NOT NULL, PRIMARY KEY (partition, officer))`,
    trail_sum: (
      name,
    ) => `CREATE TABLE ${name} (partition smallint PRIMARY KEY, total bigint NOT NULL,
      events bigint NOT NULL)`,
  },
  async fold(batch, table) {
    const events = batch.events.map((event) => {
      const { officer, n } = event.data as Counted;
      return { ...event, data: { officer, n: n * factor } };
    });
    await foldTrail({ ...batch, events }, table('trail'));
    await foldSums({ ...batch, events }, table('trail_sum'));
  },
});

describe.each(store)('rebuilding a view', ({ open }) => {
  const fixture = new FollowFixture(open);
  let owner: Pool;
  let group: string;

  beforeAll(async () => {
    const { url } = fixture.bench.database;
    owner = createPool({ url, max: 6, applicationName: 'rebuild' });
    const create = viewOf('').tables['trail_sum'];
    await owner.query(create?.('trail_sum') ?? '');
    await fixture.bench.append(facts(2_000, 40));
  }, 60_000);
  beforeEach(async () => {
    group = uniqueName('trail');
    await owner.query('DELETE FROM trail_sum');
  });
  afterAll(() => owner.end());

  const rebuildOf = (options: Partial<RebuildOptions> = {}): Rebuild => {
    const { bench } = fixture;
    const { reader } = fixture.source();
    const view = viewOf(bench.log);
    return new Rebuild({ pool: owner, view, group, reader, registry: bench.registry, ...options });
  };

  const live = async (handle = viewOf(fixture.bench.log).fold) => {
    const server = fixture.server({ group });
    await fixture.start(server, (batch) => handle(batch, (name) => name));
    return server;
  };

  const rows = async (): Promise<unknown[]> => {
    const { url } = fixture.bench.database;
    const trail = await query(url, 'SELECT * FROM trail ORDER BY partition, officer');
    return [...trail, ...(await query(url, 'SELECT * FROM trail_sum ORDER BY partition'))];
  };

  it('T23: comes to the same bytes as the live view at the same positions', async () => {
    await live();
    await fixture.bench.caughtUp();
    const before = await rows();
    const result = await rebuildOf({ page: 300 }).run();
    expect(result).toMatchObject({ equal: true, different: [] });
    expect(await rows()).toEqual(before);
    await fixture.bench.append(facts(100, 40, 5_000));
    await fixture.bench.caughtUp();
    expect(await rebuildOf().run()).toMatchObject({ equal: true });
  }, 60_000);

  it('leaves out what is parked, and takes it in where it was replayed meanwhile', async () => {
    let broken = true;
    const { fold } = viewOf(fixture.bench.log);
    const server = await live(async (batch, table) => {
      await fold(batch, table);
      if (broken && batch.events.some(({ key }) => key === 'o7')) throw new RangeError('Not yet.');
    });
    await fixture.bench.caughtUp(({ key }) => key !== 'o7');
    await eventually(
      () => server.parkingLot.count(),
      (parked) => parked > 0,
    );
    const rebuild = rebuildOf();
    await rebuild.build();
    expect(await rebuild.compare()).toEqual({ equal: true, different: [] });
    broken = false;
    await server.parkingLot.replay('o7');
    await fixture.bench.append(facts(80, 40, 6_000));
    await fixture.bench.caughtUp();
    expect(await rebuild.compare()).toEqual({ equal: true, different: [] });
    await rebuild.swap();
    await fixture.bench.caughtUp();
  }, 60_000);

  it('leaves the old view in its place when the new one differs, and swaps when that is wanted', async () => {
    await live();
    await fixture.bench.caughtUp();
    const before = await rows();
    const rebuild = rebuildOf({ view: viewOf(fixture.bench.log, 2) });
    expect(await rebuild.run()).toEqual({ equal: false, different: ['trail', 'trail_sum'] });
    expect(await rows()).toEqual(before);
    expect(await rebuild.run({ acceptDifferences: true })).toMatchObject({ equal: false });
    expect(await rows()).not.toEqual(before);
    await rebuildOf().run({ acceptDifferences: true });
    expect(await rows()).toEqual(before);
  }, 60_000);

  it('goes on where an earlier run was killed, while the old view serves', async () => {
    await live();
    await fixture.bench.caughtUp();
    const before = await rows();
    let last = 0;
    const onProgress = (done: number, total: number): void => {
      last = done;
      if (done > total / 2) throw new Error('Killed.');
    };
    await expect(rebuildOf({ page: 50, onProgress }).run()).rejects.toThrow('Killed.');
    expect(await rows()).toEqual(before);
    let first = Infinity;
    const resumed = rebuildOf({ onProgress: (done) => void (first = Math.min(first, done)) });
    expect(await resumed.run()).toMatchObject({ equal: true });
    expect(first).toBeGreaterThan(last);
    expect(await rows()).toEqual(before);
  }, 60_000);

  it('T24: is swapped under readers and writers, none of whom sees half of it', async () => {
    await live();
    await fixture.bench.caughtUp();
    const seen: string[] = [];
    let reading = true;
    const read = async (sql: string): Promise<void> => {
      while (reading) {
        const { rows: found } = await fixture.bench.pool.query<{ a: string; b: string }>(sql);
        seen.push(found[0]?.a === found[0]?.b && found[0]?.a !== null ? 'whole' : 'torn');
      }
    };
    const sums = '(SELECT sum(total) FROM trail) AS a, (SELECT sum(total) FROM trail_sum) AS b';
    const one = "'' AS a, (SELECT left(max(officer), 0) FROM trail) AS b";
    const readers = [sums, sums, one].map((columns) => read(`SELECT ${columns}`));
    for (let round = 0; round < 3; round += 1) {
      const written = fixture.bench.append(facts(60, 40, 7_000 + round * 100));
      const { swapped } = await rebuildOf().run();
      await written;
      expect(swapped?.ms).toBeLessThan(1_000);
    }
    reading = false;
    await Promise.all(readers);
    expect(seen.length).toBeGreaterThan(100);
    expect(new Set(seen)).toEqual(new Set(['whole']));
    await fixture.bench.caughtUp();
  }, 90_000);
});

import { describe, expect, it } from '@jest/globals';
import { ContractRegistry } from '@ywk/contracts';
import { createPool } from '@ywk/event-store';
import { clearHalt, TryAgainLater, type LogBatch } from '@ywk/projections';
import { eventually, query, tcpProxy, uniqueName } from '@ywk/testing';
import { contractOf, facts, type Counted } from './follow-bench.ts';
import { FollowFixture } from './follow-fixture.ts';
import { SOURCES } from './follow-sources.ts';
import { foldTrail } from './trail-follower.ts';

const BAD = 666_666;

// One key has an event that only a later version knows; it is parked in all tests after that one.
const isKnown = ({ key }: { key: string }): boolean => key !== 'u1';

const amountOf = ({ data }: { data: unknown }): number => (data as Counted).n;

describe.each(SOURCES)('trouble while following over $name', ({ open }) => {
  const fixture = new FollowFixture(open);

  it('T16: parks the key of an event that no handler can apply, and replays it in order', async () => {
    const { bench } = fixture;
    await bench.append([...facts(40, 4), { officer: 'o1', n: BAD }, ...facts(40, 4, 40)]);
    await bench.relay();
    let broken = true;
    const server = fixture.server();
    await fixture.start(server, async (batch: LogBatch) => {
      await foldTrail(batch);
      if (broken && batch.events.some((event) => amountOf(event) === BAD)) {
        throw new RangeError('This amount cannot be.');
      }
    });
    const bad = (await bench.events()).find(({ dataText }) => dataText.includes(`${BAD}`));
    await bench.caughtUp(({ key, pos }) => key !== 'o1' || pos < (bad?.pos ?? 0));
    const parked = await eventually(
      () => server.parkingLot.list({ key: 'o1' }),
      (items) => items.length === 11,
    );
    expect(parked.map(({ code }) => code)).toEqual([
      'HANDLER_FAILED',
      ...Array<string>(10).fill('BEHIND_PARKED'),
    ]);
    expect(parked[0]?.detail).toBe('RangeError: This amount cannot be.');
    expect((await server.report()).parkedSeconds).toBeGreaterThan(0);
    expect(await server.parkingLot.replay('o1')).toEqual({ applied: 0, left: 11 });
    broken = false;
    expect(await server.parkingLot.replay('o1')).toEqual({ applied: 11, left: 0 });
    await bench.append(facts(20, 4, 80));
    await bench.relay();
    await bench.caughtUp();
    expect(await server.parkingLot.count()).toBe(0);
  }, 60_000);

  it('queues later events of a key behind one that the handler sets aside', async () => {
    const { bench } = fixture;
    const known = new Set(['o0', 'o1', 'o2', 'o3']);
    const server = fixture.server();
    await fixture.start(server, async (batch: LogBatch) => {
      const strangers = batch.events.filter(({ key }) => !known.has(key));
      for (const event of strangers) batch.park(event, 'NOT_KNOWN', `${event.key} is not known.`);
      const events = batch.events.filter((event) => !strangers.includes(event));
      if (events.length > 0) await foldTrail({ ...batch, events });
    });
    await bench.append([{ officer: 'x1', n: 1 }, ...facts(4, 4), { officer: 'x1', n: 2 }]);
    await bench.relay();
    await bench.caughtUp(({ key }) => known.has(key));
    await eventually(
      () => server.parkingLot.count(),
      (parked) => parked === 2,
    );
    known.add('x1');
    expect(await server.parkingLot.replay('x1')).toEqual({ applied: 2, left: 0 });
    await bench.caughtUp();
  }, 60_000);

  it('parks an event whose handler hid an error of the database: it would have committed nothing', async () => {
    const { bench } = fixture;
    await bench.append([...facts(30, 3, 500), { officer: 's1', n: BAD + 1 }, ...facts(30, 3, 600)]);
    await bench.relay();
    const server = fixture.server();
    await fixture.start(server, async (batch: LogBatch) => {
      await foldTrail(batch);
      if (!batch.events.some((event) => amountOf(event) === BAD + 1)) return;
      await batch.tx.query('SELECT 1 / 0').catch(() => undefined);
    });
    await bench.caughtUp(({ key }) => key !== 's1');
    const parked = await eventually(
      () => server.parkingLot.list(),
      (items) => items.length === 1,
    );
    expect(parked[0]).toMatchObject({ key: 's1', code: 'HANDLER_FAILED' });
  }, 60_000);

  it('parks nothing that may succeed a little later', async () => {
    const { bench } = fixture;
    let refusals = 0;
    const server = fixture.server();
    await fixture.start(server, async (batch: LogBatch) => {
      await foldTrail(batch);
      refusals += 1;
      if (refusals < 4) throw new TryAgainLater('A table is being moved.');
    });
    await bench.caughtUp();
    expect(refusals).toBeGreaterThan(3);
    expect(await server.parkingLot.count()).toBe(0);
  }, 60_000);

  it('parks what this version does not know, for a later version to apply', async () => {
    const { bench } = fixture;
    const group = uniqueName('trail');
    const older = fixture.server({ group });
    const app = await fixture.start(older);
    await bench.append([{ officer: 'u1', n: 5 }], 'Unheard');
    await bench.append([{ officer: 'u1', n: 6 }]);
    await bench.relay();
    await bench.caughtUp(isKnown);
    const parked = await eventually(
      () => older.parkingLot.list({ key: 'u1' }),
      (items) => items.length === 2,
    );
    expect(parked.map(({ code }) => code)).toEqual(['UNKNOWN_EVENT', 'BEHIND_PARKED']);
    await app.close();
    const registry = new ContractRegistry([
      contractOf(bench.log),
      contractOf(bench.log, 'Unheard'),
    ]);
    const newer = fixture.server({ group, registry });
    await fixture.start(newer);
    expect(await newer.parkingLot.replay('u1')).toEqual({ applied: 2, left: 0 });
    await bench.caughtUp();
  }, 60_000);

  it.each(['the request', 'the answer', 'both, after it was handed on'])(
    'T17: finds out what became of a COMMIT whose connection died with %s',
    async (what) => {
      const { bench } = fixture;
      const url = new URL(bench.database.appUrl);
      const proxy = await tcpProxy({ host: url.hostname, port: Number(url.port) });
      url.host = proxy.address;
      const pool = createPool({ url: url.href, max: 6, applicationName: 'follower' });
      await fixture.start(fixture.server({ pool }));
      await bench.caughtUp(isKnown);
      const direction = what === 'the answer' ? 'response' : 'request';
      const hit = proxy.once(
        (chunk) => chunk.direction === direction && chunk.data.includes('COMMIT'),
        what.startsWith('both') ? 'cutAfter' : 'cut',
      );
      await bench.append(facts(60, 6, 200));
      await bench.relay();
      await hit;
      await bench.caughtUp(isKnown);
      // What came right at first could be written again: more shows that it is settled.
      await bench.append(facts(60, 6, 300));
      await bench.relay();
      await bench.caughtUp(isKnown);
      await fixture.endFollowers();
      await pool.end();
      await proxy.close();
    },
    60_000,
  );

  it('halts the partition of an event that was changed, and no other', async () => {
    const { bench } = fixture;
    const halts: string[] = [];
    const hooks = {
      halted: (...told: unknown[]) => void halts.push(told.slice(2).join(' ')),
    };
    await bench.append([{ officer: 'h1', n: 7 }]);
    const changed = (await bench.events()).find(({ key }) => key === 'h1');
    if (changed === undefined) throw new Error('The event is not in the log.');
    const { partition, pos, dataText } = changed;
    const rewrite = (text: string) =>
      query(
        bench.database.adminUrl,
        'UPDATE event SET data = $1 WHERE partition = $2 AND log = $3 AND pos = $4',
        [text, partition, bench.log, pos],
      );
    await rewrite(dataText.replace('7', '8'));
    await bench.relay();
    const server = fixture.server({ hooks });
    await fixture.start(server);
    await bench.caughtUp(
      (event) => isKnown(event) && !(event.partition === partition && event.pos >= pos),
    );
    const reason = `Position ${pos} does not match its hash.`;
    await eventually(() => expect(halts).toEqual([`${partition} ${reason}`]));
    const told = await server.report();
    expect(told.halted).toEqual([{ log: bench.log, partition, reason }]);
    expect(told.oldest[bench.log]).toBeGreaterThan(0);
    await rewrite(dataText);
    await bench.relayAgain(partition, pos);
    const { group } = server.parkingLot;
    await clearHalt(bench.pool, { group, log: bench.log, partition, readFrom: 'next' });
    await bench.caughtUp(isKnown);
    expect((await server.report()).halted).toEqual([]);
  }, 60_000);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  GENESIS_HASH,
  expectedHash,
  partitionOf,
  PARTITIONS,
  SchemaMismatch,
} from '@ywk/contracts';
import { EventStore, inTransaction, type AppendCommand } from '@ywk/event-store';
import { query } from '@ywk/testing';
import {
  commandOf,
  logName,
  noted,
  OCCURRED,
  officersIn,
  registryOf,
  TestLog,
  writeOf,
} from './test-log.ts';

let log: TestLog;

describe.each([
  ['one by one', false],
  ['in groups', true],
])('%s', (_how, grouped) => {
  beforeAll(async () => {
    log = await TestLog.open(20, grouped);
  });
  afterAll(() => log.close());

  const fresh = (): string => `o-${randomUUID()}`;
  const accept = async (...commands: AppendCommand[]) => {
    const outcomes = await log.store.append(commands);
    return outcomes.map((outcome) => {
      if (outcome.outcome !== 'accepted') throw new Error(`Refused: ${JSON.stringify(outcome)}`);
      return outcome.positions;
    });
  };
  const headOf = async (partition: number): Promise<number> =>
    (await log.store.heads(log.log))[partition]?.lastPos ?? -1;

  describe('T1 an append', () => {
    test('gives dense positions and versions, and reads back what was written', async () => {
      const officer = fresh();
      const before = await headOf(partitionOf(officer));
      const command = commandOf(writeOf(log.log, officer, { count: 3, expected: 0 }));
      const [positions] = await accept(command);
      const place = { log: log.log, partition: partitionOf(officer) };
      expect(positions).toEqual([
        { ...place, firstPos: before + 1, lastPos: before + 3, streamVersion: 3 },
      ]);
      await accept(commandOf(writeOf(log.log, officer, { expected: 3 })));
      const stored = await log.store.readStream({
        log: log.log,
        stream: `officer-${officer}`,
        key: officer,
      });
      expect(stored.map(({ streamVersion }) => streamVersion)).toEqual([1, 2, 3, 4]);
      expect(stored[0]).toMatchObject({
        ...place,
        pos: before + 1,
        logEpoch: 1,
        eventId: command.writes[0]?.events[0]?.eventId,
        type: 'Noted',
        v: 1,
        key: officer,
        occurredAt: OCCURRED,
        commandId: command.commandId,
        causationId: null,
        actor: 'tester',
        dataText: `{"n":0,"officer":"${officer}"}`,
        data: { officer, n: 0 },
      });
      expect(stored.map(expectedHash)).toEqual(stored.map(({ hash }) => hash));
    });

    test('chains each partition from its beginning', async () => {
      const [first] = await log.eventsOf(partitionOf('chain'), log.other);
      expect(first).toBeUndefined();
      await accept(commandOf(writeOf(log.other, 'chain')));
      await accept(commandOf(writeOf(log.other, 'chain', { count: 2 })));
      const events = await log.eventsOf(partitionOf('chain'), log.other);
      const hashes = events.map(({ hash }) => hash);
      expect(events.map(({ prevHash }) => prevHash)).toEqual([
        GENESIS_HASH,
        ...hashes.slice(0, -1),
      ]);
      expect(await log.verify(log.other)).toEqual({ ok: true, events: 3 });
    });

    test.each([
      [1, 1],
      [1, 2],
      [2, 1],
    ])('with %i commands of %i writes says the same twice', async (commands, writes) => {
      const asked = Array.from({ length: commands }, () =>
        commandOf(...Array.from({ length: writes }, () => writeOf(log.log, fresh()))),
      );
      const first = await log.store.append(asked);
      expect(first.map(({ outcome }) => outcome)).toEqual(asked.map(() => 'accepted'));
      const heads = await log.store.heads(log.log);
      const second = await log.store.append(asked);
      expect(second).toEqual(first.map((outcome) => ({ ...outcome, outcome: 'duplicate' })));
      const other = asked.map((command) => ({ ...command, request: 'something else' }));
      expect(await log.store.append(other)).toEqual(asked.map(() => ({ outcome: 'reused' })));
      expect(await log.store.heads(log.log)).toEqual(heads);
    });

    test('with the wrong version is refused and leaves nothing behind', async () => {
      const officer = fresh();
      const stream = `officer-${officer}`;
      const heads = await log.store.heads(log.log);
      const missing = commandOf(writeOf(log.log, officer, { expected: 2 }));
      expect(await log.store.append([missing])).toEqual([
        { outcome: 'conflict', stream, expected: 2, actual: 0 },
      ]);
      const rows = await query(
        log.database.url,
        `SELECT stream FROM stream_head WHERE partition >= 0 AND stream = $1`,
        [stream],
      );
      expect(rows).toEqual([]);
      await accept(commandOf(writeOf(log.log, officer, { expected: 0 })));
      expect(
        await log.store.append([commandOf(writeOf(log.log, officer, { expected: 0 }))]),
      ).toEqual([{ outcome: 'conflict', stream, expected: 0, actual: 1 }]);
      const changed = (await log.store.heads(log.log)).filter(
        ({ lastPos }, at) => lastPos !== heads[at]?.lastPos,
      );
      expect(changed).toHaveLength(1);
      expect(await log.store.append([missing])).toMatchObject([{ outcome: 'conflict', actual: 1 }]);
    });

    test('of several commands refuses each on its own', async () => {
      const [one, two] = [fresh(), fresh()];
      const first = commandOf(writeOf(log.log, one, { expected: 0 }), writeOf(log.log, two));
      const late = commandOf(writeOf(log.log, two), writeOf(log.log, one, { expected: 0 }));
      const next = commandOf(writeOf(log.log, one, { expected: 1 }));
      const outcomes = await log.store.append([first, late, next]);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'conflict', 'accepted']);
      const streams = await log.store.readStreams(log.log, [
        { stream: `officer-${one}`, key: one },
        { stream: `officer-${two}`, key: two },
        { stream: 'officer-nobody', key: 'nobody' },
      ]);
      expect([...streams.values()].map(({ length }) => length).sort()).toEqual([1, 2]);
      expect([...streams.keys()].sort()).toEqual([`officer-${one}`, `officer-${two}`].sort());
    });

    test('writes two logs, or neither', async () => {
      const officer = fresh();
      const [positions] = await accept(
        commandOf(writeOf(log.log, officer), writeOf(log.other, officer, { expected: 0 })),
      );
      expect(positions?.map((position) => position.log)).toEqual([log.log, log.other]);
      const again = commandOf(
        writeOf(log.log, officer),
        writeOf(log.other, officer, { expected: 0 }),
      );
      expect(await log.store.append([again])).toMatchObject([{ outcome: 'conflict' }]);
      const name = { stream: `officer-${officer}`, key: officer };
      expect(await log.store.readStream({ log: log.log, ...name })).toHaveLength(1);
    });

    test('puts a marker into every partition at once', async () => {
      const period = { calendar: 'month', period: '2024-05', revision: 1, final: false };
      const marker = { type: 'PeriodCutOff', v: 2, data: period, occurredAt: OCCURRED };
      const heads = await log.store.heads(log.log);
      const writes = Array.from({ length: PARTITIONS }, (_, partition) => ({
        log: log.log,
        stream: 'period-month/2024-05',
        key: 'month/2024-05',
        expectedVersion: 'any' as const,
        partition,
        events: [{ ...marker, eventId: randomUUID() }],
      }));
      const [positions] = await accept(commandOf(...writes));
      expect(positions?.map(({ firstPos }) => firstPos)).toEqual(
        heads.map(({ lastPos }) => lastPos + 1),
      );
    });

    test('never goes back in time within a partition', async () => {
      const officer = fresh();
      const partition = partitionOf(officer);
      const future = Date.now() + 3_600_000;
      await query(
        log.database.url,
        'UPDATE log_counter SET last_recorded_ms = $1 WHERE partition = $2 AND log = $3',
        [future, partition, log.log],
      );
      await accept(commandOf(writeOf(log.log, officer)));
      await accept(commandOf(writeOf(log.log, officer, { count: 2 })));
      const recorded = (await log.eventsOf(partition))
        .slice(-3)
        .map(({ recordedAt }) => recordedAt);
      expect(recorded).toEqual(Array(3).fill(new Date(future).toISOString()));
    });

    test('in a transaction that is rolled back leaves no hole', async () => {
      const [officer = ''] = officersIn(7, 1);
      const before = await headOf(7);
      const failing = inTransaction(log.pool, async (tx) => {
        const outcomes = await log.store.append([commandOf(writeOf(log.log, officer))], tx);
        expect(outcomes).toMatchObject([{ outcome: 'accepted' }]);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      const [positions] = await accept(commandOf(writeOf(log.log, officer)));
      expect(positions?.[0]?.firstPos).toBe(before + 1);
    });

    test('tells those who listen, after it is committed', async () => {
      const told: string[][] = [];
      const stop = log.store.onAppended((logs) => told.push([...logs]));
      const command = commandOf(writeOf(log.log, fresh()));
      await log.store.append([command]);
      await log.store.append([command]);
      await inTransaction(log.pool, (tx) =>
        log.store.append([commandOf(writeOf(log.other, fresh()))], tx),
      );
      log.store.announce([log.other]);
      stop();
      await log.store.append([commandOf(writeOf(log.log, fresh()))]);
      expect(told).toEqual([[log.log], [log.other]]);
    });

    test.each([1, 2])('to a log without counters is an error, with %i events', async (count) => {
      const ghost = logName();
      const store = new EventStore({ pool: log.pool, registry: registryOf([ghost]), grouped });
      const appended = store.append([commandOf(writeOf(ghost, 'a', { count }))]);
      await expect(appended).rejects.toMatchObject({ code: 'YW001' });
      expect(await store.heads(ghost)).toEqual([]);
    });
  });

  describe('an append refuses before it writes', () => {
    const event = noted({ officer: 'a', n: 1 });
    const write = writeOf('', 'a');
    const of = (change: object, events = [event]): AppendCommand =>
      commandOf({ ...write, log: log.log, events, ...change });

    test.each([
      [
        'too many events',
        () =>
          of(
            {},
            Array.from({ length: 501 }, () => noted({ officer: 'a', n: 1 })),
          ),
      ],
      ['too much data', () => of({}, [noted({ officer: 'a', n: 1, text: 'x'.repeat(65_536) })])],
      ['no events', () => of({}, [])],
      ['another key than the data say', () => of({ key: 'b' })],
      ['a chosen partition', () => of({ partition: 3 })],
      ['a stream with a line break', () => of({ stream: 'a\nb' })],
      ['a version below zero', () => of({ expectedVersion: -1 })],
      ['an event id that is none', () => of({}, [{ ...event, eventId: 'x' }])],
      [
        'an hour with an offset',
        () => of({}, [{ ...event, occurredAt: '2024-05-31T23:50:00+08:00' }]),
      ],
      ['a stream twice', () => commandOf(writeOf(log.log, 'a'), writeOf(log.log, 'a'))],
      ['no write', () => commandOf()],
      ['a command id in capitals', () => ({ ...of({}), commandId: randomUUID().toUpperCase() })],
    ])('%s', (_what, command) => expect(log.store.append([command()])).rejects.toThrow(RangeError));

    test('a command twice', () => {
      const command = of({});
      return expect(log.store.append([command, command])).rejects.toThrow(RangeError);
    });

    test('data that its contract does not know', () => {
      const wrong = { ...event, data: { officer: 'a', n: 1.5 } };
      return expect(log.store.append([of({}, [wrong])])).rejects.toThrow(SchemaMismatch);
    });
  });

  describe('the role of the running service', () => {
    const denied = (sql: string) =>
      expect(log.pool.query(sql)).rejects.toThrow('permission denied');

    test.each([
      ['change an event', 'UPDATE event SET officer = NULL'],
      ['remove an event', 'DELETE FROM event'],
      ['empty the table', 'TRUNCATE event'],
      ['write past the function', 'INSERT INTO event SELECT * FROM event'],
      ['move a counter', 'UPDATE log_counter SET last_pos = 0'],
      ['forget a command', 'DELETE FROM command_id'],
      ['move a stream', 'UPDATE stream_head SET stream_version = 0'],
      ['call the deciding function', 'SELECT append_many(' + Array(26).fill('NULL').join() + ')'],
      ['call the writing function', 'SELECT append_all(' + Array(27).fill('NULL').join() + ')'],
      ['switch triggers off', 'ALTER TABLE event DISABLE TRIGGER ALL'],
    ])('cannot %s', async (_what, sql) => {
      if (sql.startsWith('ALTER')) {
        await expect(log.pool.query(sql)).rejects.toThrow('must be owner');
        return;
      }
      await denied(sql);
    });

    test('can read what it wrote', async () => {
      const { rows } = await log.pool.query<{ n: string }>('SELECT count(*) AS n FROM event');
      expect(Number(rows[0]?.n)).toBeGreaterThan(0);
    });
  });

  test('after all this the log verifies', async () =>
    expect(await log.verify()).toMatchObject({ ok: true }));
});

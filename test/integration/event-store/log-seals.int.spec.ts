import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LOG_OWNERS, LOGS, partitionOf, type EventEnvelope } from '@ywk/contracts';
import { createPool, importEvents, inTransaction } from '@ywk/event-store';
import { addDays, localDay, startOfDay } from '@ywk/kernel';
import { DutyLog, REGISTRY } from './duty-log.ts';
import { chainOf } from './forged-log.ts';
import { runYwk } from '../../support/run-ywk.ts';

const ONE = '018fd3a2-5c3b-7e10-8a4d-000000000001';
const TWO = '018fd3a2-5c3b-7e10-8a4d-000000000002';

const today = localDay(new Date().toISOString());
const day = (ago: number): string => addDays(today, -ago);
/** A little before the end, and the very beginning, of a day in Shanghai. */
const late = (ago: number): string =>
  new Date(Date.parse(startOfDay(day(ago - 1))) - 1).toISOString();
const early = (ago: number): string => startOfDay(day(ago));

const TIMES = [early(3), late(3), early(2), late(2), early(1), early(0)];

let folder: string;
let duty: DutyLog;
let events: readonly EventEnvelope[][];
const file = (name: string): string => join(folder, name);
const database = (): string[] => ['--service', 'duty', '--database', duty.database.url];

/** What somebody can do who holds the database: put other events there, with everything beside. */
const replaceLog = (chains: readonly (readonly EventEnvelope[])[]): Promise<void> =>
  inTransaction(duty.owner, async (tx) => {
    await tx.query('TRUNCATE event, stream_head');
    await tx.query(`UPDATE log_counter SET last_pos = 0, last_recorded_ms = 0,
      last_hash = decode(repeat('00', 32), 'hex')`);
    for (const chain of chains) await importEvents(tx, chain, REGISTRY);
  });

/** A line for each log of duty, then what is said of the seals. */
const SEALS = LOG_OWNERS.duty.length;

const verify = async (...words: string[]) => {
  const { out, code } = await runYwk('log', 'verify', ...database(), ...words);
  return { lines: out.split('\n'), code };
};
const outside = (): string[] => ['--anchor', file('anchor'), '--public-key', file('key.pub')];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ywk-seals-'));
  duty = await DutyLog.open();
  events = [chainOf(ONE, TIMES), chainOf(TWO, TIMES.slice(0, 3))];
  await replaceLog(events);
  await runYwk('log', 'keygen', '--out', file('key'));
  await runYwk('log', 'keygen', '--out', file('other'));
});
afterAll(async () => {
  await duty.close();
  rmSync(folder, { recursive: true });
});

describe('sealing the logs day by day', () => {
  it('seals each day that is over, once', async () => {
    const seal = ['log', 'seal', ...database(), '--key', file('key')];
    const { out } = await runYwk(...seal, '--from', day(3));
    expect(out.split('\n').map((line) => line.replace(/, root.*/, ''))).toEqual([
      `duty ${day(3)}: 4 events 事件`,
      `duty ${day(2)}: 7 events 事件`,
      `duty ${day(1)}: 8 events 事件`,
    ]);
    expect((await runYwk(...seal)).out).toContain(`sealed up to ${day(1)}`);
  });

  it('writes an anchor, and later only what is new', async () => {
    const anchor = ['log', 'anchor', ...database()];
    const { out } = await runYwk(...anchor);
    writeFileSync(file('anchor'), `${out.split('\n')[0] ?? ''}\n`);
    await runYwk(...anchor, '--out', file('anchor'));
    expect(readFileSync(file('anchor'), 'utf8').trim()).toBe(out);
  });

  it('verifies log and seals against the anchor', async () => {
    expect(await verify(...outside())).toEqual({
      lines: [
        ...LOG_OWNERS.duty.map((log) => `✔ ${log}: ${log === LOGS.fact ? 9 : 0} events 事件`),
        `✔ 3 seals 每日封存, up to ${day(1)}, anchored outside, signatures checked`,
      ],
      code: 0,
    });
  });

  it('lets the service look at seals, and no more', async () => {
    const service = createPool({ url: duty.database.appUrl, max: 1, applicationName: 'app' });
    await expect(service.query('SELECT line FROM log_seal')).resolves.toMatchObject({
      rowCount: 3,
    });
    for (const sql of ['DELETE FROM log_seal', `UPDATE log_seal SET line = ''`])
      await expect(service.query(sql)).rejects.toThrow('permission denied');
    await service.end();
  });
});

describe('against the anchor it is seen that', () => {
  beforeEach(() => replaceLog(events));
  const place = `${LOGS.fact}/${partitionOf(ONE)} position`;

  it('the log was rewritten whole, with all hashes, counters and seals', async () => {
    const kept = await duty.owner.query('SELECT number, day::text, line FROM log_seal');
    await replaceLog([chainOf(ONE, TIMES, 'somebody'), events[1] ?? []]);
    await duty.owner.query('DELETE FROM log_seal');
    expect((await verify()).code).toBe(0);
    const { lines, code } = await verify(...outside());
    for (const row of kept.rows as { number: number; day: string; line: string }[])
      await duty.owner.query('INSERT INTO log_seal VALUES (0, $1, $2, $3)', [
        row.number,
        row.day,
        row.line,
      ]);
    expect(lines[3]).toContain(`✘ ${place} 2`);
    expect(lines[3]).toContain(`the seal of ${day(3)} holds another hash here`);
    expect(lines[SEALS]).toBe(`✘ seal 1 of ${day(3)}: the log does not hold it any more`);
    expect(code).toBe(1);
  });

  it('the end was cut off, with the counter', async () => {
    await replaceLog([events[0]?.slice(0, 3) ?? [], events[1] ?? []]);
    const { lines, code } = await verify(...outside());
    expect(lines[3]).toBe(
      `✘ ${place} 4: it was dropped: the seal of ${day(2)} holds the log up to position 4`,
    );
    expect(code).toBe(1);
  });

  it.each([
    [
      'a seal is missing',
      (lines: string[]) => lines.toSpliced(1, 1),
      `seal 3 of ${day(1)}: the seal before it, number 2, is missing`,
    ],
    [
      'a seal was changed',
      (lines: string[]) => lines.with(1, lines[1]?.replace('"events":7', '"events":6') ?? ''),
      `seal 2 of ${day(2)}: its signature is wrong`,
    ],
    [
      'heads were changed',
      (lines: string[]) => lines.with(0, lines[0]?.replace(/,2,"/, ',1,"') ?? ''),
      `seal 1 of ${day(3)}: its heads were changed`,
    ],
  ])('%s', async (_, change, what) => {
    const lines = readFileSync(file('anchor'), 'utf8').trim().split('\n');
    writeFileSync(file('changed'), change(lines).join('\n'));
    const found = await verify('--anchor', file('changed'), '--public-key', file('key.pub'));
    expect(found.lines[SEALS]).toBe(`✘ ${what}`);
    expect(found.code).toBe(1);
  });

  it('another key signed', async () => {
    const found = await verify('--anchor', file('anchor'), '--public-key', file('other.pub'));
    expect(found.lines[SEALS]).toContain('another key signed it');
  });
});

describe('a log is not sealed', () => {
  const seal = () => runYwk('log', 'seal', ...database(), '--key', file('key'));
  beforeEach(() => replaceLog(events));

  it('whose events since the last seal do not verify', async () => {
    await duty.owner.query('DELETE FROM log_seal WHERE number = 3');
    await duty.owner.query(`UPDATE event SET actor = 'x' WHERE pos = 5`);
    await expect(seal()).rejects.toThrow(`position 5: its content was changed`);
  });

  it('that does not hold what was sealed last', async () => {
    await replaceLog([chainOf(ONE, TIMES, 'somebody'), events[1] ?? []]);
    await expect(seal()).rejects.toThrow('it is not the event that was sealed');
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeEnvelope, encodeEnvelope, expectedHash, LOG_OWNERS, LOGS } from '@ywk/contracts';
import type { Pool } from 'pg';
import { DutyLog } from './duty-log.ts';
import { runYwk } from '../../support/run-ywk.ts';

const OFFICERS = [1, 2, 3].map((n) => `018fd3a2-5c3b-7e10-8a4d-00000000000${n}`);

const ALL_LOGS = LOG_OWNERS.duty.join(', ');

let folder: string;
let from: DutyLog;
let to: DutyLog;
let lines: string[];

const file = (name: string): string => join(folder, name);
const database = (duty: DutyLog): string[] => [
  ...['--service', 'duty', '--database', duty.database.url],
];
const importInto = (duty: DutyLog, name: string, ...more: string[]) =>
  runYwk('log', 'import', ...database(duty), '--file', file(name), ...more);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ywk-export-'));
  [from, to] = await Promise.all([DutyLog.open(), DutyLog.open()]);
  await from.record(OFFICERS.flatMap((officer) => [officer, officer, officer, officer]));
  await from.owner.query(
    `INSERT INTO relay_checkpoint SELECT partition, log, last_pos FROM log_counter WHERE log = $1`,
    [LOGS.fact],
  );
  await runYwk('log', 'keygen', '--out', file('key'));
  await runYwk('log', 'seal', ...database(from), '--key', file('key'));
  const { out } = await runYwk('log', 'export', ...database(from), '--out', file('whole.gz'));
  expect(out).toContain(`${ALL_LOGS}: 12 events`);
  lines = gunzipSync(readFileSync(file('whole.gz')))
    .toString()
    .trim()
    .split('\n');
});
afterAll(async () => {
  await Promise.all([from.close(), to.close()]);
  rmSync(folder, { recursive: true });
});

const ROWS = {
  event: 'SELECT * FROM event ORDER BY log, partition, pos',
  log_counter:
    'SELECT partition, log, last_pos, last_hash, log_epoch, last_recorded_ms FROM log_counter ORDER BY 1, 2',
  stream_head: 'SELECT * FROM stream_head ORDER BY 1, 2, 3',
  command_id: 'SELECT * FROM command_id ORDER BY 1, 2, 3',
  relay_checkpoint: 'SELECT * FROM relay_checkpoint ORDER BY 1, 2',
  log_seal: 'SELECT * FROM log_seal',
};
const rowsOf = async (pool: Pool): Promise<Record<string, unknown[]>> => {
  const found: Record<string, unknown[]> = {};
  for (const [table, sql] of Object.entries(ROWS)) found[table] = (await pool.query(sql)).rows;
  return found;
};

/** The first event of a partition with four of them stands on this line, from 0. */
const FIRST = 1;
const event = (at: number) => decodeEnvelope(lines[at] ?? '');
const forged = (at: number, change: object): string => {
  const changed = { ...event(at), ...change };
  return encodeEnvelope({ ...changed, hash: expectedHash(changed) });
};
const COMMAND = () => lines.findIndex((line) => line.startsWith('{"command"'));

const CHANGES: readonly [string, () => string[], string][] = [
  [
    'changed',
    () => lines.with(FIRST + 1, (lines[FIRST + 1] ?? '').replace('"actor":"test"', '"actor":"x"')),
    'position 2 (event ID): its content was changed',
  ],
  ['dropped', () => lines.toSpliced(FIRST + 1, 1), 'position 2: it was dropped'],
  [
    'inserted',
    () => lines.toSpliced(FIRST + 2, 0, forged(FIRST + 1, { prevHash: event(FIRST + 1).hash })),
    'position 2 (event ID): it was inserted: its position is taken',
  ],
  [
    'reordered',
    () => lines.toSpliced(FIRST + 1, 2, lines[FIRST + 2] ?? '', lines[FIRST + 1] ?? ''),
    'position 2 (event ID): it was moved: it stands behind later ones',
  ],
  ['cut off', () => lines.slice(0, FIRST + 3), 'position 4: it was dropped'],
  [
    'appended',
    () =>
      lines.toSpliced(FIRST + 4, 0, forged(FIRST + 3, { pos: 5, prevHash: event(FIRST + 3).hash })),
    'position 5: it was inserted: the partition ended before it',
  ],
  [
    'changed beside events',
    () =>
      lines.with(COMMAND(), (lines[COMMAND()] ?? '').replace('requestHash":"', 'requestHash":"00')),
    'Command ids, seals or heads were changed',
  ],
  ['garbled', () => lines.with(FIRST + 1, '{"log":'), `line ${FIRST + 2}: The record is not JSON`],
];

describe('an export alone', () => {
  it('verifies without a database', async () => {
    const { out, code } = await runYwk('log', 'verify', '--file', file('whole.gz'));
    expect(out.split('\n')[0]).toBe(`✔ ${ALL_LOGS}: 12 events 事件`);
    expect(out).toContain('✔ 1 seals');
    expect(code).toBe(0);
  });

  it.each(CHANGES)('names what was %s, and is refused whole', async (_, change, what) => {
    writeFileSync(file('broken'), `${change().join('\n')}\n`);
    const { out, code } = await runYwk('log', 'verify', '--file', file('broken'));
    const [line = ''] = out.split('\n');
    expect(line.replace(/event [0-9a-f-]{36}/, 'event ID')).toContain(what);
    expect(code).toBe(1);
    await expect(importInto(to, 'broken')).rejects.toThrow('nothing was imported');
  });

  it('that was packed and cut off is no whole one', async () => {
    const packed = gzipSync(lines.join('\n'));
    writeFileSync(file('cut.gz'), packed.subarray(0, packed.length / 2));
    expect((await runYwk('log', 'verify', '--file', file('cut.gz'))).code).toBe(1);
  });
});

describe('moving the logs to a new server', () => {
  it('takes all logs of a service or none', async () => {
    await runYwk('log', 'export', ...database(from), '--log', LOGS.fact, '--out', file('one'));
    await expect(importInto(to, 'one')).rejects.toThrow('The file lacks duty.call');
    expect((await rowsOf(to.owner))['event']).toEqual([]);
  });

  it('leaves the same rows there', async () => {
    const { out } = await importInto(to, 'whole.gz');
    expect(out).toBe('duty: 12 events 事件, 12 command ids, 1 seals');
    expect(await rowsOf(to.owner)).toEqual(await rowsOf(from.owner));
    expect((await runYwk('log', 'verify', ...database(to))).code).toBe(0);
  });

  it('knows commands again, and goes on', async () => {
    const [command] = from.commands;
    if (command === undefined) throw new Error('Nothing was recorded.');
    const [again] = await to.store.append([command]);
    expect(again).toEqual((await from.store.append([command]))[0]);
    expect(again?.outcome).toBe('duplicate');
    expect((await to.store.append([{ ...command, request: 'other' }]))[0]?.outcome).toBe('reused');
    await to.record(OFFICERS);
    expect((await runYwk('log', 'verify', ...database(to))).code).toBe(0);
  });

  it('refuses a log that is not empty', async () => {
    await expect(importInto(to, 'whole.gz')).rejects.toThrow('The log duty.fact.v1 is not empty');
  });

  it('can have everything sent to the topics again', async () => {
    const other = await DutyLog.open();
    await importInto(other, 'whole.gz', '--relay', 'start');
    expect((await rowsOf(other.owner))['relay_checkpoint']).toEqual([]);
    await other.close();
  });
});

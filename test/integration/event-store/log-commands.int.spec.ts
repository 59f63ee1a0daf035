import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LOG_OWNERS, LOGS, partitionOf } from '@ywk/contracts';
import { DutyLog } from './duty-log.ts';
import { runYwk } from '../../support/run-ywk.ts';

const OFFICERS = [1, 2, 3, 4].map((n) => `018fd3a2-5c3b-7e10-8a4d-00000000000${n}`);
const [OFFICER = ''] = OFFICERS;

let duty: DutyLog;
let database: string[];

beforeAll(async () => {
  duty = await DutyLog.open();
  database = ['--service', 'duty', '--database', duty.database.url];
  await duty.record(OFFICERS.flatMap((officer) => [officer, officer, officer]));
});
afterAll(() => duty.close());

describe('ywk log verify', () => {
  it('says of every log of the service that it is whole', async () => {
    const { out, code } = await runYwk('log', 'verify', ...database);
    expect(out.split('\n')).toEqual(
      LOG_OWNERS.duty.map((log) => `✔ ${log}: ${log === LOGS.fact ? 12 : 0} events 事件`),
    );
    expect(code).toBe(0);
  });

  it('names the first bad event, and ends with 1', async () => {
    const partition = partitionOf(OFFICER);
    const actor = async (name: string) =>
      duty.owner.query('UPDATE event SET actor = $1 WHERE partition = $2 AND pos = 2', [
        name,
        partition,
      ]);
    await actor('somebody');
    const { out, code } = await runYwk('log', 'verify', ...database, '--log', LOGS.fact, '--json');
    await actor('test');
    expect(JSON.parse(out)).toMatchObject({
      logs: [
        {
          log: LOGS.fact,
          ok: false,
          firstBad: { partition, pos: 2, what: 'its content was changed' },
        },
      ],
    });
    expect(code).toBe(1);
  });

  it.each([
    [['--service', 'dutty'], 'There is no service "dutty". Known: recruitment, duty,'],
    [
      ['--service', 'duty', '--log', 'x', '--database', 'postgres://x/y'],
      'duty has no log "x". It has: duty.call',
    ],
    [
      ['--service', 'duty', '--database', 'postgres://127.0.0.1:1/y'],
      'The database of duty at 127.0.0.1:1/y does not answer',
    ],
  ])('says what is wrong with %j', async (words, message) => {
    await expect(runYwk('log', 'verify', ...words)).rejects.toThrow(message);
  });
});

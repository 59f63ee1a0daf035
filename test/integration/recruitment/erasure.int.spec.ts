import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS, type OfficerRegistered } from '@ywk/contracts';
import { Relay, verifyLog, type LogRecord, type LogWriter } from '@ywk/event-store';
import { TopicWriter } from '@ywk/messaging';
import { openField } from '@ywk/platform';
import { createTestTopics, eventually, testKafka, uniqueName } from '@ywk/testing';
import { v7 } from 'uuid';
import { topicContent } from '../event-store/relay-bench.ts';
import { asRequest, hr, person, RecruitmentBench, type SamplePerson } from './recruitment-bench.ts';

let bench: RecruitmentBench;
let next = 1;

beforeAll(async () => {
  bench = await RecruitmentBench.start();
  const name = { zh: '张家港', en: 'Zhangjiagang' };
  const unit = { unit: 'ZJG-110', name, parent: null, budgetMode: 'SCALE' };
  expect((await bench.ask(hr, '/v1/units', { body: unit })).status).toBe(201);
});
afterAll(() => bench.close());

/** A text and the shapes in which it could lie about. */
const shapesOf = (text: string): string[] => [
  text,
  Buffer.from(text, 'utf8').toString('hex'),
  Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, ''),
];
const personal = (one: SamplePerson): string[] =>
  [one.name, one.identityNumber, one.phone, one.bankAccount].flatMap(shapesOf);
const foundIn = (text: string, one: SamplePerson): string[] =>
  personal(one).filter((shape) => text.includes(shape));

const path = (one: SamplePerson) => `/v1/officers/${one.officer}`;
const nameOf = async (one: SamplePerson) =>
  (await bench.ask<{ name: string | null; status: string }>(hr, path(one))).body;
const erase = (one: SamplePerson) =>
  bench.ask(hr, `${path(one)}/personal-data`, { method: 'DELETE' });

const employed = async (): Promise<SamplePerson> => {
  const one = person(next++);
  expect((await bench.ask(hr, '/v1/officers', { body: asRequest(one) })).status).toBe(201);
  return one;
};
const gone = async (): Promise<SamplePerson> => {
  const one = await employed();
  const leave = { on: '2024-03-31', ground: 'RESIGNED' };
  expect((await bench.ask(hr, `${path(one)}/leave`, { body: leave })).status).toBe(200);
  return one;
};
const nameShown = (one: SamplePerson) =>
  eventually(
    () => nameOf(one),
    ({ name }) => name === one.name,
  );
const keyOf = async (one: SamplePerson): Promise<string> => {
  const [row] = await bench.keyRows<{ kid: string }>(
    'SELECT kid FROM person_key WHERE officer = $1',
    [one.officer],
  );
  return row?.kid ?? '';
};

/** Sends to a topic of the test's own what would go to the topic of the log. */
const writerTo = (topic: string): LogWriter => {
  const inner = new TopicWriter({ brokers: testKafka().brokers });
  return {
    sendBatch: (records: readonly LogRecord[]) =>
      inner.sendBatch(records.map((record) => ({ ...record, topic }))),
    close: () => inner.close(),
  };
};

const relayed = async (): Promise<string> => {
  const topic = uniqueName('personnel');
  await createTestTopics({ logs: [topic] });
  return bench.withStore(async (store, pool) => {
    let backlog = -1;
    const relay = new Relay({
      pool,
      store,
      logs: [LOGS.personnel],
      newWriter: () => writerTo(topic),
      onProgress: (progress) => {
        backlog = progress.leading ? progress.backlog : -1;
      },
    });
    relay.start();
    await eventually(
      () => backlog,
      (left) => left === 0,
      { withinMs: 30_000 },
    );
    await relay.stop();
    const records = await topicContent(topic);
    return records.map(({ value }) => value?.toString('utf8') ?? '').join('\n');
  });
};

describe('T28 erasing a person', () => {
  test('leaves nothing readable in store, topic, boards and log lines, and the log verifies', async () => {
    const [one, witness] = [await gone(), await employed()];
    await nameShown(one);
    await nameShown(witness);
    expect(foundIn(await bench.dump(), one)).toContain(one.name);
    const before = await bench.rows(
      `SELECT officer, state - 'erased' AS state FROM officer_board ORDER BY officer`,
    );

    expect((await erase(one)).body).toMatchObject({ outcome: 'accepted' });
    await eventually(
      () => nameOf(one),
      ({ name, status }) => name === null && status === 'ERASED',
    );
    const [dump, topic] = [await bench.dump(), await relayed()];
    expect(topic).toContain('SubjectErased');
    for (const text of [dump, topic, bench.logged.join('')]) expect(foundIn(text, one)).toEqual([]);
    expect(foundIn(dump, witness)).toContain(witness.name);
    expect(
      await bench.rows(
        `SELECT officer, state - 'erased' AS state FROM officer_board ORDER BY officer`,
      ),
    ).toEqual(before);
    expect(await verifyLog(await bench.log())).toMatchObject({ ok: true });
  });

  test('ends the key: it is handed to nobody and never made again', async () => {
    const one = await gone();
    const kid = await keyOf(one);
    const service = { role: 'service', sub: 'ywk-payroll' } as const;
    const had = await bench.ask<{ key: string }>(service, `/v1/keys/${kid}`);
    const registered = (await bench.log()).find(
      ({ key, type }) => key === one.officer && type === 'OfficerRegistered',
    );
    const { name } = JSON.parse(registered?.dataText ?? '{}') as OfficerRegistered;
    expect(openField(name, Buffer.from(had.body.key, 'base64'))).toBe(one.name);

    for (const sub of ['ywk-duty', 'ywk-appraisal', 'ywk-recruitment', 'ywk-payroll2', 'payroll']) {
      const other = { role: 'service', sub } as const;
      expect((await bench.ask(other, `/v1/keys/${kid}`)).status).toBe(403);
      const lookup = { body: { kids: [kid] } };
      expect((await bench.ask(other, '/v1/keys/lookup', lookup)).status).toBe(403);
    }

    await erase(one);
    expect((await bench.ask(service, `/v1/keys/${kid}`)).status).toBe(404);
    expect((await bench.ask(service, '/v1/keys/lookup', { body: { kids: [kid] } })).body).toEqual({
      keys: [],
    });
    expect(
      await bench.keyRows('SELECT caller, handed_out FROM key_access WHERE kid = $1 ORDER BY id', [
        kid,
      ]),
    ).toEqual(
      [true, false, false].map((handed) => ({ caller: 'ywk-payroll', handed_out: handed })),
    );
    const again = await bench.ask(hr, '/v1/officers', { body: asRequest(one) });
    expect([again.status, again.body['code']]).toEqual([409, 'OFFICER_EXISTS']);
    expect(await keyOf(one)).toBe('');
  });

  test('lets the same person be registered under another id', async () => {
    const one = await gone();
    await erase(one);
    const { identityNumber } = one;
    const again = { ...person(next++), identityNumber };
    expect((await bench.ask(hr, '/v1/officers', { body: asRequest(again) })).status).toBe(201);
  });

  test('waits until the person has left, and gives way to a duty to keep', async () => {
    const one = await employed();
    expect((await erase(one)).body['code']).toBe('STILL_IN_SERVICE');
    const kept = await gone();
    await nameShown(kept);
    const restrict = { body: { ground: 'WAGE_RECORDS_TWO_YEARS' } };
    expect((await bench.ask(hr, `${path(kept)}/restrict`, restrict)).status).toBe(200);
    expect((await erase(kept)).body['code']).toBe('SUBJECT_RESTRICTED');
    await eventually(
      () => nameOf(kept),
      ({ name, status }) => name === null && status === 'RESTRICTED',
    );
    const kid = await keyOf(kept);
    expect(kid).not.toBe('');
    expect(
      (await bench.ask({ role: 'service', sub: 'ywk-payroll' }, `/v1/keys/${kid}`)).status,
    ).toBe(404);
  });

  test('is finished by the follower when the process died after writing it down', async () => {
    const one = await gone();
    const kid = await keyOf(one);
    await bench.withStore((store) =>
      store.append([
        {
          commandId: randomUUID(),
          actor: 'dying process',
          request: 'erase',
          writes: [
            {
              log: LOGS.personnel,
              stream: `officer-${one.officer}`,
              key: one.officer,
              expectedVersion: 'any',
              events: [
                {
                  eventId: v7(),
                  type: 'SubjectErased',
                  v: 1,
                  data: { officer: one.officer, kid },
                  occurredAt: '2024-06-01T00:00:00.000Z',
                },
              ],
            },
          ],
        },
      ]),
    );
    await eventually(
      () => keyOf(one),
      (left) => left === '',
    );
  });

  test('right after registering leaves no name that was filled too late', async () => {
    const several = await Promise.all(Array.from({ length: 20 }, gone));
    await Promise.all(several.map(erase));
    for (const one of several) {
      await eventually(
        () => nameOf(one),
        ({ status }) => status === 'ERASED',
      );
    }
    const officers = several.map(({ officer }) => officer);
    const left = 'SELECT officer FROM officer_name WHERE officer = ANY ($1::uuid[])';
    expect(await bench.rows(left, [officers])).toEqual([]);
  });
});

describe('with the key store off', () => {
  test('the log is folded, and names follow when it is back', async () => {
    const one = await gone();
    await bench.stopService();
    await bench.startService('postgres://nobody:none@127.0.0.1:1/none');
    await bench.withStore((store) =>
      store.append([
        {
          commandId: randomUUID(),
          actor: 'another process',
          request: 'hire',
          writes: [
            {
              log: LOGS.personnel,
              stream: `officer-${one.officer}`,
              key: one.officer,
              expectedVersion: 'any',
              events: [
                {
                  eventId: v7(),
                  type: 'OfficerHired',
                  v: 1,
                  data: {
                    officer: one.officer,
                    employment: randomUUID(),
                    from: '2024-05-01',
                    tier: null,
                    unit: 'ZJG-110',
                    post: 'CLERK',
                    team: null,
                    badge: 'F-BACK',
                    seat: null,
                  },
                  occurredAt: '2024-05-01T00:00:00.000Z',
                },
              ],
            },
          ],
        },
      ]),
    );
    await bench.rows('DELETE FROM officer_name');
    await eventually(
      () => nameOf(one),
      ({ status, name }) => status === 'IN_SERVICE' && name === null,
    );
    const refused = await bench.ask(hr, '/v1/officers', { body: asRequest(person(next++)) });
    expect([refused.status, refused.body['code']]).toEqual([503, 'STORE_NOT_AVAILABLE']);
    await bench.stopService();
    await bench.startService(bench.keysUrl);
    await nameShown(one);
  });
});

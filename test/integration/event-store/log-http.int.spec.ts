import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { clientOf, decodeEnvelope, LOGS, partitionOf, type ServiceName } from '@ywk/contracts';
import { EventStore, LogController, logRoutes } from '@ywk/event-store';
import { createApp, createIssuerKey, issueToken, loadConfig, ServiceEnv } from '@ywk/platform';
import type { IssuerKey, Role } from '@ywk/platform';
import { commandOf, TestLog, writeOf } from './test-log.ts';

let log: TestLog;
let app: NestExpressApplication;
let key: IssuerKey;
let url: string;

const get = async (
  path: string,
  role: Role | 'nobody' = 'service',
  sub = 'ywk-duty',
): Promise<Response> => {
  if (role === 'nobody') return fetch(`${url}/log/${path}`);
  const token = await issueToken({ key, sub, roles: [role], units: [], ttlSeconds: 60 });
  return fetch(`${url}/log/${path}`, { headers: { authorization: `Bearer ${token}` } });
};
const lines = async (path: string): Promise<string[]> =>
  (await (await get(path)).text()).split('\n').filter((line) => line !== '');

beforeAll(async () => {
  log = await TestLog.open(20, true, [LOGS.personnel, LOGS.period]);
  key = await createIssuerKey();
  @Module({
    controllers: [LogController],
    providers: [{ provide: EventStore, useValue: log.store }],
  })
  class LogModule {}

  app = await createApp({
    name: 'logs',
    config: loadConfig(ServiceEnv, {
      PORT: '0',
      DATABASE_URL: log.database.appUrl,
      EMBEDDED_ISSUER_KEY: JSON.stringify(key),
      LOG_LEVEL: 'silent',
    }),
    module: LogModule,
    access: logRoutes,
  });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(async () => {
  await app.close();
  await log.close();
});

describe('a log over HTTP', () => {
  const officer = 'o-http';
  const partition = partitionOf(officer);
  const append = (count: number) =>
    log.store.append([commandOf(writeOf(log.log, officer, { count }))]);

  beforeAll(() => append(5));

  test('is given line by line, as it is stored', async () => {
    const response = await get(`${log.log}/${partition}?after=1&limit=3`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const events = (await response.text()).trimEnd().split('\n').map(decodeEnvelope);
    expect(events).toEqual((await log.eventsOf(partition)).slice(1, 4));
  });

  test('tells where its partitions end', async () => {
    const heads: unknown = await (await get(log.log)).json();
    expect(heads).toEqual(await log.store.heads(log.log));
    expect(heads).toHaveLength(64);
  });

  test('answers at once, with nothing, where there is nothing', async () => {
    expect(await lines(`${log.log}/${partition}?after=5`)).toEqual([]);
    expect(await lines(`${log.log}/${partition}?after=5&wait=20`)).toEqual([]);
    expect(await lines(`${log.log}/${partition}?limit=0`)).toEqual([]);
  });

  test('lets many readers wait, and answers as soon as there is news', async () => {
    const heads = await log.store.heads(log.log);
    const since = performance.now();
    const waiting = heads.map(({ partition: at, lastPos }) =>
      lines(`${log.log}/${at}?after=${lastPos}&wait=${at === partition ? 20_000 : 500}`),
    );
    const first = waiting[partition]?.then((found) => ({ found, ms: performance.now() - since }));
    await append(2);
    expect(await first).toMatchObject({ found: [expect.any(String), expect.any(String)] });
    expect((await first)?.ms).toBeLessThan(10_000);
    const others = (await Promise.all(waiting)).filter((_, at) => at !== partition);
    expect(others).toEqual(Array(63).fill([]));
  });

  test.each([
    ['64', 400],
    ['-1', 400],
    ['1?after=x', 400],
    ['1?limit=5001', 400],
    ['1?wait=20001', 400],
  ])('refuses %s', async (path, status) => {
    const response = await get(`${log.log}/${path}`);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  test('that is of another service is not found', async () => {
    expect((await get(LOGS.decision)).status).toBe(404);
    expect((await get(`${LOGS.decision}/3`)).status).toBe(404);
  });

  test.each<[ServiceName, readonly string[]]>([
    ['recruitment', [LOGS.period]],
    ['duty', [LOGS.personnel, LOGS.period, LOGS.decision]],
    ['appraisal', [LOGS.fact, LOGS.personnel, LOGS.conduct]],
    ['payroll', [LOGS.decision, LOGS.personnel, LOGS.conduct]],
  ])('is read by %s where it follows it, and no other', async (service, followed) => {
    const kept: readonly string[] = log.logs;
    for (const name of [...Object.values(LOGS), 'unheard.of.v1']) {
      const mayBe = kept.includes(name) ? 200 : 404;
      const expected = followed.includes(name) ? mayBe : 403;
      for (const path of [name, `${name}/0`]) {
        const { status } = await get(path, 'service', clientOf(service));
        expect([path, status]).toEqual([path, expected]);
      }
    }
  });

  test('is for machines of the bureau only', async () => {
    expect((await get(log.log, 'nobody')).status).toBe(401);
    for (const role of ['hr', 'auditor', 'operator', 'officer'] as const) {
      expect((await get(log.log, role)).status).toBe(403);
      expect((await get(`${log.log}/1`, role)).status).toBe(403);
    }
  });
});

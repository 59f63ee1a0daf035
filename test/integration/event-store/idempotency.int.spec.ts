import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Body, Controller, Module, Post } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { IsInt } from 'class-validator';
import type { Pool } from 'pg';
import {
  createPool,
  eventStoreMigrations,
  migrateDatabase,
  PostgresIdempotencyStore,
} from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import {
  createApp,
  createIssuerKey,
  IDEMPOTENCY_STORE,
  issueToken,
  loadConfig,
  ServiceEnv,
  type IssuerKey,
} from '@ywk/platform';
import { createTestDatabase, query, type TestDatabase } from '@ywk/testing';

class Sum {
  @IsInt()
  amount: number;
}

let done = 0;
let wait: Promise<void> = Promise.resolve();

@Controller('v1/sums')
class SumController {
  @Post()
  async add(@Body() { amount }: Sum): Promise<object> {
    await wait;
    if (amount < 0) {
      throw new Rejection('SUM_NEGATIVE', {
        zh: '数额不得为负。',
        en: 'The amount must not be negative.',
      });
    }
    done += 1;
    return { done };
  }
}

let database: TestDatabase;
let pool: Pool;
let app: NestExpressApplication;
let key: IssuerKey;
let url: string;

const send = async (amount: number, idempotencyKey: string, sub = 'clerk') => {
  const token = await issueToken({ key, sub, roles: ['hr'], units: ['*'], ttlSeconds: 60 });
  const response = await fetch(`${url}/v1/sums`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify({ amount }),
  });
  return {
    status: response.status,
    again: response.headers.get('idempotency-replayed'),
    body: (await response.json()) as Record<string, unknown>,
  };
};

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateDatabase({ url: database.url, migrations: eventStoreMigrations, logs: [] });
  pool = createPool({ url: database.appUrl, applicationName: 'idempotency-test' });
  key = await createIssuerKey();

  @Module({
    controllers: [SumController],
    providers: [{ provide: IDEMPOTENCY_STORE, useValue: new PostgresIdempotencyStore(pool) }],
    exports: [IDEMPOTENCY_STORE],
  })
  class SumModule {}

  app = await createApp({
    name: 'sums',
    config: loadConfig(ServiceEnv, {
      PORT: '0',
      DATABASE_URL: database.appUrl,
      EMBEDDED_ISSUER_KEY: JSON.stringify(key),
      LOG_LEVEL: 'silent',
    }),
    module: { module: SumModule, global: true },
    access: { 'POST /v1/sums': { any: ['hr'] } },
  });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});

afterAll(async () => {
  await app.close();
  await pool.end();
  await database.drop();
});

beforeEach(() => {
  done = 0;
  wait = Promise.resolve();
});

const age = (seconds: number) =>
  query(database.url, `UPDATE idempotency_key SET started_at = now() - $1 * interval '1 second'`, [
    seconds,
  ]);

describe('a key', () => {
  test('makes a repeated request be answered and not done again', async () => {
    const first = await send(1, 'twice');
    const second = await send(1, 'twice');
    expect([first.status, first.again, first.body]).toEqual([201, null, { done: 1 }]);
    expect([second.status, second.again, second.body]).toEqual([201, 'true', { done: 1 }]);
    expect(done).toBe(1);
  });

  test('of another caller is another key', async () => {
    await send(1, 'shared', 'clerk-1');
    await send(1, 'shared', 'clerk-2');
    expect(done).toBe(2);
  });

  test('is refused for another body', async () => {
    await send(1, 'reused');
    const other = await send(2, 'reused');
    expect([other.status, other.body['code']]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(done).toBe(1);
  });

  test('is busy while the first request is at work', async () => {
    let finish = (): void => undefined;
    wait = new Promise((resolve) => {
      finish = resolve;
    });
    const all = [send(1, 'busy'), send(1, 'busy')];
    const early = await Promise.race(all);
    finish();
    const statuses = (await Promise.all(all)).map(({ status }) => status).sort();
    expect([early.status, early.body['code']]).toEqual([409, 'REQUEST_STILL_RUNNING']);
    expect(statuses).toEqual([201, 409]);
    expect(done).toBe(1);
  });

  test('is free again after a refusal', async () => {
    expect((await send(-1, 'mended')).status).toBe(409);
    expect((await send(1, 'mended')).status).toBe(201);
  });

  test('is free again after a day, and the old answer is gone', async () => {
    await send(1, 'old');
    await age(86_401);
    expect((await send(2, 'old')).body).toEqual({ done: 2 });
  });

  test('left behind by a process that died is taken over by the same request only', async () => {
    await send(1, 'orphan');
    await query(database.url, `UPDATE idempotency_key SET status = NULL WHERE key = 'orphan'`);
    expect((await send(1, 'orphan')).status).toBe(409);
    await age(61);
    expect((await send(2, 'orphan')).status).toBe(422);
    expect((await send(1, 'orphan')).body).toEqual({ done: 2 });
  });

  test('of unprintable characters is refused', async () =>
    expect((await send(1, 'a b')).body['code']).toBe('IDEMPOTENCY_KEY_NOT_VALID'));
});

import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Body, Controller, Get, HttpCode, Module, Post, Query, Req } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsUUID, ValidateNested } from 'class-validator';
import type { Request } from 'express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Rejection } from '@ywk/kernel';
import {
  Caller,
  CallerParam,
  createApp,
  createIssuerKey,
  everyServiceRoutes,
  Health,
  issueToken,
  loadConfig,
  PageQuery,
  readNdjson,
  ServiceEnv,
  type AccessTable,
  type IssuerKey,
  type Role,
} from '@ywk/platform';

class Line {
  @IsInt()
  amount: number;
}

class Order {
  @IsUUID()
  id: string;

  @ValidateNested({ each: true })
  @Type(() => Line)
  lines: Line[];
}

@Controller('v1/samples')
class SampleController {
  @Get('forgotten')
  forgotten(): string {
    return 'nobody said who may read this';
  }

  @Get('open')
  open(): { open: true } {
    return { open: true };
  }

  @Get('mine')
  mine(@CallerParam() caller: Caller): object {
    caller.requireReach(['ZJG', 'ZJG-110']);
    return { sub: caller.sub, reach: caller.mayReach(['ZJG', 'ZJG-110']) };
  }

  @Get('whole')
  whole(@CallerParam() { onlySelf }: Caller): object {
    return { onlySelf };
  }

  @Get('listed')
  listed(@Query() query: PageQuery): object {
    return { limit: query.limit };
  }

  @Post('orders')
  order(@Body() order: Order): object {
    return { lines: order.lines.length };
  }

  @Post('lines')
  @HttpCode(200)
  async lines(@Req() request: Request): Promise<object> {
    const lines = await readNdjson(request, { maxLines: 3 });
    return { lines: lines.map((line) => ('value' in line ? line.value : line.code)) };
  }

  @Get('refused')
  refused(): never {
    throw new Rejection('BADGE_TAKEN', {
      zh: '警号 F100001 已由他人使用。',
      en: 'The badge F100001 is worn by another.',
    });
  }

  @Get('broken')
  broken(): never {
    throw new Error('张三 440301199001011233 called from 13800138000');
  }

  @Get('outage')
  outage(): never {
    throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {}

const access: AccessTable = {
  ...everyServiceRoutes,
  'GET /v1/samples/open': 'public',
  'GET /v1/samples/mine': { units: ['hr', 'auditor'] },
  'GET /v1/samples/whole': { all: ['hr'], self: ['officer'] },
  'GET /v1/samples/listed': { any: ['hr'] },
  'POST /v1/samples/orders': { any: ['hr'] },
  'POST /v1/samples/lines': { any: ['hr'] },
  'GET /v1/samples/refused': { any: ['hr'] },
  'GET /v1/samples/broken': { any: ['hr'] },
  'GET /v1/samples/outage': { any: ['hr'] },
};

let app: NestExpressApplication;
let key: IssuerKey;
let url: string;
const logged: string[] = [];

const tokenOf = (roles: readonly Role[], units: readonly string[] = ['*']): Promise<string> =>
  issueToken({ key, sub: 'tester', roles, units, ttlSeconds: 60 });

const ask = async (path: string, init: RequestInit = {}, roles?: readonly Role[]) => {
  const headers = new Headers(init.headers);
  if (roles !== undefined) headers.set('authorization', `Bearer ${await tokenOf(roles)}`);
  const response = await fetch(`${url}${path}`, { ...init, headers });
  const text = await response.text();
  const json = (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, text, json };
};

const post = (
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
) => ask(path, { method: 'POST', body, headers }, ['hr']);

const json = { 'content-type': 'application/json' };
const ndjson = { 'content-type': 'application/x-ndjson' };

beforeAll(async () => {
  key = await createIssuerKey();
  const config = loadConfig(ServiceEnv, {
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    EMBEDDED_ISSUER_KEY: JSON.stringify(key),
  });
  app = await createApp({
    name: 'sample',
    config,
    module: SampleModule,
    access,
    rejections: { BADGE_TAKEN: { status: 409, title: { zh: '警号已被占用', en: 'Badge taken' } } },
    logTo: { write: (line) => logged.push(line) },
  });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});

afterAll(() => app.close());

describe('who may call', () => {
  test('a route that names no role is closed, even for one who has all', async () => {
    const answer = await ask('/v1/samples/forgotten', {}, ['hr', 'operator', 'service']);
    expect(answer.status).toBe(403);
    expect(answer.json['code']).toBe('ROUTE_IS_CLOSED');
  });

  test('what asks for every unit takes nobody with fewer, but for their own affairs', async () => {
    const as = async (roles: readonly Role[], units: readonly string[]) => {
      const headers = { authorization: `Bearer ${await tokenOf(roles, units)}` };
      return (await ask('/v1/samples/whole', { headers })).json;
    };
    expect(await as(['hr'], ['*'])).toEqual({ onlySelf: false });
    expect(await as(['hr'], ['ZJG'])).toMatchObject({ code: 'UNIT_OUT_OF_SCOPE' });
    expect(await as(['hr', 'officer'], ['ZJG'])).toEqual({ onlySelf: true });
  });

  test('a public route needs no token', async () =>
    expect((await ask('/v1/samples/open')).status).toBe(200));

  test('without a token, with a foreign one, with another role', async () => {
    const foreign = await issueToken({
      key: { ...(await createIssuerKey()), kid: key.kid },
      sub: 'x',
      roles: ['hr'],
      units: ['*'],
      ttlSeconds: 60,
    });
    const stranger = { headers: { authorization: `Bearer ${foreign}` } };
    expect((await ask('/v1/samples/mine')).json['code']).toBe('TOKEN_NOT_VALID');
    expect((await ask('/v1/samples/mine', stranger)).json['code']).toBe('TOKEN_NOT_VALID');
    expect((await ask('/v1/samples/mine', {}, ['officer'])).json['code']).toBe('ROLE_MISSING');
    expect((await ask('/v1/samples/mine', {}, ['auditor'])).json).toEqual({
      sub: 'tester',
      reach: true,
    });
  });

  test('an expired token and one for another audience are refused', async () => {
    const claims = { key, sub: 'x', roles: ['hr'], units: ['*'] } as const;
    const expired = await issueToken({ ...claims, ttlSeconds: -120 });
    const elsewhere = await issueToken({ ...claims, ttlSeconds: 60, audience: 'another' });
    for (const token of [expired, elsewhere]) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await ask('/v1/samples/mine', { headers })).status).toBe(401);
    }
  });

  test('a unit reaches what lies below it and nothing beside it', async () => {
    const inside = await tokenOf(['hr'], ['ZJG']);
    const beside = await tokenOf(['hr'], ['ZJG-110-A', 'LG']);
    const as = (token: string) =>
      ask('/v1/samples/mine', { headers: { authorization: `Bearer ${token}` } });
    expect((await as(inside)).status).toBe(200);
    expect((await as(beside)).json['code']).toBe('UNIT_OUT_OF_SCOPE');
  });
});

describe('what bad input gets', () => {
  test('every wrong member is named by pointer', async () => {
    const body = JSON.stringify({ id: 'x', lines: [{ amount: 1 }, { amount: 'two' }], score: 100 });
    const answer = await post('/v1/samples/orders', body, json);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.json).toMatchObject({
      type: 'urn:yiwangkao:problem:REQUEST_NOT_VALID',
      title: '请求内容不符合要求',
      status: 400,
      instance: '/v1/samples/orders',
    });
    const pointers = (answer.json['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(['/id', '/lines/1/amount', '/score']);
  });

  test('broken JSON, a large body, an unknown encoding', async () => {
    const broken = await post('/v1/samples/orders', '{"id":', json);
    const large = await post('/v1/samples/orders', `{"id":"${'x'.repeat(2 ** 21)}"}`, json);
    const packed = await post('/v1/samples/orders', '{}', { ...json, 'content-encoding': 'zip' });
    expect([broken.status, broken.json['code']]).toEqual([400, 'BODY_NOT_READABLE']);
    expect([large.status, large.json['code']]).toEqual([413, 'BODY_TOO_LARGE']);
    expect([packed.status, packed.json['code']]).toEqual([415, 'ENCODING_NOT_SUPPORTED']);
  });

  test('a gzip body is read', async () => {
    const body = gzipSync(JSON.stringify({ id: crypto.randomUUID(), lines: [{ amount: 1 }] }));
    const answer = await post('/v1/samples/orders', new Uint8Array(body), {
      ...json,
      'content-encoding': 'gzip',
    });
    expect(answer.json).toEqual({ lines: 1 });
  });

  test('a query is checked like a body', async () => {
    expect((await ask('/v1/samples/listed?limit=7', {}, ['hr'])).json).toEqual({ limit: 7 });
    expect((await ask('/v1/samples/listed?limit=0', {}, ['hr'])).status).toBe(400);
  });

  test('a rejection, an outage, an unknown path', async () => {
    const rejected = await ask('/v1/samples/refused', { headers: { 'accept-language': 'en' } }, [
      'hr',
    ]);
    const outage = await ask('/v1/samples/outage', {}, ['hr']);
    const lost = await ask('/v1/nothing', {}, ['hr']);
    expect([rejected.status, rejected.json['title']]).toEqual([409, 'Badge taken']);
    expect([outage.status, outage.headers.get('retry-after')]).toEqual([503, '5']);
    expect([lost.status, lost.json['code']]).toEqual([404, 'NOT_FOUND']);
  });

  test('a defect tells nothing outside, and no personal data in the log', async () => {
    const headers = { 'x-correlation-id': 'trace-1' };
    const answer = await ask('/v1/samples/broken?q=张三', { headers }, ['hr']);
    expect(answer.json).toEqual({
      type: 'urn:yiwangkao:problem:UNEXPECTED',
      title: '系统内部错误',
      titles: { zh: '系统内部错误', en: 'Unexpected error' },
      status: 500,
      code: 'UNEXPECTED',
      advice: '记下 traceId 并联系系统运维人员。',
      advices: {
        zh: '记下 traceId 并联系系统运维人员。',
        en: 'Note the traceId and tell those who run the system.',
      },
      instance: '/v1/samples/broken',
      traceId: 'trace-1',
    });
    const lines = logged.filter((line) => line.includes('trace-1')).join('');
    expect(lines).toContain('request failed');
    expect(lines).not.toMatch(/440301199001011233|13800138000|eyJ|q=/);
  });
});

describe('lines', () => {
  test('each bad line is answered and the rest lives', async () => {
    const body = `{"a":1}\r\n\n${'x'.repeat(70_000)}\nno json`;
    const answer = await post('/v1/samples/lines', body, ndjson);
    expect(answer.json).toEqual({ lines: [{ a: 1 }, 'LINE_TOO_LONG', 'LINE_NOT_JSON'] });
  });

  test('too many lines, broken gzip and another type are refused whole', async () => {
    const many = await post('/v1/samples/lines', '1\n2\n3\n4\n', ndjson);
    const torn = await post(
      '/v1/samples/lines',
      new Uint8Array(gzipSync('{"a":1}\n').subarray(0, 20)),
      { ...ndjson, 'content-encoding': 'gzip' },
    );
    const other = await post('/v1/samples/lines', 'a,b', { 'content-type': 'text/csv' });
    expect([many.status, many.json['code']]).toEqual([413, 'TOO_MANY_LINES']);
    expect([torn.status, torn.json['code']]).toEqual([400, 'BODY_NOT_READABLE']);
    expect(other.status).toBe(415);
  });
});

describe('what runs beside', () => {
  test('readiness names what fails, liveness does not ask', async () => {
    app.get(Health).register('database', () => {
      throw new Error('connection refused');
    });
    expect((await ask('/health/live')).status).toBe(200);
    const ready = await ask('/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.json).toEqual({ status: 'failing', checks: { database: 'connection refused' } });
  });

  test('metrics tell routes, not paths', async () => {
    const { text } = await ask('/metrics');
    expect(text).toContain('route="/v1/samples/mine",status="200"');
    expect(text).toContain('ywk_follower_lag_events');
    expect(text).not.toContain('/v1/nothing');
  });

  test('the interface is described', async () => {
    const { json: document } = await ask('/openapi.json');
    expect(document['openapi']).toBe('3.1.0');
    expect(Object.keys(document['paths'] as object)).toContain('/v1/samples/orders');
    expect((await ask('/docs')).status).toBe(200);
  });

  test('answers carry a correlation id and protecting headers', async () => {
    const { headers } = await ask('/v1/samples/open', {
      headers: { 'x-correlation-id': 'bad id\t' },
    });
    expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('the id of a request is the trace that it names, and whoever shows no token names none', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const named = { headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` } };
    const known = await ask('/v1/samples/open', named, ['hr']);
    expect(known.headers.get('x-correlation-id')).toBe(trace);
    const unknown = await ask('/v1/samples/open', named);
    expect(unknown.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

import { connect, type Socket } from 'node:net';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Get, Header, HttpCode, Module, Post } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createIssuerKey, type IssuerKey } from '../auth/issuer-key.ts';
import { issueToken } from '../auth/issue-token.ts';
import type { Role } from '../auth/roles.ts';
import { loadConfig } from '../config/load-config.ts';
import { ServiceEnv } from '../config/service-env.ts';
import { createApp } from './create-app.ts';

const LONG = 'x'.repeat(8192);
const PAGE = 'https://portal.example';

/** Ends the work of the slow route. */
let finish = (): void => undefined;
let finished = false;

@Controller('v1')
class SampleController {
  @Get('long')
  long(): object {
    return { LONG };
  }

  @Get('lines')
  @Header('Content-Type', 'application/x-ndjson')
  lines(): string {
    return LONG;
  }

  @Post('taken')
  @HttpCode(200)
  taken(): object {
    return {};
  }

  @Get('slow')
  async slow(): Promise<object> {
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    finished = true;
    return {};
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {}

const reader: { any: Role[] } = { any: ['hr', 'service', 'dispatch-feed'] };
const access = {
  'GET /v1/long': reader,
  'GET /v1/lines': reader,
  'POST /v1/taken': reader,
  'GET /v1/slow': reader,
};

let key: IssuerKey;

const start = async (more: Record<string, string>): Promise<NestExpressApplication> => {
  const config = loadConfig(ServiceEnv, {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    EMBEDDED_ISSUER_KEY: JSON.stringify(key),
    ...more,
  });
  const app = await createApp({ name: 'sample', config, module: SampleModule, access });
  await app.listen(0, '127.0.0.1');
  return app;
};

let app: NestExpressApplication;
let url: string;

beforeAll(async () => {
  key = await createIssuerKey();
  const limits = { RATE_LIMIT_REQUESTS: '3', HTTP_ANSWER_SECONDS: '1', HTTP_BODY_KIB: '16' };
  app = await start({ ...limits, CORS_ORIGINS: PAGE });
  url = await app.getUrl();
});

afterAll(() => app.close());

interface Asked {
  readonly as?: string;
  readonly role?: Role;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly at?: string;
}

const ask = async (path: string, asked: Asked = {}): Promise<Response> => {
  const { as = crypto.randomUUID(), role = 'hr', headers = {}, at = url, ...init } = asked;
  const token = await issueToken({ key, sub: as, roles: [role], units: ['*'], ttlSeconds: 60 });
  return fetch(`${at}${path}`, {
    ...init,
    headers: { ...headers, authorization: `Bearer ${token}` },
  });
};

const statuses = async (path: string, asked: Asked): Promise<number[]> => {
  const found: number[] = [];
  for (let at = 0; at < 4; at += 1) found.push((await ask(path, asked)).status);
  return found;
};

const server = (): Server => app.getHttpServer() as Server;

/** What the server answers to bytes that are no whole request. */
const answerTo = (bytes: string, then: (socket: Socket) => void = () => undefined) =>
  new Promise<string>((resolve, reject) => {
    let text = '';
    server().once('connection', (socket: Socket) => socket.once('data', () => then(socket)));
    const client = connect({ host: '127.0.0.1', port: Number(new URL(url).port) }, () =>
      client.write(bytes),
    );
    client.on('data', (chunk) => (text += chunk.toString('utf8')));
    client.once('end', () => resolve(text));
    client.once('error', reject);
  });

describe('how often', () => {
  test('a caller may ask as often as the policy says; another one is not touched by it', async () => {
    const first = await ask('/v1/long', { as: 'busy' });
    expect(first.headers.get('ratelimit-policy')).toBe('"caller";q=3;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"caller";r=2;t=\d+$/);
    await ask('/v1/long', { as: 'busy' });
    await ask('/v1/long', { as: 'busy' });
    const above = await ask('/v1/long', { as: 'busy' });
    expect([above.status, above.headers.get('ratelimit')?.slice(0, 12)]).toEqual([
      429,
      '"caller";r=0',
    ]);
    expect(Number(above.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await above.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS', title: '请求过于频繁' });
    expect((await ask('/v1/long', { as: 'calm' })).status).toBe(200);
  });

  test('our own services and deliveries of lines do not count', async () => {
    const lines = { 'content-type': 'application/x-ndjson' };
    expect(await statuses('/v1/long', { as: 'follower', role: 'service' })).not.toContain(429);
    const delivery = { as: 'cad', method: 'POST', headers: lines, body: '{}' } as const;
    expect(await statuses('/v1/taken', { ...delivery, role: 'dispatch-feed' })).not.toContain(429);
    expect(await statuses('/v1/taken', { as: 'hr', method: 'POST' })).toContain(429);
  });
});

describe('how large and how long', () => {
  test('a body above the limit is refused, packed or not', async () => {
    const large = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const answer = await ask('/v1/taken', {
      ...large,
      body: JSON.stringify({ x: 'x'.repeat(17_000) }),
    });
    expect([answer.status, (await answer.json()) as unknown]).toEqual([
      413,
      expect.objectContaining({ code: 'BODY_TOO_LARGE' }),
    ]);
  });

  test('work that takes too long is answered, and goes on', async () => {
    const answer = await ask('/v1/slow', { headers: { 'accept-language': 'zh;q=0.3, en' } });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(answer.headers.get('content-language')).toBe('en');
    expect(await answer.json()).toMatchObject({
      code: 'ANSWER_TOO_SLOW',
      title: 'Not answered in time',
    });
    expect(finished).toBe(false);
    finish();
    await Promise.resolve();
    expect(finished).toBe(true);
  });

  test('a request that does not arrive, and one that is none, get a problem too', async () => {
    const late = await answerTo(
      'POST /v1/taken HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n',
      (socket) =>
        server().emit(
          'clientError',
          Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }),
          socket,
        ),
    );
    expect(late).toMatch(
      /^HTTP\/1.1 408 Request Timeout\r\nContent-Type: application\/problem\+json/,
    );
    expect(late).toContain('"code":"REQUEST_TOO_SLOW"');
    expect(await answerTo('NONSENSE\r\n\r\n')).toContain('"code":"BODY_NOT_READABLE"');
    const wide = `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`;
    expect(await answerTo(wide)).toContain('"code":"HEADERS_TOO_LARGE"');
  });

  test('a long answer is packed, lines for our followers are not', async () => {
    const packed = await ask('/v1/long');
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(await packed.json()).toEqual({ LONG });
    expect((await ask('/v1/lines')).headers.get('content-encoding')).toBeNull();
  });
});

describe('pages of other origins', () => {
  const from = (origin: string, at?: string) =>
    ask('/v1/long', { headers: { origin }, ...(at === undefined ? {} : { at }) });

  test('are let in when they are on the list', async () => {
    const { headers } = await from(PAGE);
    expect(headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(headers.get('access-control-expose-headers')).toContain('Idempotency-Replayed');
    expect(
      (await from('https://other.example')).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });

  test('are not let in when there is no list', async () => {
    const closed = await start({});
    const { headers } = await from(PAGE, await closed.getUrl());
    await closed.close();
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('ratelimit-policy')).toBe('"caller";q=60000;w=60');
  });
});

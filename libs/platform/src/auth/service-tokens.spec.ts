import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ServiceTokens } from './service-tokens.ts';

/** Answers of a token endpoint, in the order in which they are given. */
let answers: (string | number)[];
let asked: string[];
let server: Server;
let folder: string;
let now: number;
let tokens: ServiceTokens;

beforeEach(async () => {
  [answers, asked, now] = [[], [], 0];
  folder = mkdtempSync(join(tmpdir(), 'ywk-'));
  writeFileSync(join(folder, 'secret'), 'first\n');
  server = createServer((request, response) => {
    const [, basic = ''] = (request.headers.authorization ?? '').split(' ');
    asked.push(decodeURIComponent(Buffer.from(basic, 'base64').toString()));
    const answer = answers.shift() ?? 500;
    response.setHeader('content-type', 'application/json');
    if (typeof answer === 'number') response.writeHead(answer).end('{"error":"server_error"}');
    else
      response.end(JSON.stringify({ access_token: answer, token_type: 'bearer', expires_in: 100 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  tokens = new ServiceTokens(
    'duty',
    {
      JWT_ISSUER: 'https://id.example',
      JWT_AUDIENCE: 'yiwangkao',
      SERVICE_TOKEN_URL: `http://127.0.0.1:${port}/token`,
      SERVICE_CLIENT_ID: 'ywk-duty',
      SERVICE_CLIENT_SECRET_FILE: join(folder, 'secret'),
    },
    () => now,
  );
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const renewed = async (token: string): Promise<void> => {
  while ((await tokens.token()) !== token) await new Promise((resolve) => setImmediate(resolve));
};

describe("a service's own token", () => {
  test('is asked for once, and shown for four fifths of its life', async () => {
    answers = ['one'];
    expect(await Promise.all([tokens.token(), tokens.token()])).toEqual(['one', 'one']);
    now = 79_999;
    expect(await tokens.token()).toBe('one');
    expect(asked).toEqual(['ywk-duty:first']);
  });

  test('is renewed before it ends, with the secret that then stands in the file', async () => {
    answers = ['one', 'two'];
    await tokens.token();
    writeFileSync(join(folder, 'secret'), 'second\n');
    now = 80_000;
    expect(await tokens.token()).toBe('one');
    await renewed('two');
    expect(asked).toEqual(['ywk-duty:first', 'ywk-duty:second']);
  });

  test('serves on while the issuer is away, and not beyond its end', async () => {
    answers = ['one', 500, 500];
    await tokens.token();
    now = 90_000;
    expect(await tokens.token()).toBe('one');
    now = 95_000;
    await expect(tokens.token()).rejects.toThrow();
  });

  test('is asked for again after a second, then twice as long each time', async () => {
    const failsAt = async (at: number): Promise<number> => {
      now = at;
      await expect(tokens.token()).rejects.toThrow();
      return asked.length;
    };
    expect(await failsAt(0)).toBe(1);
    expect(await failsAt(999)).toBe(1);
    expect(await failsAt(1_000)).toBe(2);
    expect(await failsAt(2_999)).toBe(2);
    expect(await failsAt(3_000)).toBe(3);
    answers = ['one'];
    now = 7_000;
    expect(await tokens.token()).toBe('one');
  });
});

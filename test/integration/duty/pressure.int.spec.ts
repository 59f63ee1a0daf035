import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DispatchEvent } from '@ywk/contracts';
import { DutyBench } from './duty-bench.ts';
import { ywk } from './public-data.ts';

let duty: DutyBench;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ywk-import-'));
  duty = await DutyBench.start({ FEED_QUEUE_LINES: '10000', FEED_APPENDS: '1' });
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await duty.stop();
});

const full = (name: string): DispatchEvent[] =>
  Array.from({ length: 10_000 }, (_, n) => ({
    source: 'cad-p',
    eventId: `${name}.${n}`,
    callId: `${name}.${n}`,
    kind: 'received',
    at: '2024-05-31T15:50:00Z',
  }));

describe('a door under pressure', () => {
  test('turns away what does not fit into its queue, and takes it later', async () => {
    const deliveries = ['a', 'b', 'c'].map(full);
    const answers = await Promise.all(deliveries.map((lines) => duty.feed(lines, { gzip: true })));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('retry-after')).toBe('2');
    expect(refused[0]?.body).toMatchObject({ code: 'QUEUE_FULL', status: 429 });
    const at = answers.findIndex(({ status }) => status === 429);
    const again = await duty.feed(deliveries[at] ?? [], { gzip: true });
    expect(again.body).toMatchObject({ accepted: 10_000, duplicates: 0 });
  }, 300_000);
});

/** Passes requests on until it has seen so many deliveries; then it breaks down. */
const breaking = async (
  deliveries: number,
): Promise<{ server: Server; url: string; mend: () => void }> => {
  let left = deliveries;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.method === 'POST') left -= 1;
      if (left < 0) return response.writeHead(500).end('broken');
      const headers = Object.entries(request.headers).filter(([name]) =>
        /^(authorization|content-(type|encoding))$/.test(name),
      );
      const body = new Uint8Array(Buffer.concat(parts));
      void fetch(`${duty.url}${request.url}`, {
        method: request.method ?? 'GET',
        body,
        headers: Object.fromEntries(headers) as Record<string, string>,
      })
        .then(async (answer) => response.writeHead(answer.status).end(await answer.text()))
        .catch((error: unknown) => response.writeHead(502).end(String(error)));
      return response;
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}`, mend: () => (left = Number.MAX_SAFE_INTEGER) };
};

describe('an import that is broken off', () => {
  test('goes on behind what was acknowledged', async () => {
    const file = join(folder, 'calls.csv');
    const map = join(folder, 'map.yaml');
    const rows = Array.from(
      { length: 5_000 },
      (_, n) => `C${n},2024-05-31 10:00:00,2024-05-31 10:00:05,2024-05-31 10:30:00`,
    );
    writeFileSync(file, ['id,got,taken,done', ...rows].join('\n'));
    writeFileSync(
      map,
      [
        'source: cad-i',
        'timeZone: Asia/Shanghai',
        'format: csv',
        'time: YYYY-MM-DD HH:mm:ss',
        'call: [id]',
        'events:',
        '  - { kind: received, at: got }',
        '  - { kind: answered, at: taken }',
        '  - { kind: closed, at: done }',
      ].join('\n'),
    );
    const { server, url, mend } = await breaking(2);
    try {
      const words = ['feed', 'import', file, '--map', map];
      await expect(ywk({ url, token: (role) => duty.token(role) }, ...words)).rejects.toThrow(
        '500',
      );
      mend();
      const report = await ywk({ url, token: (role) => duty.token(role) }, ...words);
      expect(report).toMatchObject({
        events: 15_000,
        resumedAfter: 10_000,
        accepted: 5_000,
        duplicates: 0,
      });
    } finally {
      server.close();
    }
    const { calls } = await duty.get('/v1/figures/calls?source=cad-i&interval=received-closed');
    expect(calls).toBe(5_000);
  }, 300_000);
});

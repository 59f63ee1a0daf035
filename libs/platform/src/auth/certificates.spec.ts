import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TlsEnv } from '../config/tls-env.ts';
import { fetchWith } from './certificates.ts';

const packed = gzipSync(
  JSON.stringify(Array.from({ length: 500 }, (_, number) => ({ number, half: number / 7 }))),
);

/** Lets other work go on so many times. */
const turns = async (count: number): Promise<void> => {
  for (let done = 0; done < count; done += 1) await new Promise((next) => setImmediate(next));
};

let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' });
    response.write(packed.subarray(0, 100));
    void turns(20).then(() => response.end(packed.subarray(100)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const fetchAs = fetchWith(new TlsEnv());

/** Reads an answer, and calls it off so many turns after its headers came. */
const readAndCallOff = async (after: number): Promise<string> => {
  const calledOff = new AbortController();
  const response = await fetchAs(url, { signal: calledOff.signal });
  const read = response.json().then(
    () => 'read',
    () => 'called off',
  );
  await turns(after);
  calledOff.abort();
  return read;
};

test('who reads a packed body is told when the request is called off meanwhile', async () => {
  const ends = new Set<string>();
  for (let round = 0; round < 10; round += 1) {
    const readers = Array.from({ length: 8 }, (_, reader) => readAndCallOff(10 * reader));
    for (const end of await Promise.all(readers)) ends.add(end);
  }
  expect(ends).toContain('called off');
}, 10_000);

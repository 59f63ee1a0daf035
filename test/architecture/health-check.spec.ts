import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createPlain, type RequestListener, type Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TestAuthority, type CertificateFiles } from '../support/certificates.ts';

const program = fileURLToPath(new URL('../../deploy/container/health.mjs', import.meta.url));

let authority: TestAuthority;
let files: CertificateFiles;
beforeAll(async () => {
  authority = await TestAuthority.create('bureau');
  // Expired: whoever looks at it from outside is told, and the process still does its work.
  files = await authority.issue('ywk-duty', -1);
});
afterAll(() => authority.remove());

const answering =
  (status: number): RequestListener =>
  (request, response) =>
    void response.writeHead(request.url === '/health/ready' ? status : 404).end('{}');

const overTls = (status: number): Server =>
  createSecure(
    { cert: readFileSync(files.cert), key: readFileSync(files.key) },
    answering(status),
  ) as unknown as Server;

/** What the health check of the image ends with. */
const checked = async (server: Server, environment: NodeJS.ProcessEnv): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, [program], {
    env: { ...environment, PORT: String(port) },
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'exit')) as [number];
  server.close();
  return code;
};

describe('the health check in a container', () => {
  test.each([
    [200, 0],
    [503, 1],
  ])('of a service that answers %d ends with %d, over HTTP and HTTPS', async (status, code) => {
    expect(await checked(createPlain(answering(status)), {})).toBe(code);
    expect(await checked(overTls(status), { TLS_CERT_FILE: files.cert })).toBe(code);
  });

  test('fails where the service speaks HTTPS and nobody said so', async () =>
    expect(await checked(overTls(200), {})).toBe(1));
});

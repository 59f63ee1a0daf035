import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '@ywk/duty-app';
import { freePorts } from '@ywk/local';
import { createIssuerKey } from '@ywk/platform';
import { createTestDatabase, eventually, type TestDatabase } from '@ywk/testing';

const PROGRAM = fileURLToPath(new URL('../../../services/duty/app/dist/main.js', import.meta.url));

let database: TestDatabase;
let service: ChildProcess;
let url: string;
beforeAll(async () => {
  database = await createTestDatabase('ywk_start');
  await migrate(database.url);
  const [port = 0, nobody = 0] = await freePorts(2);
  url = `http://127.0.0.1:${port}`;
  service = spawn(process.execPath, [PROGRAM, 'serve'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PORT: String(port),
      LOG_LEVEL: 'silent',
      NODE_ENV: 'development',
      DATABASE_URL: database.appUrl,
      MIGRATION_DATABASE_URL: database.url,
      KAFKA_BROKERS: `127.0.0.1:${nobody}`,
      EMBEDDED_ISSUER_KEY: JSON.stringify(await createIssuerKey()),
    },
  });
}, 60_000);
afterAll(async () => {
  service.kill('SIGKILL');
  await database.drop();
});

test('a service serves while no broker answers, and stops when it is told to', async () => {
  const ready = async (): Promise<boolean> => (await fetch(`${url}/health/ready`)).ok;
  await eventually(ready, Boolean, { withinMs: 40_000 });
  const ended = once(service, 'exit');
  service.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { POST_CODES } from '@ywk/contracts';
import { freePorts, placesIn, processesOf, type DemoSummary } from '@ywk/local';
import { eventually, query } from '@ywk/testing';

const program = new URL('../../../deploy/local/dist/main.js', import.meta.url).pathname;

// Each test starts the whole system, some twice.
jest.setTimeout(300_000);

let folder: string;
let environment: NodeJS.ProcessEnv;
let ports: number[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ywk-launcher-'));
  chmodSync(folder, 0o755);
  ports = await freePorts(7);
  environment = {
    ...process.env,
    DATABASE_URL: '',
    KAFKA_BROKERS: '',
    YWK_FOLDER: folder,
    YWK_POSTGRES_PORT: String(ports[0]),
    YWK_KAFKA_PORT: String(ports[1]),
    YWK_KAFKA_CONTROLLER_PORT: String(ports[2]),
    YWK_RECRUITMENT_PORT: String(ports[3]),
    YWK_DUTY_PORT: String(ports[4]),
    YWK_APPRAISAL_PORT: String(ports[5]),
    YWK_PAYROLL_PORT: String(ports[6]),
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | string>;
}

const start = (parameters: string[], extra: NodeJS.ProcessEnv = {}): Run => {
  const child = spawn(process.execPath, [program, ...parameters], {
    env: { ...environment, ...extra },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listen = (data: Buffer): void => void (said += data.toString());
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? '')),
  );
  return { child, said: () => said, ended };
};

const WITHIN = { withinMs: 120_000, everyMs: 100 };
const untilSaid = (run: Run, words: string): Promise<string> =>
  eventually(run.said, (text) => text.includes(words), WITHIN);

const leftovers = () => {
  const places = placesIn(folder);
  return processesOf(places, [join(places.postgres, 'cluster')]).map(({ words }) =>
    words.join(' '),
  );
};

const superuser = (): string => {
  const { superuser: password } = JSON.parse(
    readFileSync(placesIn(folder).secrets, 'utf8'),
  ) as Record<string, string>;
  return `postgres://postgres:${password}@127.0.0.1:${ports[0]}/ywk_duty`;
};

test('a port in use is named before anything starts', async () => {
  const [port = 0] = await freePorts(1);
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  const run = start(['--once', '--no-demo'], { YWK_DUTY_PORT: String(port) });
  expect(await run.ended).toBe(69);
  expect(run.said()).toContain(`${port} (duty): free it, or set YWK_DUTY_PORT=…`);
  expect(leftovers()).toEqual([]);
  await new Promise((resolve) => other.close(resolve));
});

test('what the command line does not know is a usage error', async () => {
  const run = start(['--onec']);
  expect([await run.ended, run.said()]).toEqual([64, expect.stringContaining('--onec')]);
});

test('servers of the person are never emptied', async () => {
  const run = start(['--fresh'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/postgres' });
  expect([await run.ended, run.said()]).toEqual([64, expect.stringContaining('--fresh')]);
});

test('a start is killed half way', async () => {
  const killed = start(['--no-demo']);
  await untilSaid(killed, 'Topics');
  killed.child.kill('SIGKILL');
  await killed.ended;
});

test('the next one starts, a second launcher is refused, a killed service comes back', async () => {
  const run = start(['--no-demo']);
  await untilSaid(run, 'Running until Ctrl-C');
  const second = start(['--no-demo']);
  expect(await second.ended).toBe(75);
  expect(second.said()).toContain(`process ${run.child.pid}`);

  await query(superuser(), 'CREATE TABLE kept AS SELECT 7 AS x');
  const duty = processesOf(placesIn(folder), []).find(({ words }) =>
    words.some((word) => word.endsWith('services/duty/app/dist/main.js')),
  );
  process.kill(duty?.pid ?? 0, 'SIGKILL');
  await untilSaid(run, 'duty is back');
  const health = await fetch(`http://127.0.0.1:${ports[4]}/health/ready`);
  expect(health.status).toBe(200);

  run.child.kill('SIGKILL');
  await run.ended;
  await eventually(leftovers, (left) => left.length === 0, WITHIN);
});

test('a launcher that was killed took everything with it, and the next start keeps the data', async () => {
  const run = start(['--no-demo']);
  await untilSaid(run, 'Running until Ctrl-C');
  expect(await query(superuser(), 'SELECT x FROM kept')).toEqual([{ x: 7 }]);
  run.child.kill('SIGINT');
  expect([await run.ended, run.said()]).toEqual([130, expect.stringContaining('Summary')]);
  expect(leftovers()).toEqual([]);
});

test('without Kafka the services follow each other over HTTP and come to the same totals', async () => {
  const json = join(folder, 'summary.json');
  const size = ['--officers', '120', '--calls', '600', '--seed', '3'];
  const run = start(['--once', '--fresh', ...size, '--json', json], { YWK_FOLLOW: 'http' });
  expect([await run.ended, run.said()]).toEqual([0, expect.not.stringContaining('Kafka')]);
  const { checks, posts, pay } = JSON.parse(readFileSync(json, 'utf8')) as DemoSummary;
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
  expect(posts.map(({ scored }) => scored > 0)).toEqual(POST_CODES.map(() => true));
  // All but the two of the unit that is refused.
  expect(pay['PERFORMANCE']?.lines).toBe(118);
});

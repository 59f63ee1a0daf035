import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { freePorts, portIsFree, startKafka, startPostgres } from '@ywk/local';
import { eventually, query } from '@ywk/testing';

// A broker that was killed waits for its own old session before it comes back.
jest.setTimeout(180_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ywk-servers-'));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const postgresIn = async (name: string, port?: number) =>
  startPostgres({
    dataDir: join(folder, name),
    port: port ?? (await freePorts(1))[0] ?? 0,
    password: 'secret',
    logFile: join(folder, `${name}.log`),
  });

describe('PostgreSQL', () => {
  test('keeps its data through a kill and through a stop', async () => {
    const first = await postgresIn('kept');
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS x');
    const pid = first.pid();
    process.kill(pid, 'SIGKILL');
    expect(await first.exited()).toBe('signal SIGKILL');
    await first.restart();
    expect(first.pid()).not.toBe(pid);
    expect(await query(first.url, 'SELECT x FROM kept')).toEqual([{ x: 7 }]);
    await first.stop();
    const second = await postgresIn('kept');
    expect(await query(second.url, 'SELECT x FROM kept')).toEqual([{ x: 7 }]);
    await second.stop();
  });

  test('says what its log says when it does not come up', async () => {
    const server = await postgresIn('one');
    const port = Number(new URL(server.url).port);
    await expect(postgresIn('two', port)).rejects.toThrow(/address already in use/i);
    await server.stop();
    expect(isAlive(server.pid())).toBe(false);
  });

  test('is loyal to its commits: the log is flushed', async () => {
    const server = await postgresIn('loyal');
    const [row] = await query<{ fsync: string; commit: string }>(
      server.url,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit`,
    );
    await server.stop();
    expect(row).toEqual({ fsync: 'on', commit: 'on' });
  });
});

test('Kafka comes back on its data after a kill', async () => {
  const [port = 0, controllerPort = 0] = await freePorts(2);
  const broker = await startKafka({
    dataDir: join(folder, 'kafka'),
    port,
    controllerPort,
    logFile: join(folder, 'kafka.log'),
  });
  process.kill(broker.pid(), 'SIGKILL');
  await broker.exited();
  await broker.restart();
  expect(await portIsFree(port)).toBe(false);
  await broker.stop();
  expect(await portIsFree(port)).toBe(true);
});

test('servers whose starter is killed are ended, and the folder goes with them', async () => {
  const [port = 0] = await freePorts(1);
  const home = join(folder, 'starter');
  const door = new URL('../../../deploy/local/dist/index.js', import.meta.url).href;
  const program = `
    import { mkdirSync } from 'node:fs';
    const { startPostgres, removeFolderAtEnd } = await import('${door}');
    mkdirSync('${home}');
    removeFolderAtEnd('${home}');
    const server = await startPostgres({ dataDir: '${home}/data', port: ${port}, logFile: '${home}/log' });
    process.stdout.write(String(server.pid()));
    process.kill(process.pid, 'SIGKILL');`;
  const starter = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  starter.stdout.on('data', (data) => (said += String(data)));
  await new Promise((resolve) => starter.once('close', resolve));
  expect(Number(said)).toBeGreaterThan(0);
  await eventually(
    () => [isAlive(Number(said)), existsSync(home)],
    ([alive, there]) => !alive && !there,
  );
});

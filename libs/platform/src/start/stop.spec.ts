import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { Health } from '../health/health.ts';
import { createLogger } from '../logging/logger.ts';
import { stopGracefully } from './stop.ts';

const started = (parentPipe: boolean, close: () => Promise<void> = () => Promise.resolve()) => {
  const seen: string[] = [];
  const health = new Health();
  let exited: (code: number) => void = () => undefined;
  const code = new Promise<number>((resolve) => {
    exited = resolve;
  });
  const host = Object.assign(new EventEmitter(), {
    stdin: new PassThrough(),
    exit: (value: number) => exited(value),
  });
  const app = {
    get: () => health,
    close: async () => {
      seen.push((await health.ready()).status);
      await close();
    },
  } as unknown as INestApplication;
  const logger = createLogger({ service: 'x', level: 'silent' });
  stopGracefully({ app, logger, parentPipe }, host);
  return { host, seen, code };
};

describe('a stop', () => {
  test('says not ready first, closes once, and exits with 0', async () => {
    const { host, seen, code } = started(false);
    host.emit('SIGTERM');
    host.emit('SIGINT');
    expect(await code).toBe(0);
    expect(seen).toEqual(['stopping']);
  });

  test('exits with 1 when something does not close', async () => {
    const { host, code } = started(false, () => Promise.reject(new Error('pool is stuck')));
    host.emit('SIGINT');
    expect(await code).toBe(1);
  });

  test('follows the launcher that held the other end of the pipe', async () => {
    const { host, code } = started(true);
    host.stdin.end();
    expect(await code).toBe(0);
  });
});

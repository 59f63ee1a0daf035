import { expect, test } from '@jest/globals';
import { keepRunning, type Server } from './server.ts';

/** A server that dies by itself each time, so many times, and then waits to be stopped. */
const frail = (deaths: number) => {
  let starts = 1;
  let end: () => void = () => undefined;
  const life = (): Promise<string> =>
    starts <= deaths
      ? Promise.resolve(`code ${starts}`)
      : new Promise((resolve) => {
          end = () => resolve('code 0');
        });
  const server: Server = {
    pid: () => starts,
    exited: life,
    restart: () => {
      starts += 1;
      return Promise.resolve();
    },
    stop: () => Promise.resolve(),
  };
  return { server, starts: () => starts, end: () => end() };
};

const watching = (
  server: Server,
  giveUp: (reason: string) => void = () => undefined,
  restarts?: number,
) => {
  const said: string[] = [];
  let ending = false;
  const done = keepRunning({
    name: 'duty',
    server,
    report: (text) => {
      said.push(text);
      ending ||= text.includes('process 4');
    },
    giveUp,
    restarts,
    ending: () => ending,
    firstPauseMs: 1,
  });
  return { done, said };
};

test('one that dies is started again, and both is told', async () => {
  const { server, starts } = frail(9);
  const { done, said } = watching(server);
  await done;
  expect(starts()).toBe(4);
  expect(said[0]).toContain('duty ended (code 1)');
  expect(said[1]).toContain('duty is back (process 2)');
});

test('one that dies again and again is given up', async () => {
  const { server, starts } = frail(99);
  const reasons: string[] = [];
  const nameless = { ...server, pid: () => 0 };
  await watching(nameless, (reason) => reasons.push(reason)).done;
  expect(starts()).toBe(7);
  expect(reasons).toEqual(['duty ended 7 times within ten minutes, the last time with code 7.']);
});

test('how often it is started again can be said', async () => {
  const { server, starts } = frail(99);
  const reasons: string[] = [];
  const nameless = { ...server, pid: () => 0 };
  await watching(nameless, (reason) => reasons.push(reason), 2).done;
  expect(starts()).toBe(3);
  expect(reasons).toHaveLength(1);
});

test('one that cannot be started counts as dying once more', async () => {
  const { server } = frail(99);
  const reasons: string[] = [];
  server.restart = () => Promise.reject(new Error('no space'));
  const { done, said } = watching(server, (reason) => reasons.push(reason));
  await done;
  expect(said).toContain('duty did not come back: no space');
  expect(reasons).toHaveLength(1);
});

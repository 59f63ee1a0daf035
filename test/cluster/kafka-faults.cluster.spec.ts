import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@ywk/testing';
import { join } from 'node:path';
import { FaultBench } from './fault-bench.ts';
import { FullDisk } from './full-disk.ts';
import { OwnCluster } from './own-cluster.ts';

const SMALL_DISK = 3;
let cluster: OwnCluster;
let disk: FullDisk;
let bench: FaultBench;

beforeAll(async () => {
  cluster = await OwnCluster.start((dataDir) => {
    disk = new FullDisk(join(dataDir, `node-${SMALL_DISK}`));
  });
  process.env['YWK_TEST_KAFKA_BROKERS'] = cluster.brokers;
  bench = await FaultBench.open();
}, 600_000);

afterEach(async () => {
  bench.errors.splice(0);
  await cluster.heal(bench.log);
}, 180_000);

afterAll(async () => {
  await bench.close();
  await cluster.stop(() => disk.remove());
}, 120_000);

test('three copies are kept, and two of them must have what counts', async () => {
  const { length } = await cluster.untilStanding(
    { topic: bench.log, seenBy: 1 },
    ({ replicas, inSync }) => replicas.length === 3 && inSync.length === 3,
  );
  expect(length).toBe(64);
}, 120_000);

test('a leader is killed while the relay sends: others lead, nothing is lost or doubled', async () => {
  const led = (await cluster.standings(bench.log, 1)).filter(({ leader }) => leader === 2);
  expect(led.length).toBeGreaterThan(10);
  const feed = bench.play();
  await bench.flows();
  await cluster.node(2).kill();
  await cluster.untilStanding(
    { topic: bench.log, seenBy: 1 },
    ({ leader }) => leader > 0 && leader !== 2,
  );
  await bench.flows();
  await cluster.node(2).restart();
  await bench.flows();
  await feed.stop();
  await bench.settled();
}, 600_000);

test('a broker that is held longer than the lag allowed is left out, and taken back', async () => {
  const feed = bench.play();
  await bench.flows();
  cluster.node(3).pause();
  await cluster.untilStanding(
    { topic: bench.log, seenBy: 1 },
    ({ leader, inSync }) => leader > 0 && leader !== 3 && !inSync.includes(3),
  );
  await bench.flows();
  cluster.node(3).resume();
  await cluster.untilStanding({ topic: bench.log, seenBy: 1 }, ({ inSync }) => inSync.length === 3);
  await feed.stop();
  await bench.settled();
}, 600_000);

test('the controller moves while the relay sends', async () => {
  const before = await cluster.controllerSeenBy(1);
  const [other = 0] = cluster.others(before);
  const feed = bench.play();
  await bench.flows();
  await cluster.node(before).kill();
  const after = await eventually(
    () => cluster.controllerSeenBy(other),
    (id) => id > 0 && id !== before,
    { withinMs: 60_000 },
  );
  expect(cluster.others(before)).toContain(after);
  await bench.flows();
  await feed.stop();
  await bench.settled();
}, 600_000);

test('two of three are down: the log goes on taking in, and the topic catches up', async () => {
  const feed = bench.play();
  await bench.flows();
  await Promise.all([cluster.node(2).kill(), cluster.node(3).kill()]);
  await eventually(
    () => bench.backlog(),
    (events) => events > 1_000,
    { withinMs: 60_000 },
  );
  await eventually(
    () => bench.errors.length,
    (errors) => errors > 0,
    { withinMs: 60_000 },
  );
  const { slowestMs } = await feed.stop();
  expect(slowestMs).toBeLessThan(5_000);
  await cluster.heal(bench.log);
  await bench.settled();
}, 600_000);

test('too few copies in sync: the batch is refused, the backlog grows and drains', async () => {
  const strict = await FaultBench.open(3);
  try {
    await cluster.node(3).kill();
    const feed = strict.play();
    const refusal = /NOT_ENOUGH_REPLICAS|insync replicas|in-sync replicas/i;
    await eventually(
      () => strict.errors.map(String),
      (errors) => errors.some((error) => refusal.test(error)),
      { withinMs: 60_000 },
    );
    await feed.stop();
    expect(strict.backlog()).toBeGreaterThan(0);
    await cluster.heal(strict.log);
    await strict.settled();
  } finally {
    await strict.close();
  }
}, 600_000);

test('a disk is full: its broker ends, the others go on, and it comes back', async () => {
  const feed = bench.play();
  await bench.flows();
  const node = cluster.node(SMALL_DISK);
  const exited = node.exited();
  disk.fill(node.pid());
  await exited;
  await bench.flows();
  await feed.stop();
  disk.free();
  await cluster.heal(bench.log);
  await bench.settled();
}, 600_000);

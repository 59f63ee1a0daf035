import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GROUPS } from '@ywk/appraisal-app';
import { LOGS, PUBLISHED_LOGS } from '@ywk/contracts';
import { Relay } from '@ywk/event-store';
import { freePorts } from '@ywk/local';
import { ensureTopics, TopicWriter } from '@ywk/messaging';
import { eventually } from '@ywk/testing';
import { AppraisalBench, type StatedFact } from '../integration/appraisal/appraisal-bench.ts';
import { AppraisalReplica } from './appraisal-replica.ts';
import { OwnCluster } from './own-cluster.ts';

const OFFICERS = 120;
/** The production's session of 30 s, and time for the others to take over. */
const TAKEN_OVER = { withinMs: 120_000, everyMs: 500 };
const FENCED = 'ywk_fenced_total';

let cluster: OwnCluster;
let bench: AppraisalBench;
let relay: Relay;
let folder: string;
const replicas: AppraisalReplica[] = [];
const officers: string[] = [];
const stated = new Map<string, number>();

const startRelay = (): void => {
  const brokers = cluster.brokers.split(',');
  relay = new Relay({
    pool: bench.others.pool,
    store: bench.store,
    logs: [LOGS.fact, LOGS.personnel],
    newWriter: () => new TopicWriter({ brokers }),
  });
  relay.start();
};

const startReplicas = async (): Promise<void> => {
  const environment = { ...bench.environment(), KAFKA_BROKERS: cluster.brokers };
  const ports = await freePorts(3);
  for (const [at, port] of ports.entries()) {
    const logFile = join(folder, `appraisal-${at}.log`);
    const plan = { environment: { ...environment, LOG_LEVEL: 'info' }, port, logFile };
    replicas.push(await AppraisalReplica.start(plan));
  }
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ywk-replicas-'));
  [cluster, bench] = await Promise.all([OwnCluster.start(), AppraisalBench.startOthersOnly()]);
  await ensureTopics({ brokers: cluster.brokers.split(','), logs: PUBLISHED_LOGS, doors: [] });
  startRelay();
  await startReplicas();
  await bench.define({ unit: 'ZJG-110' });
  for (let n = 0; n < OFFICERS; n += 1) officers.push(await bench.hire({ badge: `F${n}` }));
}, 400_000);

afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await relay.stop();
  await bench.stop();
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

/** So many sampled records of each officer, of another number each time. */
const record = async (rounds: number): Promise<void> => {
  const facts = Array.from({ length: rounds * OFFICERS }, (_, at): StatedFact => {
    const officer = officers[at % OFFICERS] ?? '';
    const n = 1 + (at % 7);
    stated.set(officer, (stated.get(officer) ?? 0) + n);
    const occurredAt = '2024-05-17T02:00:00.000Z';
    return { officer, code: 'records.sampled', occurredAt, amounts: { n }, fact: randomUUID() };
  });
  await bench.record(facts);
};

/** Partitions that each process holds, fewest first. */
const shares = async (): Promise<number[]> => {
  const rows = await bench.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM follower_progress WHERE follower_group = $1 AND log = $2
     GROUP BY owner ORDER BY n`,
    [GROUPS.score, LOGS.fact],
  );
  return rows.map(({ n }) => n);
};

const untilShared = (among: readonly number[]): Promise<number[]> =>
  eventually(shares, (now) => expect(now).toEqual(among), TAKEN_OVER);

/** What is tallied, against what was stated. */
const totalsAreEqual = async (): Promise<void> => {
  await bench.settled(60_000);
  const rows = await bench.sql<{ officer: string; n: string }>(
    `SELECT officer, sum(n) AS n FROM tally WHERE metric = 'records.sampled' GROUP BY officer`,
  );
  const tallied = new Map(rows.map(({ officer, n }) => [officer, Number(n)]));
  expect(tallied).toEqual(stated);
};

test('three replicas share the partitions, and one that joins late takes its part', async () => {
  await untilShared([21, 21, 22]);
  await record(5);
  await totalsAreEqual();
}, 240_000);

test('one is held longer than its session: what it wrote then is refused, totals are equal', async () => {
  const [victim] = replicas;
  if (victim === undefined) throw new Error('No replica runs.');
  expect(await victim.figure(FENCED, GROUPS.score)).toBe(0);
  victim.hold();
  // The broker still has a fetch of it to answer: these events go into its connection.
  await record(2);
  await untilShared([32, 32]);
  await totalsAreEqual();
  victim.letGo();
  await eventually(
    () => victim.figure(FENCED, GROUPS.score),
    (times) => times > 0,
    TAKEN_OVER,
  );
  await record(2);
  await untilShared([21, 21, 22]);
  await totalsAreEqual();
  expect(readFileSync(join(folder, 'appraisal-0.log'), 'utf8')).toContain('A flush was refused');
}, 400_000);

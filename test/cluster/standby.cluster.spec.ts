import { afterEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  ContractRegistry,
  encodeEnvelope,
  EVENT_CONTRACTS,
  factRecorded,
  LOGS,
  type EventEnvelope,
} from '@ywk/contracts';
import { createPool, EventStore, type AppendCommand } from '@ywk/event-store';
import { runDemo } from '@ywk/local';
import { TopicWriter } from '@ywk/messaging';
import { eventually, startTestSystem, type TestSystem } from '@ywk/testing';
import { runYwk, type Ran } from '../support/run-ywk.ts';
import { FailoverServers } from './failover-servers.ts';

const SERVICES = ['recruitment', 'duty', 'appraisal', 'payroll'] as const;

interface Report {
  readonly epoch: number;
  readonly tails: readonly Pick<EventEnvelope, 'log' | 'partition' | 'pos' | 'eventId'>[];
  readonly unreachable: readonly { readonly eventId: string | null; readonly what: string }[];
  readonly calls: readonly { readonly callId: string }[];
}

let servers: FailoverServers;
let system: TestSystem;

const start = async (options: { synchronous: boolean }): Promise<void> => {
  servers = await FailoverServers.start(options);
  system = await startTestSystem({ databaseServer: servers.url });
};

afterEach(async () => {
  await system?.stop();
  await servers?.stop();
}, 120_000);

const promote = (service: (typeof SERVICES)[number], ...words: string[]): Promise<Ran> =>
  runYwk(
    ...['log', 'promote', '--service', service, '--json', '--brokers', system.brokers],
    ...['--database', system.databases[service].ownerUrl, ...words],
  );

const promoteAll = async (): Promise<Record<string, Report>> => {
  const reports: Record<string, Report> = {};
  for (const service of SERVICES) {
    const { out } = await promote(service, '--yes');
    reports[service] = JSON.parse(out) as Report;
  }
  return reports;
};

/** Plays the month; `at` is called once with each tenth of the feed, as it is reached. */
const play = (at: (percent: number) => void) =>
  runDemo({
    ...{ officers: 120, calls: 2_500, seed: 7, urls: system.urls },
    tokens: (role) => system.tokens[role] ?? '',
    log: (text) => {
      const found = /: (\d+) %/.exec(text);
      if (found !== null) at(Number(found[1]));
    },
  });

/** A service that still knows the old server by its own address. */
const onOldPrimary = async <T>(work: (store: EventStore) => Promise<T>): Promise<T> => {
  const url = servers.onFirst(system.databases.duty.appUrl);
  const pool = createPool({ url, max: 2, applicationName: 'left-behind', queryTimeoutMs: 2_000 });
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  return work(new EventStore({ pool, registry })).finally(() => pool.end());
};

const strayFact = (officer: string): AppendCommand => {
  const data = { ...factRecorded.sample, officer, fact: randomUUID() };
  const { occurredAt } = data;
  const event = { eventId: randomUUID(), type: factRecorded.type, v: 1, data, occurredAt };
  const place = { log: LOGS.fact, stream: `officer-${officer}`, key: officer };
  const write = { ...place, expectedVersion: 'any' as const, events: [event] };
  return { commandId: randomUUID(), actor: 'left-behind', request: 'x', writes: [write] };
};

/** An event of an officer who has some already, written where nobody else looks any more. */
const writeOnOldPrimary = async (known?: Report['tails'][number]): Promise<EventEnvelope> => {
  if (known === undefined) throw new Error('No tail was taken back.');
  const { log, partition, pos } = known;
  return onOldPrimary(async (store) => {
    const [event] = await store.readLog({ log, partition, after: pos - 1, limit: 1 });
    const [outcome] = await store.append([strayFact(event?.key ?? '')]);
    expect(outcome?.outcome).toBe('accepted');
    const stray = (await store.readLog({ log, partition, after: 0, limit: 5_000 })).at(-1);
    if (stray === undefined) throw new Error('The old server kept nothing.');
    return stray;
  });
};

/** As its relay would. */
const publishStray = async (event: EventEnvelope): Promise<void> => {
  const { log: topic, partition, key } = event;
  const writer = new TopicWriter({ brokers: system.brokers.split(',') });
  await writer.sendBatch([{ topic, partition, key, value: encodeEnvelope(event) }]);
  await writer.close();
};

describe('F13 the primary dies while the feed plays, and its standby is promoted', () => {
  test('synchronous: no accepted event is lost, and the old server takes no more', async () => {
    await start({ synchronous: true });
    let failover: Promise<Record<string, Report>> | undefined;
    const summary = await play((percent) => {
      if (percent >= 40) failover ??= servers.failOver().then(promoteAll);
    });
    const reports = await failover;
    for (const service of SERVICES) {
      expect(reports?.[service]).toMatchObject({ epoch: 2, tails: [], unreachable: [] });
    }
    expect(summary.checks.filter(({ holds }) => !holds)).toEqual([]);

    await servers.primary.restart();
    await onOldPrimary(async (store) => {
      await expect(store.append([strayFact(randomUUID())])).rejects.toThrow();
    });
  }, 900_000);

  test('asynchronous: what was lost is named, comes back from the topic, and counts once', async () => {
    await start({ synchronous: false });
    let failover: Promise<void> | undefined;
    const broken = play((percent) => {
      if (percent >= 20) servers.cutReplication();
      if (percent < 50) return;
      failover ??= servers.failOver();
      throw new Error('The 110 system stops sending.');
    });
    await expect(broken).rejects.toThrow('stops sending');
    await failover;
    const reports = await promoteAll();
    expect(reports['duty']?.tails.length).toBeGreaterThan(100);
    expect(reports['duty']?.calls.length).toBeGreaterThan(50);
    for (const service of SERVICES) {
      expect(reports[service]).toMatchObject({ epoch: 2, unreachable: [] });
    }

    // The 110 system sends again from where it was acknowledged before the standby fell behind.
    const summary = await play(() => undefined);
    expect(summary.checks.filter(({ holds }) => !holds)).toEqual([]);

    await servers.primary.restart();
    const stray = await writeOnOldPrimary(reports['duty']?.tails[0]);
    await publishStray(stray);
    const seen = await eventually(() => promote('duty'));
    expect(seen.code).toBe(2);
    expect((JSON.parse(seen.out) as Report).unreachable).toEqual([
      expect.objectContaining({
        ...{ log: LOGS.fact, partition: stray.partition, pos: stray.pos, eventId: stray.eventId },
        what: 'the log holds another event at this position: a fork',
      }),
    ]);
  }, 900_000);
});

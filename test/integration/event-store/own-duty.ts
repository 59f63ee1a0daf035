import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  callStream,
  ContractRegistry,
  EVENT_CONTRACTS,
  factRecorded,
  LOG_OWNERS,
  LOGS,
  type AssessedFact,
  type EventEnvelope,
} from '@ywk/contracts';
import { createPool, EventStore, Relay, type AppendCommand } from '@ywk/event-store';
import {
  createServiceDatabase,
  freePorts,
  removeFolderAtEnd,
  startKafka,
  startPostgres,
  type KafkaServer,
  type PostgresServer,
} from '@ywk/local';
import { ensureTopics, TopicWriter } from '@ywk/messaging';
import { eventually, query } from '@ywk/testing';
import type { Pool } from 'pg';
import { migrate } from './test-log.ts';

interface Servers {
  readonly folder: string;
  readonly postgres: PostgresServer;
  readonly kafka: KafkaServer;
  readonly ownerUrl: string;
  readonly appUrl: string;
}

/** A server that is restored ends its recovery where its own log ends. */
const SETTINGS = { restore_command: 'false', fsync: 'off', full_page_writes: 'off' };
const AT = '2024-05-31T15:50:00.000Z';

/** Keeps owner, rights and times, as a backup does. */
const copy = (from: string, to: string): void => {
  rmSync(to, { recursive: true, force: true });
  const { status } = spawnSync('cp', ['-a', from, to]);
  if (status !== 0) throw new Error(`${from} could not be copied.`);
};

/** The logs of duty on servers of their own, with a relay; the database can be set back. */
export class OwnDuty {
  readonly registry = new ContractRegistry(EVENT_CONTRACTS);
  pool!: Pool;
  store!: EventStore;
  private relay: Relay | undefined;

  private constructor(private readonly servers: Servers) {
    this.connect();
  }

  static async start(): Promise<OwnDuty> {
    const folder = mkdtempSync(join(tmpdir(), 'ywk-duty-'));
    removeFolderAtEnd(folder);
    chmodSync(folder, 0o755);
    const [port = 0, kafkaPort = 0, controllerPort = 0] = await freePorts(3);
    const place = (name: string) => join(folder, name);
    const [postgres, kafka] = await Promise.all([
      startPostgres({
        ...{ dataDir: place('postgres'), port, logFile: place('postgres.log') },
        settings: SETTINGS,
      }),
      startKafka({
        ...{ dataDir: place('kafka'), port: kafkaPort, controllerPort },
        logFile: place('kafka.log'),
      }),
    ]);
    const plan = { database: 'ywk_duty', password: 'test' };
    const { ownerUrl, appUrl } = await createServiceDatabase(postgres.url, plan);
    await migrate(ownerUrl, LOG_OWNERS.duty);
    await ensureTopics({ brokers: [kafka.brokers], logs: [LOGS.fact], doors: [] });
    return new OwnDuty({ folder, postgres, kafka, ownerUrl, appUrl });
  }

  get ownerUrl(): string {
    return this.servers.ownerUrl;
  }

  get appUrl(): string {
    return this.servers.appUrl;
  }

  get brokers(): string[] {
    return [this.servers.kafka.brokers];
  }

  /** Of the superuser, in duty's database. */
  get adminUrl(): string {
    const admin = new URL(this.servers.postgres.url);
    admin.pathname = '/ywk_duty';
    return admin.href;
  }

  connect(): void {
    const { appUrl } = this.servers;
    this.pool = createPool({ url: appUrl, max: 6, applicationName: 'own-duty' });
    this.store = new EventStore({ pool: this.pool, registry: this.registry });
  }

  /** Ends what a running service would hold. */
  async disconnect(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }

  /** Publishes all that is new. */
  async publish(): Promise<void> {
    const newWriter = (): TopicWriter => new TopicWriter({ brokers: this.brokers });
    const { pool, store } = this;
    this.relay = new Relay({ pool, store, newWriter, logs: [LOGS.fact], pollMs: 20 });
    this.relay.start();
    await eventually(
      () =>
        this.pool.query(
          `SELECT 1 FROM log_counter n LEFT JOIN relay_checkpoint k USING (partition, log)
           WHERE n.log = $1 AND n.last_pos > coalesce(k.pos, 0)`,
          [LOGS.fact],
        ),
      ({ rowCount }) => rowCount === 0,
      { withinMs: 20_000 },
    );
    await this.relay.stop();
  }

  /** Keeps the database as it stands now. */
  async backUp(): Promise<void> {
    await this.disconnect();
    await this.servers.postgres.stop();
    copy(this.cluster, `${this.cluster}-kept`);
    await this.servers.postgres.restart();
    this.connect();
  }

  /** Sets the database back to where it was kept. `recovers`: as a restore from an archive does. */
  async restore({ recovers = true } = {}): Promise<void> {
    await this.disconnect();
    await this.servers.postgres.stop();
    copy(`${this.cluster}-kept`, this.cluster);
    if (recovers) {
      const signal = join(this.cluster, 'recovery.signal');
      copy(join(this.cluster, 'PG_VERSION'), signal);
    }
    await this.servers.postgres.restart();
    await eventually(
      () => query<{ standby: boolean }>(this.adminUrl, 'SELECT pg_is_in_recovery() AS standby'),
      ([row]) => row?.standby === false,
    );
    this.connect();
  }

  async answer(callId: string, officer: string): Promise<AppendCommand> {
    const command = answered(callId, officer);
    const [outcome] = await this.store.append([command]);
    if (outcome?.outcome !== 'accepted') throw new Error(`Refused: ${JSON.stringify(outcome)}`);
    return command;
  }

  async events(log: string): Promise<EventEnvelope[]> {
    const events: EventEnvelope[] = [];
    for (const { partition } of await this.store.heads(log)) {
      events.push(...(await this.store.readLog({ log, partition, after: 0, limit: 5_000 })));
    }
    return events;
  }

  async stop(): Promise<void> {
    await this.disconnect();
    await Promise.all([this.servers.postgres.stop(), this.servers.kafka.stop()]);
    rmSync(this.servers.folder, { recursive: true, force: true });
  }

  private get cluster(): string {
    return join(this.servers.postgres.dataFolder, 'cluster');
  }
}

/** One call with one fact for the officer, as duty writes it. */
export const answered = (callId: string, officer: string): AppendCommand => {
  const source = 'cad-zjg';
  const stream = callStream({ source, callId });
  const fact: AssessedFact = {
    ...{ fact: randomUUID(), code: 'call.answered', order: null, officer, occurredAt: AT },
    amounts: { answerMs: 7_000 },
  };
  const message = { source, eventId: randomUUID(), callId, kind: 'answered', at: AT, badge: 'F1' };
  const origin = { kind: 'feed', source, reference: callId };
  const { order: _order, ...recorded } = fact;
  const event = (type: string, data: unknown) => ({
    ...{ eventId: randomUUID(), type, v: 1, data, occurredAt: AT },
  });
  const commandId = randomUUID();
  return {
    ...{ commandId, actor: 'cad', request: commandId },
    writes: [
      {
        ...{ log: LOGS.call, stream, key: stream, expectedVersion: 0 },
        events: [
          event('DispatchEventTaken', message),
          event('CallAssessed', { source, callId, facts: [fact], waiting: [] }),
        ],
      },
      {
        ...{ log: LOGS.fact, stream: `officer-${officer}`, key: officer, expectedVersion: 'any' },
        events: [event(factRecorded.type, { ...recorded, origin, evidence: null })],
      },
    ],
  };
};

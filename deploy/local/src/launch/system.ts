import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DOORS, PUBLISHED_LOGS, type ServiceName } from '@ywk/contracts';
import { ensureTopics } from '@ywk/messaging';
import { brokersFrom } from '../cli/brokers.ts';
import { startKafka } from '../kafka-server.ts';
import { startPostgres } from '../postgres-server.ts';
import { ensureDatabases, type Databases } from './databases.ts';
import { needsPostgres, type GivenServers } from './environment.ts';
import { keepLastLogs } from './logs.ts';
import { placesIn, SERVICES, type Places, type Ports } from './places.ts';
import { secretsIn, type Secrets } from './secrets.ts';
import { keepRunning, type Server } from './server.ts';
import {
  migrateService,
  startServiceProcess,
  urlsOf,
  type ServiceUrls,
  type Setting,
} from './services.ts';
import { say, Steps } from './steps.ts';

export interface SystemOptions {
  /** Where the system keeps its data, logs and secrets. */
  readonly folder: string;
  readonly ports: Ports;
  readonly given: GivenServers;
  /** False: no broker is run, and the services follow each other over HTTP. */
  readonly kafka: boolean;
  /** Told when something died too often to be started again. */
  readonly giveUp: (reason: string) => void;
  /** Whether the databases that are given need no migration. */
  readonly migrated?: boolean;
  /** How often each part is started again within ten minutes; 6 when not given. */
  readonly restarts?: number;
  /** Where the services read at what instant acts are done; the present when not given. */
  readonly actTimeFile?: string;
}

/** Names of what can be killed and comes back. */
export type PartName = ServiceName | 'PostgreSQL' | 'Apache Kafka';

const LOOKED_EVERY_MS = 100;

/** Four services with their servers, running. */
export class System {
  readonly places: Places;
  readonly urls: ServiceUrls;
  readonly steps = new Steps();
  readonly parts = new Map<PartName, Server>();
  secrets!: Secrets;
  databases!: Databases;
  brokers = '';
  private ending = false;

  constructor(private readonly options: SystemOptions) {
    this.places = placesIn(options.folder);
    this.urls = urlsOf(options.ports);
  }

  /** Starts everything in order. What has started is stopped by `stop`, also when this fails. */
  async start(): Promise<void> {
    keepLastLogs(this.places.logs);
    this.secrets = await secretsIn(this.places.secrets);
    await Promise.all([this.startDatabases(), this.startBroker()]);
    const setting = this.setting();
    const each = <T>(work: (name: ServiceName) => Promise<T>): Promise<T[]> =>
      Promise.all(SERVICES.map(work));
    if (this.options.migrated !== true) {
      await this.steps.run('Migrations 数据库迁移', () =>
        each((name) => migrateService(name, setting)),
      );
    }
    await each((name) =>
      this.steps.run(`${name} ${this.urls[name]}`, async () =>
        this.keep(name, await startServiceProcess(name, setting)),
      ),
    );
  }

  /** Stops one part; resolves when it has been started again and is ready. */
  async restart(name: PartName): Promise<void> {
    const part = this.parts.get(name);
    if (part === undefined) return;
    const before = part.pid();
    await part.stop();
    // Whoever keeps it running starts it again.
    while (part.pid() === before && !this.ending) await pause(LOOKED_EVERY_MS);
  }

  /** Stops the services first, then their servers. */
  async stop(): Promise<void> {
    this.ending = true;
    const stop = (name: PartName): Promise<void> =>
      this.parts.get(name)?.stop() ?? Promise.resolve();
    await Promise.all(SERVICES.map(stop));
    await Promise.all([stop('Apache Kafka'), stop('PostgreSQL')]);
  }

  private setting(): Setting {
    const { places, databases, brokers, secrets } = this;
    const { ports, actTimeFile } = this.options;
    return { places, ports, databases, brokers, secrets, actTimeFile };
  }

  private keep(name: PartName, server: Server): void {
    this.parts.set(name, server);
    void keepRunning({
      name,
      server,
      report: say,
      giveUp: this.options.giveUp,
      restarts: this.options.restarts,
      ending: () => this.ending,
    });
  }

  private async startDatabases(): Promise<void> {
    const { given, ports } = this.options;
    const server = needsPostgres(given) ? await this.startPostgres(ports.postgres) : undefined;
    this.databases = await ensureDatabases({
      given,
      server: given.databaseServer ?? server,
      password: this.secrets.services,
    });
  }

  private startPostgres(port: number): Promise<string> {
    return this.steps.run('PostgreSQL 18', async () => {
      const server = await startPostgres({
        dataDir: this.places.postgres,
        port,
        password: this.secrets.superuser,
        logFile: join(this.places.logs, 'postgres.log'),
      });
      this.keep('PostgreSQL', server);
      return server.url;
    });
  }

  private async startBroker(): Promise<void> {
    const { given, kafka } = this.options;
    if (!kafka) return;
    this.brokers = given.brokers ?? (await this.startKafka());
    await this.steps.run('Topics 主题', () =>
      ensureTopics({
        ...brokersFrom(this.brokers),
        logs: PUBLISHED_LOGS,
        doors: Object.values(DOORS),
      }),
    );
  }

  private startKafka(): Promise<string> {
    const { kafka: port, kafkaController: controllerPort } = this.options.ports;
    return this.steps.run('Apache Kafka 4.3.1', async () => {
      const server = await startKafka({
        dataDir: this.places.kafka,
        port,
        controllerPort,
        logFile: join(this.places.logs, 'kafka.log'),
        report: say,
      });
      this.keep('Apache Kafka', server);
      return server.brokers;
    });
  }
}

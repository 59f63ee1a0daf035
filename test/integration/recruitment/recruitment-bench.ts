import { randomUUID } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  ContractRegistry,
  EVENT_CONTRACTS,
  LOGS,
  PARTITIONS,
  type EventEnvelope,
} from '@ywk/contracts';
import { createPool, EventStore } from '@ywk/event-store';
import {
  createApp,
  createIssuerKey,
  issueToken,
  loadConfig,
  type IssuerKey,
  type Role,
} from '@ywk/platform';
import {
  connect,
  migrate,
  RecruitmentEnv,
  RecruitmentModule,
  rejections,
  routeAccess,
} from '@ywk/recruitment-app';
import { Rebuild, storeSource, type ViewModule } from '@ywk/projections';
import { createTestDatabase, query, type TestDatabase } from '@ywk/testing';
import type { Pool, QueryResultRow } from 'pg';
import { Neighbours } from '../../support/neighbours.ts';

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

/** Who asks: a role, and what else the token says. */
export interface Asker {
  /** By default the first person of the role. */
  readonly sub?: string;
  readonly role: Role;
  readonly units?: readonly string[];
  readonly officer?: string;
}

export const hr: Asker = { role: 'hr' };

export interface Request {
  readonly method?: 'POST' | 'DELETE';
  readonly body?: unknown;
  /** Sent as it is, as NDJSON. */
  readonly lines?: string;
  /** Version that a change rests on, sent as If-Match. */
  readonly seen?: number;
}

const bodyOf = ({ method, body, lines }: Request): RequestInit => {
  const sent = lines ?? (body === undefined ? undefined : JSON.stringify(body));
  if (sent === undefined) return { method: method ?? 'GET' };
  return { method: method ?? 'POST', body: sent };
};

const quiet = { NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'info' };

/** The service on databases of its own, with the log of periods beside it. */
export class RecruitmentBench {
  readonly logged: string[] = [];
  private readonly closing: (() => Promise<unknown>)[] = [];
  key: IssuerKey;
  app: NestExpressApplication;
  private database: TestDatabase;
  private keys: TestDatabase;
  url: string;
  private appraisal: Neighbours;

  static async start(): Promise<RecruitmentBench> {
    const bench = new RecruitmentBench();
    bench.key = await createIssuerKey();
    bench.appraisal = await Neighbours.start({ key: bench.key, logs: [LOGS.period] });
    bench.database = await createTestDatabase('ywk_test_recruitment');
    bench.keys = await createTestDatabase('ywk_test_keys');
    bench.closing.push(
      () => bench.appraisal.stop(),
      () => bench.keys.drop(),
      () => bench.database.drop(),
    );
    await migrate({ database: bench.database.url, keys: bench.keys.url });
    await bench.startService(bench.keys.appUrl);
    return bench;
  }

  /** Starts another process of the service; its keys may lie elsewhere. */
  async startService(keysUrl: string): Promise<void> {
    const config = loadConfig(RecruitmentEnv, {
      ...this.environment,
      KEYS_DATABASE_URL: keysUrl,
    });
    this.app = await createApp({
      name: 'recruitment',
      config,
      module: RecruitmentModule.of(config),
      access: routeAccess,
      rejections,
      connect,
      logTo: { write: (line) => this.logged.push(line) },
    });
    await this.app.listen(0, '127.0.0.1');
    await this.app.startAllMicroservices();
    this.url = await this.app.getUrl();
  }

  /** What a process of the service is told. */
  get environment() {
    return {
      ...quiet,
      EMBEDDED_ISSUER_KEY: JSON.stringify(this.key),
      DATABASE_URL: this.database.appUrl,
      KEYS_DATABASE_URL: this.keys.appUrl,
      LOG_URLS: `appraisal=${this.appraisal.url}`,
    };
  }

  get ownerUrl(): string {
    return this.database.url;
  }

  stopService(): Promise<void> {
    return this.app.close();
  }

  /** Of appraisal: what is appended here is followed. */
  get periods(): EventStore {
    return this.appraisal.store;
  }

  get keysUrl(): string {
    return this.keys.appUrl;
  }

  async close(): Promise<void> {
    await this.app.close();
    for (const close of this.closing.reverse()) await close();
  }

  async ask<Body = Record<string, unknown>>(
    asker: Asker,
    path: string,
    request: Request = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(`${this.url}${path}`, {
      ...bodyOf(request),
      headers: {
        authorization: `Bearer ${await this.tokenOf(asker)}`,
        'ywk-purpose': 'PERSONNEL',
        'content-type': request.lines === undefined ? 'application/json' : 'application/x-ndjson',
        ...(request.seen === undefined ? {} : { 'if-match': `"${request.seen}"` }),
      },
    });
    return { status: response.status, body: (await response.json()) as Body };
  }

  private tokenOf({ role, sub = `${role}-1`, units = ['*'], officer }: Asker): Promise<string> {
    const own = officer === undefined ? {} : { officer };
    return issueToken({ key: this.key, sub, roles: [role], units, ...own, ttlSeconds: 60 });
  }

  /** Without the service: what stands in its database. */
  rows<Row extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return query<Row>(this.database.adminUrl, sql, values);
  }

  keyRows<Row extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return query<Row>(this.keys.adminUrl, sql, values);
  }

  /** Every row of every table of both databases, as text. */
  async dump(): Promise<string> {
    const tables = `SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`;
    const found: string[] = [];
    for (const url of [this.database.adminUrl, this.keys.adminUrl]) {
      for (const { tablename } of await query<{ tablename: string }>(url, tables)) {
        const rows = await query<{ text: string }>(
          url,
          `SELECT t::text AS text FROM "${tablename}" AS t`,
        );
        found.push(...rows.map(({ text }) => `${tablename} ${text}`));
      }
    }
    return found.join('\n');
  }

  /** Works with the log itself, as another process of the service would. */
  async withStore<T>(work: (store: EventStore, pool: Pool) => Promise<T>): Promise<T> {
    const pool = createPool({ url: this.database.appUrl, applicationName: 'bench' });
    try {
      const registry = new ContractRegistry(EVENT_CONTRACTS);
      return await work(new EventStore({ pool, registry }), pool);
    } finally {
      await pool.end();
    }
  }

  /** Builds a view of the service anew, beside the one that it serves. */
  async rebuilt(view: ViewModule, group: string): Promise<boolean> {
    const pool = createPool({ url: this.database.url, applicationName: 'bench-rebuild' });
    try {
      const registry = new ContractRegistry(EVENT_CONTRACTS);
      const store = new EventStore({ pool, registry });
      const { reader } = storeSource({ store });
      const rebuild = new Rebuild({ pool, view, group, reader, registry });
      await rebuild.build();
      const { equal } = await rebuild.compare();
      if (equal) await rebuild.swap();
      return equal;
    } finally {
      await pool.end();
    }
  }

  /** The whole log, as others read it. */
  log(): Promise<EventEnvelope[]> {
    return this.withStore(async (store) => {
      const parts = Array.from({ length: PARTITIONS }, (_, partition) =>
        store.readLog({ log: LOGS.personnel, partition, after: 0, limit: 100_000 }),
      );
      return (await Promise.all(parts)).flat();
    });
  }
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A well-formed identity number of nobody: no region has the code 99. */
export const identityNumber = (index: number): string => {
  const seventeen = `99010119900101${String(index).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((all, weight, at) => all + weight * Number(seventeen[at]), 0);
  return `${seventeen}${'10X98765432'[sum % 11] ?? ''}`;
};

export interface SamplePerson {
  readonly officer: string;
  readonly employment: string;
  readonly auxiliaryType: 'CIVILIAN';
  readonly sex: 'F' | 'M' | null;
  readonly name: string;
  readonly identityNumber: string;
  readonly phone: string;
  readonly bankAccount: string;
  readonly unit: string;
  readonly post: string;
  readonly team: string | null;
  readonly badge: string;
  readonly seat: string | null;
  readonly from: string;
  readonly tier: number | null;
}

/** Somebody to be taken on; the index keeps badge and identity number apart. */
export const person = (index: number, other: Partial<SamplePerson> = {}): SamplePerson => ({
  officer: randomUUID(),
  employment: randomUUID(),
  auxiliaryType: 'CIVILIAN',
  sex: null,
  name: `甲${index}号`,
  identityNumber: identityNumber(index),
  phone: `15400${String(index).padStart(6, '0')}`,
  bankAccount: `622200000000${String(index).padStart(4, '0')}`,
  unit: 'ZJG-110',
  post: 'CALL110',
  team: null,
  badge: `F1${String(index).padStart(5, '0')}`,
  seat: null,
  from: '2024-01-01',
  tier: 7,
  ...other,
});

export const ndjson = (lines: readonly unknown[]): string =>
  lines.map((line) => JSON.stringify(line)).join('\n');

/** The same person as one request. */
export const asRequest = (one: SamplePerson): object => {
  const { officer, auxiliaryType, sex, name, phone, bankAccount, ...rest } = one;
  const { identityNumber: number, ...hire } = rest;
  return { officer, auxiliaryType, sex, name, identityNumber: number, phone, bankAccount, hire };
};

import { gzipSync } from 'node:zlib';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { LOGS, type DispatchEvent } from '@ywk/contracts';
import { DUTY_REJECTIONS, DutyEnv, DutyModule, connect, migrate, routeAccess } from '@ywk/duty-app';
import {
  createApp,
  createIssuerKey,
  issueToken,
  loadConfig,
  type IssuerKey,
  type Role,
} from '@ywk/platform';
import { createTestDatabase, type TestDatabase } from '@ywk/testing';
import { v7 } from 'uuid';
import { Neighbours } from '../../support/neighbours.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Tests look into answers of many shapes.
  readonly body: Record<string, never> & { [name: string]: unknown };
}

/** A placement for a test officer. */
export const placement = (badge: string, seat: string | null = null, unit = 'ZJG-110') => ({
  unit,
  post: 'CALL110',
  team: null,
  badge,
  seat,
});

/** The service duty as it runs, on a database of its own, beside its neighbours. */
export class DutyBench {
  readonly app: NestExpressApplication;
  /** What a process of the service is told. */
  readonly config: DutyEnv;
  readonly database: TestDatabase;
  readonly neighbours: Neighbours;
  readonly url: string;

  private constructor(
    parts: Pick<DutyBench, 'app' | 'config' | 'database' | 'neighbours' | 'url'>,
    readonly key: IssuerKey,
  ) {
    this.app = parts.app;
    this.config = parts.config;
    this.database = parts.database;
    this.neighbours = parts.neighbours;
    this.url = parts.url;
  }

  static async start(more: Record<string, string> = {}): Promise<DutyBench> {
    const key = await createIssuerKey();
    const neighbours = await Neighbours.start({
      key,
      logs: [LOGS.personnel, LOGS.period, LOGS.decision],
    });
    const database = await createTestDatabase('ywk_duty');
    await migrate(database.url);
    const logs = `recruitment=${neighbours.url},appraisal=${neighbours.url}`;
    const config = loadConfig(DutyEnv, {
      NODE_ENV: 'test',
      PORT: '0',
      LOG_LEVEL: 'warn',
      DATABASE_URL: database.appUrl,
      MIGRATION_DATABASE_URL: database.url,
      EMBEDDED_ISSUER_KEY: JSON.stringify(key),
      LOG_URLS: logs,
      ...more,
    });
    const app = await createApp({
      name: 'duty',
      config,
      module: DutyModule.of(config),
      access: routeAccess,
      rejections: DUTY_REJECTIONS,
      connect,
    });
    await app.listen(0, '127.0.0.1');
    await app.startAllMicroservices();
    return new DutyBench({ app, config, database, neighbours, url: await app.getUrl() }, key);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.neighbours.stop();
    await this.database.drop();
  }

  token(
    role: Role,
    who: { sub?: string; units?: string[]; officer?: string } = {},
  ): Promise<string> {
    const { sub = `test-${role}`, units = ['*'], officer } = who;
    return issueToken({
      key: this.key,
      sub,
      roles: [role],
      units,
      ttlSeconds: 600,
      ...(officer === undefined ? {} : { officer }),
    });
  }

  async ask(
    method: string,
    path: string,
    {
      token,
      body,
      headers = {},
    }: {
      token?: string;
      body?: string | Uint8Array<ArrayBuffer>;
      headers?: Record<string, string>;
    } = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: {
        'content-type': 'application/json',
        'ywk-purpose': 'DISCIPLINE',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : { text }) as Answer['body'],
    };
  }

  async get(path: string, role: Role = 'auditor'): Promise<Answer['body']> {
    const answer = await this.ask('GET', path, { token: await this.token(role) });
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Every item of a list, two a page, so that its cursors are tried too. */
  async list(path: string): Promise<unknown[]> {
    const first = `${path}${path.includes('?') ? '&' : '?'}limit=2`;
    const items: unknown[] = [];
    for (let next = first; next !== '';) {
      const page = await this.get(next);
      items.push(...(page['items'] as unknown as unknown[]));
      const cursor = page['nextCursor'] as unknown as string | null;
      next = cursor === null ? '' : `${first}&cursor=${cursor}`;
    }
    return items;
  }

  /** Sends lines as a 110 system would; gzip when asked for. */
  async feed(lines: readonly (DispatchEvent | string)[], { gzip = false } = {}): Promise<Answer> {
    const text = lines
      .map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
      .join('\n');
    return this.ask('POST', '/v1/dispatch-events', {
      token: await this.token('dispatch-feed'),
      body: gzip ? new Uint8Array(gzipSync(text)) : text,
      headers: {
        'content-type': 'application/x-ndjson',
        ...(gzip ? { 'content-encoding': 'gzip' } : {}),
      },
    });
  }

  /** Appends one event about an officer or unit to the personnel log. */
  async tell(type: string, key: string, data: object): Promise<void> {
    await this.neighbours.publish(LOGS.personnel, key, [{ type, data }]);
  }

  /** Asks for a mark of a month; as before months had revisions when it names none. */
  async cutOff(period: string, mark?: { revision: number; final: boolean }): Promise<void> {
    const asked = { calendar: 'month', period, logs: [LOGS.fact] };
    const event =
      mark === undefined ? { data: asked } : { v: 2, data: { ...asked, ...mark, touched: 0 } };
    await this.neighbours.publish(LOGS.period, `month/${period}`, [
      { type: 'CutOffDue', ...event },
    ]);
  }

  async unit(unit: string, parent: string | null): Promise<void> {
    const name = { zh: unit, en: unit };
    await this.tell('UnitDefined', unit, { unit, name, parent, budgetMode: 'SCALE' });
  }

  async hire(
    officer: string,
    badge: string,
    {
      seat = null,
      unit = 'ZJG-110',
      from = '2024-01-01',
    }: { seat?: string | null; unit?: string; from?: string } = {},
  ): Promise<void> {
    await this.tell('OfficerHired', officer, {
      officer,
      employment: v7(),
      from,
      tier: 5,
      ...placement(badge, seat, unit),
    });
  }
}

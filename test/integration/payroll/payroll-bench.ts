import { randomUUID } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { LOGS, type GradeDecided, type OfficerHired } from '@ywk/contracts';
import { connectLogServer } from '@ywk/messaging';
import {
  acknowledgementDoor,
  connect,
  migrate,
  PayrollModule,
  POOL,
  rejections,
  routeAccess,
} from '@ywk/payroll-app';
import {
  createApp,
  createIssuerKey,
  issueToken,
  loadConfig,
  ServiceEnv,
  type IssuerKey,
  type Role,
} from '@ywk/platform';
import { createTestDatabase, type TestDatabase } from '@ywk/testing';
import type { Pool } from 'pg';
import { Neighbours, type ToldEvent } from '../../support/neighbours.ts';

const OWNED_BY_OTHERS = [LOGS.personnel, LOGS.decision, LOGS.conduct];

const quiet = { LOG_LEVEL: 'silent', NODE_ENV: 'test', PORT: '0' };

/** Payroll looks at no level. */
type GradeInMoney = Omit<GradeDecided, 'level'>;

/** Payroll on a real database, beside a stand-in for the services whose logs it follows. */
export class PayrollBench {
  payroll: NestExpressApplication;

  private brokers: readonly string[] = [];

  private constructor(
    readonly database: TestDatabase,
    private readonly others: Neighbours,
    readonly key: IssuerKey,
  ) {}

  static async start(options: { brokers?: readonly string[] } = {}): Promise<PayrollBench> {
    const key = await createIssuerKey();
    const others = await Neighbours.start({ key, logs: OWNED_BY_OTHERS });
    const own = await createTestDatabase('pay');
    const bench = new PayrollBench(own, others, key);
    bench.brokers = options.brokers ?? [];
    await migrate(own.url);
    await bench.startPayroll();
    return bench;
  }

  /** What a process of the service is told. */
  get config(): ServiceEnv {
    const { url } = this.others;
    return loadConfig(ServiceEnv, {
      ...quiet,
      DATABASE_URL: this.database.appUrl,
      MIGRATION_DATABASE_URL: this.database.url,
      EMBEDDED_ISSUER_KEY: JSON.stringify(this.key),
      LOG_URLS: `recruitment=${url},appraisal=${url},duty=${url}`,
    });
  }

  async startPayroll(): Promise<void> {
    const { config } = this;
    const module = PayrollModule.of(config);
    this.payroll = await createApp({
      name: 'payroll',
      config,
      module,
      connect,
      rejections,
      access: routeAccess,
    });
    // The logs come over HTTP: topics of the fixed names may hold other runs' logs.
    if (this.brokers.length > 0) {
      connectLogServer(
        this.payroll,
        acknowledgementDoor(this.payroll.get<Pool>(POOL), { brokers: this.brokers }),
      );
    }
    await this.payroll.listen(0, '127.0.0.1');
    await this.payroll.startAllMicroservices();
  }

  async stop(): Promise<void> {
    await this.payroll.close();
    await this.others.stop();
    await this.database.drop();
  }

  /** Someone with a badge in a unit. @returns the officer's id */
  async hire(over: Partial<OfficerHired> = {}): Promise<string> {
    const officer = randomUUID();
    const data: OfficerHired = {
      officer,
      employment: randomUUID(),
      from: '2020-01-01',
      tier: 5,
      unit: 'XC-01',
      post: 'CALL110',
      team: null,
      badge: 'F100001',
      seat: null,
      ...over,
    };
    await this.publish(LOGS.personnel, officer, [{ type: 'OfficerHired', data }]);
    return officer;
  }

  /** Appraisal approves a month's grade, as it was told before levels were placed. @returns the id of the decision's event */
  async decideGrade(officer: string, over: Partial<GradeInMoney> = {}): Promise<string> {
    const data: GradeInMoney = {
      decision: randomUUID(),
      officer,
      calendar: 'month',
      period: '2024-05',
      revision: 1,
      unit: 'XC-01',
      post: 'CALL110',
      grade: 'G3',
      total: 8_885,
      performancePay: 50_000,
      schemeVersion: 'rc-1@1',
      author: 'appraiser-1',
      approver: 'approver-1',
      ...over,
    };
    return this.publish(LOGS.decision, officer, [{ type: 'GradeDecided', data }]);
  }

  publish(log: string, key: string, events: readonly ToldEvent[]): Promise<string> {
    return this.others.publish(log, key, events);
  }

  async get<Body>(path: string, role: Role = 'payroll-system', units = ['*']): Promise<Body> {
    const response = await this.ask(path, { role, units });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as Body;
  }

  async ask(
    path: string,
    { role = 'payroll-system', units = ['*'], ...init }: Asking = {},
  ): Promise<Response> {
    const { key } = this;
    const token = await issueToken({ key, sub: `t-${role}`, roles: [role], units, ttlSeconds: 60 });
    const headers = {
      authorization: `Bearer ${token}`,
      'ywk-purpose': 'PAY',
      ...init.headers,
    };
    return fetch(`${await this.payroll.getUrl()}${path}`, { ...init, headers });
  }

  async answer(acknowledgements: readonly unknown[]): Promise<{ status: number; body: unknown }> {
    const response = await this.ask('/v1/acknowledgements', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ acknowledgements }),
    });
    return { status: response.status, body: await response.json() };
  }
}

interface Asking extends RequestInit {
  readonly role?: Role;
  readonly units?: string[];
  readonly headers?: Record<string, string>;
}

/** One line as `GET /v1/changes` shows it. */
export interface ShownLine {
  readonly line: string;
  readonly officer: string;
  readonly badge: string | null;
  readonly name: string;
  readonly kind: string;
  readonly originPeriod: string | null;
  readonly effectiveDate: string;
  readonly amount: number;
  readonly previousAmount: number | null;
  readonly run: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly causeEvent: string;
}

export interface ShownPage {
  readonly items: readonly ShownLine[];
  readonly nextCursor: string | null;
  readonly position: string;
}

import { randomUUID } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppraisalModule, connect, migrate, rejections, routeAccess } from '@ywk/appraisal-app';
import {
  cutOffName,
  LOGS,
  PARTITIONS,
  type Fact,
  type OfficerHired,
  type PeriodCutOff,
  type UnitDefined,
} from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';
import { type AppendCommand, type NewEvent } from '@ywk/event-store';
import {
  createApp,
  createIssuerKey,
  issueToken,
  loadConfig,
  ServiceEnv,
  type IssuerKey,
  type Role,
} from '@ywk/platform';
import { createTestDatabase, eventually, query, type TestDatabase } from '@ywk/testing';
import type { QueryResultRow } from 'pg';
import { v7 } from 'uuid';
import { Neighbours, type ToldEvent } from '../../support/neighbours.ts';

/** Logs of others that hold facts: months are marked in them. */
const MARKED_BY_OTHERS = [LOGS.personnel, LOGS.fact];
const OWNED_BY_OTHERS = [...MARKED_BY_OTHERS, LOGS.conduct];

const quiet = { LOG_LEVEL: 'silent', NODE_ENV: 'test', PORT: '0' };
const AT = '2024-06-04T00:00:00.000Z';

/** A fact as a test states it. */
export interface StatedFact {
  readonly officer: string;
  readonly code: string;
  readonly occurredAt: string;
  readonly amounts?: Readonly<Record<string, number>>;
  readonly fact?: string;
  readonly evidence?: string;
  readonly actId?: string;
  readonly origin?: Fact['origin'];
  /** True: the fact is taken back. */
  readonly reversed?: boolean;
  /** The ruling that it follows. */
  readonly ruling?: string;
}

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

/** Takes log lines. */
export interface LogTo {
  write(line: string): unknown;
}

/** Who asks: a role, and what else the token says. */
export interface Asker {
  readonly role: Role;
  readonly sub?: string;
  readonly units?: readonly string[];
  readonly officer?: string;
}

const factEvent = ({ reversed, ruling, ...stated }: StatedFact): NewEvent => {
  const fact: Fact = {
    fact: randomUUID(),
    amounts: {},
    origin: { kind: 'manual', source: 'desk', reference: null },
    evidence: null,
    actId: null,
    ...stated,
  };
  const { occurredAt } = fact;
  const told = reversed === true ? { ...fact, reason: 'CORRECTED' } : fact;
  const type = reversed === true ? 'FactReversed' : 'FactRecorded';
  return {
    eventId: v7(),
    type: ruling === undefined ? type : `${type}ByRuling`,
    v: 2,
    data: ruling === undefined ? told : { ...told, ruling },
    occurredAt,
  };
};

/** A body as it is sent: one JSON document, or one on each line. */
const contentOf = (given: {
  readonly body?: unknown;
  readonly lines?: readonly unknown[];
}): { readonly body?: string } => {
  if (given.lines !== undefined) {
    return { body: given.lines.map((line) => `${JSON.stringify(line)}\n`).join('') };
  }
  return given.body === undefined ? {} : { body: JSON.stringify(given.body) };
};

/** Appraisal on a real database, beside a stand-in for the services whose logs it follows. */
export class AppraisalBench {
  appraisal: NestExpressApplication;

  private constructor(
    readonly database: TestDatabase,
    readonly others: Neighbours,
    readonly key: IssuerKey,
  ) {}

  /** @param logTo where the service writes its log lines; nowhere when not given */
  static async start(logTo?: LogTo): Promise<AppraisalBench> {
    const bench = await AppraisalBench.startOthersOnly();
    await bench.startAppraisal(logTo);
    return bench;
  }

  /** The database and the logs of others; the service itself runs elsewhere. */
  static async startOthersOnly(): Promise<AppraisalBench> {
    const key = await createIssuerKey();
    const others = await Neighbours.start({ key, logs: OWNED_BY_OTHERS });
    const bench = new AppraisalBench(await createTestDatabase('app'), others, key);
    await migrate(bench.database.url);
    return bench;
  }

  /** Of recruitment and duty. */
  get store(): EventStore {
    return this.others.store;
  }

  /** The environment of the service under test. */
  environment(): Record<string, string> {
    const { url } = this.others;
    return {
      ...quiet,
      DATABASE_URL: this.database.appUrl,
      MIGRATION_DATABASE_URL: this.database.url,
      EMBEDDED_ISSUER_KEY: JSON.stringify(this.key),
      LOG_URLS: `recruitment=${url},duty=${url}`,
    };
  }

  async config(): Promise<ServiceEnv> {
    return loadConfig(ServiceEnv, this.environment());
  }

  async startAppraisal(logTo?: LogTo): Promise<void> {
    const LOG_LEVEL = logTo === undefined ? 'silent' : 'info';
    const config = { ...(await this.config()), LOG_LEVEL } as ServiceEnv;
    const module = AppraisalModule.of(config);
    const told = logTo === undefined ? {} : { logTo };
    const parts = {
      name: 'appraisal',
      config,
      module,
      connect,
      rejections,
      access: routeAccess,
      ...told,
    };
    this.appraisal = await createApp(parts);
    await this.appraisal.listen(0, '127.0.0.1');
    await this.appraisal.startAllMicroservices();
  }

  async stop(): Promise<void> {
    await this.appraisal?.close();
    await this.others.stop();
    await this.database.drop();
  }

  sql<Row extends QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return query<Row>(this.database.url, text, values);
  }

  async define(over: Partial<UnitDefined> & { unit: string }): Promise<void> {
    const name = { zh: over.unit, en: over.unit };
    const data: UnitDefined = { name, parent: null, budgetMode: 'SCALE', ...over };
    await this.publish(LOGS.personnel, data.unit, [{ type: 'UnitDefined', v: 2, data }]);
  }

  /** Someone with a post in a unit. @returns the officer's id */
  async hire(over: Partial<OfficerHired> = {}): Promise<string> {
    const officer = over.officer ?? randomUUID();
    const data: OfficerHired = {
      officer,
      employment: randomUUID(),
      from: '2020-01-01',
      tier: 5,
      unit: 'ZJG-110',
      post: 'CALL110',
      team: null,
      badge: 'F100001',
      seat: null,
      ...over,
    };
    await this.publish(LOGS.personnel, officer, [{ type: 'OfficerHired', data }]);
    return officer;
  }

  /** Facts as duty records them, so many in one append. */
  async record(facts: readonly StatedFact[], size = 200): Promise<void> {
    for (let at = 0; at < facts.length; at += size) {
      await this.store.append([this.factCommand(facts.slice(at, at + size))]);
    }
  }

  private factCommand(facts: readonly StatedFact[]): AppendCommand {
    const officers = [...new Set(facts.map(({ officer }) => officer))];
    return {
      commandId: randomUUID(),
      actor: 'duty',
      request: 'facts',
      writes: officers.map((officer) => ({
        log: LOGS.fact,
        stream: `officer-${officer}`,
        key: officer,
        expectedVersion: 'any',
        events: facts.filter((fact) => fact.officer === officer).map(factEvent),
      })),
    };
  }

  /** The first marker of a month in partitions of a log: all of them when none are named. */
  async mark(log: string, period: string, partitions?: readonly number[]): Promise<void> {
    await this.markers(log, { v: 1, data: { calendar: 'month', period } }, partitions);
  }

  /** A later marker of a month in every partition of the logs of others. */
  async markAll(period: string, mark: { revision: number; final: boolean }): Promise<void> {
    for (const log of MARKED_BY_OTHERS) {
      await this.markers(log, { v: 2, data: { calendar: 'month', period, ...mark } });
    }
  }

  private async markers(
    log: string,
    { v, data }: { v: number; data: PeriodCutOff | Omit<PeriodCutOff, 'revision' | 'final'> },
    named?: readonly number[],
  ): Promise<void> {
    const partitions = named ?? Array.from({ length: PARTITIONS }, (_, partition) => partition);
    const key = `${data.calendar}/${data.period}`;
    await this.store.append([
      {
        commandId: randomUUID(),
        actor: 'others',
        request: key,
        writes: partitions.map((partition) => ({
          log,
          stream: `cut-off-${'revision' in data ? cutOffName(data) : key}`,
          key,
          partition,
          expectedVersion: 0,
          events: [{ eventId: v7(), type: 'PeriodCutOff', v, data, occurredAt: AT }],
        })),
      },
    ]);
  }

  async publish(log: string, key: string, events: readonly ToldEvent[]): Promise<void> {
    await this.others.publish(log, key, events);
  }

  /** Waits until everything is applied and every sheet shows it. */
  async settled(withinMs = 20_000): Promise<void> {
    await eventually(
      async () => {
        const behind: string[] = [];
        for (const log of OWNED_BY_OTHERS) {
          const applied = await this.positions(log);
          for (const { partition, lastPos } of await this.store.heads(log)) {
            if ((applied.get(partition) ?? 0) < lastPos) behind.push(`${log}/${partition}`);
          }
        }
        const due = await this.sql('SELECT officer FROM sheet_due');
        return [...behind, ...due.map(({ officer }) => String(officer))];
      },
      (behind) => behind.length === 0,
      { withinMs },
    );
  }

  private async positions(log: string): Promise<Map<number, number>> {
    const rows = await this.sql<{ partition: number; last_pos: string }>(
      'SELECT partition, last_pos FROM follower_progress WHERE log = $1',
      [log],
    );
    return new Map(rows.map(({ partition, last_pos }) => [partition, Number(last_pos)]));
  }

  async ask<Body>(
    asker: Asker,
    path: string,
    init: {
      body?: unknown;
      lines?: readonly unknown[];
      method?: string;
      /** Version that a change rests on, sent as If-Match. */
      seen?: number | undefined;
    } = {},
  ): Promise<Answer<Body>> {
    const { lines } = init;
    const content = contentOf(init);
    const response = await fetch(`${await this.appraisal.getUrl()}${path}`, {
      method: init.method ?? (content.body === undefined ? 'GET' : 'POST'),
      headers: {
        authorization: `Bearer ${await this.token(asker)}`,
        'ywk-purpose': 'APPRAISAL',
        'content-type': lines === undefined ? 'application/json' : 'application/x-ndjson',
        ...(init.seen === undefined ? {} : { 'if-match': `"${init.seen}"` }),
      },
      ...content,
    });
    return { status: response.status, body: (await response.json()) as Body };
  }

  /** A page as it is sent, with its headers. */
  async page(
    asker: Asker,
    path: string,
    accept: string,
  ): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }> {
    const authorization = `Bearer ${await this.token(asker)}`;
    const headers = { authorization, accept };
    const response = await fetch(`${await this.appraisal.getUrl()}${path}`, { headers });
    const { status } = response;
    return { status, text: await response.text(), headers: response.headers };
  }

  token({ role, sub, units, officer }: Asker): Promise<string> {
    return issueToken({
      key: this.key,
      sub: sub ?? `${role}-1`,
      roles: [role],
      units: units ?? ['*'],
      ttlSeconds: 600,
      ...(officer === undefined ? {} : { officer }),
    });
  }
}

/** The month of W1 (DOMAIN 3), as totals by metric and two facts. */
export const factsOfW1 = (officer: string): StatedFact[] => {
  const occurredAt = '2024-05-17T02:00:00.000Z';
  const totals = {
    'calls.offered': 1520,
    'calls.abandonedShort': 8,
    'calls.answered': 1508,
    'calls.answered10s': 1462,
    'orders.dispatched': 640,
    'orders.wrongConfirmed': 9,
    'records.sampled': 40,
    'records.passed': 39,
    'callbacks.effective': 200,
    'callbacks.satisfied': 196,
  };
  return [
    ...Object.entries(totals).map(([code, n]) => ({ officer, code, occurredAt, amounts: { n } })),
    { officer, code: 'A03', occurredAt, amounts: { minutes: 12 } },
    { officer, code: 'B06', occurredAt },
  ];
};

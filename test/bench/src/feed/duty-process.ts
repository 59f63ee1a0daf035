import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { partitionOf } from '@ywk/contracts';
import { migrate } from '@ywk/duty-app';
import { freePorts } from '@ywk/local';
import { createIssuerKey, issueToken } from '@ywk/platform';
import { createTestDatabase, eventually, query, type TestDatabase } from '@ywk/testing';
import { officers } from '../facts.ts';
import { badgeOf } from './feed-lines.ts';

const PROGRAM = fileURLToPath(
  new URL('../../../../services/duty/app/dist/main.js', import.meta.url),
);

const HOLDS = `
INSERT INTO operator_hold (partition, operator, officer, from_day)
SELECT * , DATE '2020-01-01' FROM unnest($1::smallint[], $2::text[], $3::uuid[])`;

/** The service duty as a process of its own, whose neighbours are silent. */
export class DutyProcess {
  private constructor(
    readonly url: string,
    readonly database: TestDatabase,
    private readonly parts: { child: ChildProcess; token: string },
  ) {}

  /** @param badges so many badges are held by somebody */
  static async start(badges: number): Promise<DutyProcess> {
    const database = await createTestDatabase('benchduty');
    await migrate(database.url);
    const held = officers.slice(0, badges);
    const operators = held.map((_, at) => `badge:${badgeOf(at)}`);
    await query(database.url, HOLDS, [operators.map(partitionOf), operators, held]);
    const key = await createIssuerKey();
    const token = await issueToken({
      key,
      sub: 'bench',
      roles: ['dispatch-feed'],
      units: ['*'],
      ttlSeconds: 86_400,
    });
    const [port = 0, nobody = 0] = await freePorts(2);
    const child = spawn(process.execPath, [...process.execArgv, PROGRAM, 'serve'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        PORT: String(port),
        LOG_LEVEL: 'error',
        NODE_ENV: 'development',
        DATABASE_URL: database.appUrl,
        MIGRATION_DATABASE_URL: database.url,
        KAFKA_BROKERS: '',
        LOG_URLS: `recruitment=http://127.0.0.1:${nobody},appraisal=http://127.0.0.1:${nobody}`,
        EMBEDDED_ISSUER_KEY: JSON.stringify(key),
      },
    });
    const duty = new DutyProcess(`http://127.0.0.1:${port}`, database, { child, token });
    await eventually(async () => (await fetch(`${duty.url}/health/live`)).ok, undefined, {
      withinMs: 60_000,
    });
    return duty;
  }

  /** @throws Error unless every line was accepted and led to its facts */
  async post(lines: string, count: number): Promise<void> {
    const response = await fetch(`${this.url}/v1/dispatch-events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.parts.token}`,
        'content-type': 'application/x-ndjson',
      },
      body: lines,
    });
    const report = (await response.json()) as { accepted: number; parked: number };
    if (report.accepted === count && report.parked === 0) return;
    throw new Error(`${count} lines were not all taken in with facts: ${JSON.stringify(report)}`);
  }

  async stop(): Promise<void> {
    const { child } = this.parts;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await exited;
    await this.database.drop();
  }
}

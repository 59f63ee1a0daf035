import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LOG_OWNERS, type ServiceName } from '@ywk/contracts';
import { createPool, headEvents, headFault, keptSeals } from '@ywk/event-store';
import type { DatabaseVersion } from '@ywk/platform';
import type { Pool } from 'pg';
import { existsSync } from 'node:fs';
import { ROOT } from '../../launch/places.ts';
import { label, well, wrong, type Finding } from './finding.ts';
import { serverFindings } from './server-checks.ts';

const logFindings = async (pool: Pool, log: string): Promise<Finding[]> => {
  const heads = await headEvents(pool, log);
  const bad = heads.flatMap((head) => {
    const fault = headFault(head);
    if (fault === undefined) return [];
    const place = `${log}/${head.partition}`;
    const todo = label(
      '停止写入，用 ywk log verify 查明第一处改动，按“恢复”步骤处理',
      'Stop writing; ywk log verify names the first fault; then restore',
    );
    return [wrong({ check: 'log', place, severity: 'fail' }, label(fault, fault), todo)];
  });
  const told = label(
    `${heads.length} 个分区的末端完好`,
    `whole at the end of ${heads.length} partitions`,
  );
  return bad.length > 0 ? bad : [well({ check: 'log', place: log }, told)];
};

const DAY_MS = 86_400_000;

/** Whether the last sealed day is yesterday or the day before; without seals nothing is promised. */
export const sealFinding = (place: string, day: string | undefined, now: number): Finding => {
  const at = { check: 'seal', place };
  if (day === undefined) return well(at, label('未使用封存', 'logs are not sealed here'));
  const what = label(`最近封存到 ${day}`, `sealed up to ${day}`);
  if (now - Date.parse(day) < 3 * DAY_MS) return well(at, what);
  const todo = label('运行 ywk log seal，并检查定时任务', 'Run ywk log seal, and see to its timer');
  return wrong({ ...at, severity: 'warn' }, what, todo);
};

const away = (place: string, error: unknown): Finding => {
  const why = error instanceof Error ? error.message || error.name : String(error);
  return wrong(
    { check: 'database', place, severity: 'fail' },
    label(`无法使用：${why}`, `cannot be used: ${why}`),
    label('启动 PostgreSQL，或检查地址与密码', 'Start PostgreSQL, or see to address and password'),
  );
};

export interface ServiceDatabasePlace {
  readonly service: ServiceName;
  /** With the owner's role. */
  readonly url: string;
}

/** Server, clock, ends of the logs and seals of one service's database. */
export const databaseFindings = async (at: ServiceDatabasePlace): Promise<Finding[]> => {
  const { service, url } = at;
  const pool = createPool({ url, max: 2, applicationName: 'doctor', anyGround: true });
  try {
    const server = await serverFindings(`${service} database`, pool);
    const logs = await Promise.all(LOG_OWNERS[service].map((log) => logFindings(pool, log)));
    const day = (await keptSeals(pool)).at(-1)?.seal.day;
    return [...server, ...logs.flat(), sealFinding(service, day, Date.now())];
  } catch (error) {
    return [away(`${service} database`, error)];
  } finally {
    await pool.end();
  }
};

/** Whether program and database are of one version. */
export const versionFinding = (version: DatabaseVersion): Finding => {
  const { database, stands, missing, unknown } = version;
  const at = { check: 'migrations', place: database };
  if (missing.length > 0) {
    return wrong(
      { ...at, severity: 'fail' },
      label(`缺少迁移：${missing.join('、')}`, `not migrated: ${missing.join(', ')}`),
      label('用所有者角色运行 main.js migrate', "Run main.js migrate with the owner's role"),
    );
  }
  if (unknown.length > 0) {
    return wrong(
      { ...at, severity: 'fail' },
      label(
        `数据库比程序新：${unknown.join('、')}`,
        `newer than this program: ${unknown.join(', ')}`,
      ),
      label('部署较新的版本', 'Install the newer release'),
    );
  }
  return well(at, label(`位于 ${stands}`, `stands at ${stands}`));
};

type Versions = (urls: unknown) => Promise<DatabaseVersion[]>;

/** What the service's own program knows of its migrations. @param urls as the program takes them */
export const migrationFindings = async (
  service: ServiceName,
  urls: unknown,
): Promise<Finding[]> => {
  const program = join(ROOT, `services/${service}/app/dist/persistence/migrate.js`);
  if (!existsSync(program)) return [];
  try {
    const { versions } = (await import(pathToFileURL(program).href)) as { versions: Versions };
    return (await versions(urls)).map(versionFinding);
  } catch (error) {
    return [away(`${service} migrations`, error)];
  }
};

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LOG_OWNERS, type ServiceName } from '@ywk/contracts';
import { createPool, headEvents, headFault, keptSeals } from '@ywk/event-store';
import type { DatabaseVersion } from '@ywk/platform';
import type { Pool } from 'pg';
import { existsSync } from 'node:fs';
import { ROOT } from '../../launch/places.ts';
import { label, well, wrong, type Finding } from './finding.ts';
import { clockFinding } from './service-checks.ts';

/** What one question to a database tells of it and of its server. */
export interface DatabaseLook {
  /** Seconds since 1970 by the server's clock. */
  readonly now: number;
  /** Bytes of the write-ahead log on disk; null where the role may not see it. */
  readonly wal: number | null;
  readonly standby: boolean;
  readonly unsafe: readonly string[];
  /** Blocks that did not match their checksum. */
  readonly damaged: number;
  /** Indexes that a broken-off CREATE INDEX CONCURRENTLY left. */
  readonly invalid: readonly string[];
  /** Age of the longest transaction, seconds. */
  readonly longest: number;
  readonly used: number;
  readonly allowed: number;
}

const LOOK = `
SELECT extract(epoch FROM clock_timestamp())::float8 AS now,
  pg_is_in_recovery() AS standby,
  array(SELECT name || '=' || setting FROM pg_settings
    WHERE name IN ('fsync', 'full_page_writes') AND setting <> 'on'
      OR name = 'synchronous_commit' AND setting = 'off') AS unsafe,
  (SELECT coalesce(sum(checksum_failures), 0)::int FROM pg_stat_database) AS damaged,
  array(SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid) AS invalid,
  (SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float8
    FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend') AS longest,
  (SELECT count(*)::int FROM pg_stat_activity) AS used,
  current_setting('max_connections')::int AS allowed`;

const WAL = 'SELECT sum(size)::float8 AS wal FROM pg_ls_waldir()';

/** A role that is no pg_monitor may not list it: then it is not known. */
const walOf = async (pool: Pool): Promise<number | null> => {
  try {
    return (await pool.query<{ wal: number }>(WAL)).rows[0]?.wal ?? 0;
  } catch {
    return null;
  }
};

const LONG_S = 300;
const MUCH_WAL = 16 * 2 ** 30;
const FULL = 0.85;

interface Trouble {
  readonly holds: boolean;
  readonly severity: 'warn' | 'fail';
  readonly what: readonly [zh: string, en: string];
  readonly todo: readonly [zh: string, en: string];
}

const troublesOf = (look: DatabaseLook): Trouble[] => [
  {
    ...{ holds: look.standby, severity: 'fail' },
    what: ['这是备库', 'this server is a standby'],
    todo: ['按“故障切换”步骤提升或改地址', 'Promote it, or lead DATABASE_URL to the primary'],
  },
  {
    ...{ holds: look.unsafe.length > 0, severity: 'fail' },
    what: [`设置不安全：${look.unsafe.join('、')}`, `unsafe settings: ${look.unsafe.join(', ')}`],
    todo: ['恢复这些设置并重启 PostgreSQL', 'Set them back and restart PostgreSQL'],
  },
  {
    ...{ holds: look.damaged > 0, severity: 'fail' },
    what: [
      `${look.damaged} 个数据块校验和不符`,
      `${look.damaged} blocks do not match their checksum`,
    ],
    todo: ['立即切换到备库或恢复备份', 'Fail over, or restore a backup, at once'],
  },
  {
    ...{ holds: look.invalid.length > 0, severity: 'warn' },
    what: [`索引无效：${look.invalid.join('、')}`, `invalid indexes: ${look.invalid.join(', ')}`],
    todo: ['删除后重新执行迁移', 'Drop them and build them again concurrently'],
  },
  {
    ...{ holds: look.longest > LONG_S, severity: 'warn' },
    what: [
      `最长事务 ${Math.round(look.longest)} 秒`,
      `a transaction of ${Math.round(look.longest)} s`,
    ],
    todo: ['在 pg_stat_activity 中查找并结束它', 'Find it in pg_stat_activity and end it'],
  },
  {
    ...{ holds: look.used > look.allowed * FULL, severity: 'warn' },
    what: [
      `连接 ${look.used}/${look.allowed}`,
      `${look.used} of ${look.allowed} connections are used`,
    ],
    todo: ['提高 max_connections 或减少副本', 'Raise max_connections, or run fewer replicas'],
  },
  {
    ...{ holds: (look.wal ?? 0) > MUCH_WAL, severity: 'warn' },
    what: ['预写日志超过 16 GiB', 'the write-ahead log is above 16 GiB'],
    todo: [
      '检查复制槽和归档；不要手工删除 pg_wal',
      'See slots and archiving; never delete in pg_wal',
    ],
  },
];

/** What is wrong with a server, or one line that all is well. @param seconds of this clock */
export const lookFindings = (place: string, look: DatabaseLook, seconds: number): Finding[] => {
  const bad = troublesOf(look)
    .filter(({ holds }) => holds)
    .map(({ severity, what, todo }) =>
      wrong({ check: 'database', place, severity }, label(...what), label(...todo)),
    );
  const good = well({ check: 'database', place }, label('正常', 'answers, and is set safely'));
  return [...(bad.length === 0 ? [good] : bad), clockFinding(place, look.now - seconds)];
};

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
    const asked = Date.now();
    const { rows } = await pool.query<Omit<DatabaseLook, 'wal'>>(LOOK);
    const seconds = (asked + Date.now()) / 2_000;
    const look = rows[0] && { ...rows[0], wal: await walOf(pool) };
    const logs = await Promise.all(LOG_OWNERS[service].map((log) => logFindings(pool, log)));
    const day = (await keptSeals(pool)).at(-1)?.seal.day;
    return [
      ...(look ? lookFindings(`${service} database`, look, seconds) : []),
      ...logs.flat(),
      sealFinding(service, day, Date.now()),
    ];
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

import type { Pool } from 'pg';
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

/** What nobody may work on. */
const harmsOf = (look: DatabaseLook): Trouble[] => [
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
];

/** What goes on for a while. */
const burdensOf = (look: DatabaseLook): Trouble[] => [
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
  const bad = [...harmsOf(look), ...burdensOf(look)]
    .filter(({ holds }) => holds)
    .map(({ severity, what, todo }) =>
      wrong({ check: 'database', place, severity }, label(...what), label(...todo)),
    );
  const good = well({ check: 'database', place }, label('正常', 'answers, and is set safely'));
  return [...(bad.length === 0 ? [good] : bad), clockFinding(place, look.now - seconds)];
};

/** Asks a server once, and compares its clock with this one. */
export const serverFindings = async (place: string, pool: Pool): Promise<Finding[]> => {
  const asked = Date.now();
  const { rows } = await pool.query<Omit<DatabaseLook, 'wal'>>(LOOK);
  const seconds = (asked + Date.now()) / 2_000;
  const [look] = rows;
  return look === undefined
    ? []
    : lookFindings(place, { ...look, wal: await walOf(pool) }, seconds);
};

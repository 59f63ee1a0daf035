import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migrate as migrateAppraisal } from '@ywk/appraisal-app';
import { migrate as migrateDuty } from '@ywk/duty-app';
import { migrate as migratePayroll } from '@ywk/payroll-app';
import { migrate as migrateRecruitment } from '@ywk/recruitment-app';
import { createTestDatabase, query, type TestDatabase } from '@ywk/testing';

interface UniqueIndex {
  readonly table: string;
  readonly index: string;
  readonly primary: boolean;
  /** In the order of the index. */
  readonly columns: readonly string[];
}

/** Unique indexes of all tables; parts of a partitioned table follow their parent. */
const UNIQUE_INDEXES = `
SELECT t.relname AS table, i.relname AS index, x.indisprimary AS primary,
  array_agg(a.attname::text ORDER BY k.at) AS columns
FROM pg_index x
JOIN pg_class t ON t.oid = x.indrelid AND t.relkind IN ('r', 'p') AND NOT t.relispartition
JOIN pg_class i ON i.oid = x.indexrelid
JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
CROSS JOIN LATERAL unnest(x.indkey::int[]) WITH ORDINALITY AS k(attnum, at)
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
WHERE x.indisunique
GROUP BY 1, 2, 3`;

const TABLES = `
SELECT c.relname AS table FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition`;

/** TypeORM's own record of what has run: some dozen rows. */
const notOurs = new Set(['schema_migration']);

/** What stands in the way of distributing the database by its column partition. */
const obstacles = async (url: string): Promise<string[]> => {
  const tables = await query<{ table: string }>(url, TABLES);
  const indexes = await query<UniqueIndex & Record<string, unknown>>(url, UNIQUE_INDEXES);
  const ours = indexes.filter(({ table }) => !notOurs.has(table));
  const keyed = new Set(ours.filter(({ primary }) => primary).map(({ table }) => table));
  return [
    ...tables
      .filter(({ table }) => !keyed.has(table) && !notOurs.has(table))
      .map(({ table }) => `${table} has no primary key`),
    ...ours
      .filter(({ primary, columns }) => primary && columns[0] !== 'partition')
      .map(({ table }) => `the key of ${table} does not begin with partition`),
    ...ours
      .filter(({ primary, columns }) => !primary && !columns.includes('partition'))
      .map(({ table, index }) => `${index} on ${table} is unique beyond a partition`),
  ];
};

/** The keys of persons stand in a database of their own, which no fold reads: any key will do. */
const migrateTwo = async (url: string): Promise<void> => {
  const keys = await createTestDatabase('ywk_schema_keys');
  await migrateRecruitment({ database: url, keys: keys.url });
  await keys.drop();
};

const services = [
  { name: 'recruitment', migrate: migrateTwo },
  { name: 'duty', migrate: migrateDuty },
  { name: 'appraisal', migrate: migrateAppraisal },
  { name: 'payroll', migrate: migratePayroll },
];

describe('each table can be distributed by partition', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('ywk_schema');
  });
  afterAll(() => database.drop());

  test('what stands in the way is noticed', async () => {
    await query(database.url, 'CREATE TABLE a (id int PRIMARY KEY, partition int)');
    await query(database.url, 'CREATE TABLE b (partition int, id int UNIQUE)');
    expect((await obstacles(database.url)).sort()).toEqual([
      'b has no primary key',
      'b_id_key on b is unique beyond a partition',
      'the key of a does not begin with partition',
    ]);
  });
});

describe.each(services)('the database of $name', ({ migrate }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('ywk_schema');
    await migrate(database.url);
  });
  afterAll(() => database.drop());

  test('has partition first in every key', async () => {
    const tables = await query<{ table: string }>(database.url, TABLES);
    expect(tables.map(({ table }) => table)).toEqual(expect.arrayContaining(['event']));
    expect(await obstacles(database.url)).toEqual([]);
  });

  test('is brought up to date twice without harm', async () => {
    await expect(migrate(database.url)).resolves.toBeUndefined();
  });
});

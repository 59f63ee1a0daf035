import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, query, testServerUrl, type TestDatabase } from '@ywk/testing';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('the owner makes tables and the app role has only what it is granted', async () => {
  await query(database.url, 'CREATE TABLE event (pos int)');
  await query(database.url, `GRANT SELECT, INSERT ON event TO "${database.appRole}"`);
  await query(database.appUrl, 'INSERT INTO event VALUES (1)');
  await expect(query(database.appUrl, 'DELETE FROM event')).rejects.toThrow('permission denied');
  await expect(query(database.appUrl, 'CREATE TABLE mine (x int)')).rejects.toThrow(
    'permission denied',
  );
  expect(await query(database.adminUrl, 'SELECT pos FROM event')).toEqual([{ pos: 1 }]);
});

test('dropping leaves neither database nor roles', async () => {
  const other = await createTestDatabase();
  await other.drop();
  const left = await query(
    testServerUrl(),
    'SELECT 1 FROM pg_roles WHERE rolname LIKE $1 UNION ALL SELECT 1 FROM pg_database WHERE datname = $2',
    [`${other.name}%`, other.name],
  );
  expect(left).toEqual([]);
});

import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
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

/** Names a role and a database, as a client does first, and then says nothing more. */
const halfLoggedIn = async () => {
  const { hostname, port } = new URL(testServerUrl());
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const names = Buffer.from('user\0postgres\0database\0postgres\0\0');
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + names.length, 0);
  head.writeInt32BE(3 << 16, 4);
  socket.write(Buffer.concat([head, names]));
  await once(socket, 'data');
  return socket;
};

test('a session that stops half way through logging in is told, and keeps no test waiting', async () => {
  const other = await createTestDatabase();
  const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const socket = await halfLoggedIn();
  try {
    await other.drop(500);
    expect(written.mock.calls.join()).toMatch(/not dropped in time.*client backend/);
  } finally {
    written.mockRestore();
    socket.destroy();
  }
  await other.drop();
});

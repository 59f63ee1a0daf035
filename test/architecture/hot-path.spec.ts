import { describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import {
  forgetsPartition,
  partitionedTables,
  statementsIn,
  statementsOf,
  type Statement,
} from './statements.ts';
import { workspaceFiles } from './workspace-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const code = workspaceFiles(root).filter(
  (file) => /^(libs|services)[/].*[.]ts$/.test(file) && !file.endsWith('.spec.ts'),
);
const tables = partitionedTables(root, code);
const statements = statementsOf(root, code);

/** Rare questions of people and of housekeeping, which may ask every partition. */
const rare: readonly { readonly file: RegExp; readonly begins: string }[] = [
  { file: /call-operator[.]store/, begins: 'SELECT operator, count(*)' },
  { file: /feed-conflict[.]store/, begins: 'SELECT source, event_id, content' },
  { file: /refused-line[.]store/, begins: 'SELECT id, door, place' },
  { file: /refused-line[.]store/, begins: 'DELETE FROM refused_line WHERE expires_at' },
  {
    file: /cut-off[.]store/,
    begins: 'SELECT calendar, period, revision, final, cause FROM cut_off_due',
  },
  { file: /figure[.]store/, begins: 'SELECT coalesce(${}' },
  { file: /manifest[.]store/, begins: 'SELECT ${} FROM dispatch_manifest' },
  { file: /manifest[.]store/, begins: 'WITH day AS' },
  { file: /manifest[.]store/, begins: 'WITH seen AS' },
  { file: /duty.*source[.]store/, begins: 'SELECT source, time_zone' },
  { file: /refused-answer[.]store/, begins: 'SELECT door, reference' },
  { file: /wrong-dispatch[.]store/, begins: 'SELECT ${} FROM wrong_dispatch WHERE ($1::text' },
];
const isRare = (
  { file, text }: Statement,
  { file: where, begins }: (typeof rare)[number],
): boolean => where.test(file) && text.trim().startsWith(begins);

describe('the database can be distributed by partition', () => {
  test('the tables of the hot path are found', () => {
    const hot = ['event', 'log_counter', 'stream_head', 'command_id', 'follower_progress', 'tally'];
    expect(tables).toEqual(expect.arrayContaining(hot));
  });

  test('every statement on such a table names the partition', () => {
    expect(statements.length).toBeGreaterThan(20);
    const forgetful = statements
      .filter((statement) => forgetsPartition(statement, tables))
      .filter((statement) => !rare.some((question) => isRare(statement, question)));
    expect(forgetful.map(({ file, line, text }) => `${file}:${line} ${text.trim()}`)).toEqual([]);
  });

  test('each rare question is still asked', () => {
    const gone = rare.filter((question) => !statements.some((found) => isRare(found, question)));
    expect(gone).toEqual([]);
  });

  test.each([
    ['SELECT pos FROM event WHERE log = $1', true],
    ['UPDATE log_counter SET last_pos = $1 WHERE log = $2', true],
    ['INSERT INTO event (log, pos) VALUES ($1, $2)', true],
    ['SELECT a FROM other JOIN tally USING (officer)', true],
    ['SELECT pos FROM event WHERE partition = $1 AND log = $2', false],
    ['SELECT name FROM somewhere', false],
  ])('%s: forgets the partition %s', (sql, forgetful) => {
    const [statement] = statementsIn('a.ts', `export const a = \`${sql}\`;`);
    expect(statement).toBeDefined();
    expect(statement && forgetsPartition(statement, tables)).toBe(forgetful);
  });
});

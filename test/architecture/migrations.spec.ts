import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { migrationFaults } from './migration-rules.ts';
import { workspaceFiles } from './workspace-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = workspaceFiles(root).filter((file) =>
  /^(libs|services)[/].*[/]\d{13}-[\w-]+[.]ts$/.test(file),
);

/** A migration whose only statement is this one. */
const migrationOf = (sql: string, more = ''): string => `
export class Breach1 implements MigrationInterface {${more}
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(\`${sql}\`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}`;

describe('the release before goes on working while a database is migrated', () => {
  test('the migrations are found', () => expect(files.length).toBeGreaterThan(20));

  test('each only adds, or says why nothing breaks', () =>
    expect(
      files.flatMap((file) => migrationFaults(file, readFileSync(`${root}/${file}`, 'utf8'))),
    ).toEqual([]));

  test.each([
    ['ALTER TABLE sheet DROP COLUMN total', 'drops'],
    ['CREATE TABLE new (a int); DROP TABLE sheet', 'drops'],
    ['ALTER TABLE sheet ALTER COLUMN total DROP DEFAULT', 'drops'],
    ['ALTER TABLE sheet RENAME COLUMN total TO sum', 'renames'],
    ['ALTER TABLE sheet ALTER COLUMN total TYPE bigint', 'changes the type'],
    ['ALTER TABLE sheet ALTER total SET DATA TYPE bigint', 'changes the type'],
    ['ALTER TABLE sheet ALTER COLUMN total SET NOT NULL', 'asks the release before'],
    ['ALTER TABLE sheet ADD COLUMN total int NOT NULL', 'adds a column'],
    ['ALTER TABLE sheet ADD CONSTRAINT positive CHECK (total >= 0)', 'reads the whole table'],
    ['CREATE INDEX sheet_total ON sheet (total)', 'stops writes to sheet'],
    ['CREATE UNIQUE INDEX sheet_total ON sheet (total)', 'stops writes to sheet'],
    ['CREATE INDEX CONCURRENTLY sheet_total ON sheet (total)', 'inside a transaction'],
    [`SET LOCAL lock_timeout = '60s'`, 'a rule of its own'],
    ['-- contract: because\nDROP TABLE a; DROP TABLE sheet', 'drops'],
  ])('%s is found', (sql, what) =>
    expect(migrationFaults('a.ts', migrationOf(sql))).toEqual([expect.stringContaining(what)]),
  );

  test('a way back is found', () =>
    expect(migrationFaults('a.ts', migrationOf('SELECT 1').replace('throw', '// throw'))).toEqual([
      'a.ts can go backward',
    ]));

  test.each([
    ['ALTER TABLE sheet ADD COLUMN total int', ''],
    ['ALTER TABLE sheet ADD COLUMN total int NOT NULL DEFAULT 0, ADD COLUMN other text', ''],
    ['ALTER TABLE sheet ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID', ''],
    ['CREATE TABLE sheet (total int); CREATE INDEX sheet_total ON sheet (total)', ''],
    ['CREATE INDEX CONCURRENTLY sheet_total ON sheet (total)', 'readonly transaction = false;'],
    ['-- contract: nothing has read it since 1.3\nALTER TABLE sheet DROP COLUMN total', ''],
  ])('%s is in order', (sql, more) =>
    expect(migrationFaults('a.ts', migrationOf(sql, more))).toEqual([]),
  );
});

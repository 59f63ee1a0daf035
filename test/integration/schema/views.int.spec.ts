import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as appraisal from '@ywk/appraisal-app';
import * as duty from '@ywk/duty-app';
import * as payroll from '@ywk/payroll-app';
import type { RebuildableView } from '@ywk/projections';
import * as recruitment from '@ywk/recruitment-app';
import { createTestDatabase, query, type TestDatabase } from '@ywk/testing';

/** Tables that no rebuild makes, with the reason; docs/operations.md says it to operators. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  'the log and its own progress': [
    ...['event', 'log_counter', 'stream_head', 'command_id', 'log_seal'],
    ...['relay_checkpoint', 'relay_lease', 'idempotency_key', 'log_ground', 'schema_migration'],
  ],
  'progress of followers': [
    ...['follower_progress', 'parked_event', 'stray_record', 'follower_member'],
    ...['follower_lease', 'view_rebuild', 'view_rebuild_skipped'],
  ],
  'written in the transaction of the append': [
    ...['source_event', 'call', 'call_operator', 'waiting_fact', 'wrong_dispatch'],
    ...['holding_guard', 'holding', 'identity_claim', 'issued_line', 'closed_sheet'],
    ...['locked_run', 'paid_performance', 'ended_employment', 'pay_protection'],
  ],
  'said by others, or settled by work': [
    ...['feed_conflict', 'refused_line', 'dispatch_source', 'dispatch_manifest', 'cut_off_due'],
    ...['ruling_due', 'working_year'],
    ...['operator_due', 'refused_answer', 'officer_name', 'refresh_lease'],
    ...['liability_due', 'liability_lease'],
  ],
  'computed from tallies and personnel again by the refresher': [
    ...['sheet_due', 'active_period', 'sheet', 'cohort_member', 'cohort_value'],
  ],
  'what a run of the lab does and found: activating a version names it': [
    ...[
      'lab_run',
      'lab_partition',
      'lab_sheet',
      'lab_figure',
      'lab_change',
      'lab_unit',
      'lab_lease',
    ],
  ],
  'urns of votes: a ballot is no event': ['vote_urn', 'spent_paper'],
  'copies of events, row by row': ['fact', 'period_marker', 'penalty_word'],
};

const services = [
  { name: 'recruitment', views: recruitment.views, migrate: migrateRecruitment },
  { name: 'duty', views: duty.views, migrate: duty.migrate },
  { name: 'appraisal', views: appraisal.views, migrate: appraisal.migrate },
  { name: 'payroll', views: payroll.views, migrate: payroll.migrate },
];

async function migrateRecruitment(url: string): Promise<void> {
  const keys = await createTestDatabase('ywk_views_keys');
  await recruitment.migrate({ database: url, keys: keys.url });
  await keys.drop();
}

const TABLES = `
SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
  AND relkind IN ('r', 'p') AND NOT relispartition`;

/** Columns, checks, indexes and settings of a table, without its name. */
const SHAPE = `
SELECT
  (SELECT json_agg(json_build_array(attname, format_type(atttypid, atttypmod), attnotnull,
     (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef d
      WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum)) ORDER BY attnum)
   FROM pg_attribute a WHERE attrelid = c.oid AND attnum > 0) AS columns,
  (SELECT json_agg(pg_get_constraintdef(k.oid) ORDER BY 1::text, pg_get_constraintdef(k.oid))
   FROM pg_constraint k WHERE conrelid = c.oid AND contype = 'c') AS checks,
  (SELECT json_agg(regexp_replace(pg_get_indexdef(i.indexrelid), 'INDEX \\S+ ON \\S+', 'INDEX ON it')
     ORDER BY indisprimary DESC, indkey::text, pg_get_expr(indpred, indrelid))
   FROM pg_index i WHERE indrelid = c.oid) AS indexes,
  reloptions AS options
FROM pg_class c WHERE relname = $1`;

describe.each(services)('the views of $name', ({ views, migrate }) => {
  let database: TestDatabase;
  let all: readonly RebuildableView[];
  beforeAll(async () => {
    database = await createTestDatabase('ywk_views');
    await migrate(database.url);
    all = views();
  });
  afterAll(() => database.drop());

  test('are built like the tables of the migrations', async () => {
    for (const [table, create] of all.flatMap(({ view }) => Object.entries(view.tables))) {
      await query(database.url, create('built_beside'));
      const [live] = await query(database.url, SHAPE, [table]);
      const [built] = await query(database.url, SHAPE, ['built_beside']);
      await query(database.url, 'DROP TABLE built_beside');
      expect({ table, ...built }).toEqual({ table, ...live });
    }
  });

  test('hold every table that is derived from logs alone', async () => {
    const built = all.flatMap(({ view }) => Object.keys(view.tables));
    const known = new Set([...Object.values(KEPT).flat(), ...built]);
    const tables = await query<{ name: string }>(database.url, TABLES);
    expect(tables.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(built));
  });
});

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@ywk/testing';
import pg from 'pg';
import { runYwk } from '../../support/run-ywk.ts';
import { hr, ndjson, person, RecruitmentBench } from './recruitment-bench.ts';

const PROGRAM = new URL('../../../services/recruitment/app/dist/main.js', import.meta.url).pathname;
const VIEW = 'recruitment.officer-board';
const OFFICERS = 300;

let bench: RecruitmentBench;
let before: unknown[];

const board = () => bench.rows('SELECT * FROM officer_board ORDER BY officer');
const count = async (): Promise<number> =>
  Number((await bench.rows<{ n: string }>('SELECT count(*) AS n FROM officer_board'))[0]?.n);

const imported = (from: number, to: number) => {
  const people = Array.from({ length: to - from }, (_, at) => person(from + at));
  return bench.ask(hr, '/v1/officers:import', { lines: ndjson(people) });
};

beforeAll(async () => {
  bench = await RecruitmentBench.start();
  const unit = (code: string, parent: string | null) => ({
    ...{ unit: code, parent, budgetMode: 'SCALE' },
    name: { zh: `单位${code}`, en: `Unit ${code}` },
  });
  await bench.ask(hr, '/v1/units', { body: unit('ZJG', null) });
  await bench.ask(hr, '/v1/units', { body: unit('ZJG-110', 'ZJG') });
  await imported(1, 1 + OFFICERS);
  await eventually(count, (n) => n === OFFICERS);
  before = await board();
}, 60_000);
afterAll(() => bench.close());

const rebuilding = (): ChildProcess =>
  spawn(process.execPath, [PROGRAM, 'view', 'rebuild', VIEW], {
    env: { ...process.env, ...bench.environment, MIGRATION_DATABASE_URL: bench.ownerUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** Kills the rebuild as soon as it has told of so many pages. */
const killedAfter = async (pages: number): Promise<void> => {
  const program = rebuilding();
  const ended = once(program, 'close');
  let told = 0;
  const lines = createInterface({ input: program.stdout ?? process.stdin });
  lines.on('line', () => {
    told += 1;
    if (told === pages) program.kill('SIGKILL');
  });
  await ended;
  expect(program.signalCode).toBe('SIGKILL');
};

const LEFT = `SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'officer\\_board\\_\\_%'`;

describe('a rebuild whose process is killed', () => {
  let reading = true;
  const seen = new Set<number>();
  let reader: Promise<void>;
  beforeAll(() => {
    reader = (async () => {
      while (reading) seen.add(await count());
    })();
  });
  afterAll(async () => {
    reading = false;
    await reader;
  });

  test.each([1, 15, 16])(
    'after %i pages leaves the old view serving',
    async (pages) => {
      await killedAfter(pages);
      expect(await board()).toEqual(before);
      expect(await bench.rows(LEFT)).toHaveLength(1);
    },
    90_000,
  );

  test('while it swaps leaves the old view serving', async () => {
    const held = new pg.Client({ connectionString: bench.ownerUrl });
    await held.connect();
    await held.query('BEGIN');
    await held.query('SELECT 1 FROM officer_board LIMIT 1');
    const program = rebuilding();
    const ended = once(program, 'close');
    program.stdout?.resume();
    try {
      await eventually(
        () =>
          bench.rows(`SELECT 1 FROM pg_stat_activity WHERE application_name = 'recruitment-rebuild'
            AND wait_event_type = 'Lock'`),
        (waiting) => waiting.length > 0,
        { withinMs: 45_000 },
      );
    } finally {
      program.kill('SIGKILL');
      await ended;
      await held.end();
    }
    expect(await board()).toEqual(before);
  }, 90_000);

  test('goes on with the next run, which clears up what another left', async () => {
    await bench.rows('CREATE TABLE officer_board__old7 (partition int)');
    await bench.rows('ALTER TABLE officer_board__old7 OWNER TO CURRENT_USER');
    process.env['EMBEDDED_ISSUER_KEY'] = bench.environment.EMBEDDED_ISSUER_KEY;
    const rebuild = ['view', 'rebuild', VIEW, '--database', bench.ownerUrl, '--json'];
    const { out, code } = await runYwk(...rebuild);
    expect(JSON.parse(out)).toMatchObject({ equal: true, different: [], swapped: {} });
    expect(code).toBe(0);
    expect(await board()).toEqual(before);
    await runYwk(...rebuild);
    expect(await bench.rows(LEFT)).toEqual([]);
    expect([...seen]).toEqual([OFFICERS]);
  }, 120_000);

  test('the live follower writes on into the view that took over', async () => {
    await imported(1 + OFFICERS, 3 + OFFICERS);
    await eventually(count, (n) => n === OFFICERS + 2);
  });

  test('only one process rebuilds a view', async () => {
    const held = new pg.Client({ connectionString: bench.ownerUrl });
    await held.connect();
    await held.query(`SELECT pg_advisory_lock(hashtextextended('view_rebuild ' || $1, 0))`, [VIEW]);
    const program = rebuilding();
    program.stdout?.resume();
    const [code] = (await once(program, 'close')) as [number];
    await held.end();
    expect(code).toBe(1);
  }, 90_000);
});

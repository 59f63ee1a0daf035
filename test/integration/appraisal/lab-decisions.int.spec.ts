import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { runYwk } from '../../support/run-ywk.ts';
import { APRIL, appraiser, harsher, LabScene, MAY, type Run, type Scheme } from './lab-scene.ts';

const PER_HEAD = 42_000;

interface Side {
  readonly levels: readonly number[];
  readonly members: number;
  readonly budget: number;
  readonly asked: number;
  readonly paid: number;
  readonly overrun: number;
}

interface Budgets {
  readonly unit: string | null;
  readonly mode: string | null;
  readonly before: Side;
  readonly after: Side;
}

interface Group {
  readonly name: string;
  readonly gradeMoves: { readonly up: number; readonly down: number };
  readonly levelMoves: { readonly up: number; readonly down: number };
  readonly paidBefore: number;
  readonly paidAfter: number;
}

interface Report {
  readonly all: Group;
  readonly units: readonly Group[];
  readonly budgets: { readonly all: Budgets; readonly units: readonly Budgets[] };
  readonly years: readonly {
    readonly year: number;
    readonly bands: readonly { before: string; after: string; officers: number }[];
    readonly gained: number;
    readonly lost: number;
  }[];
}

/** More of level 1, and less money for each head. */
const stricter = (scheme: Scheme): void => {
  harsher(scheme);
  const document = scheme as unknown as {
    unitBudget: { perHead: number };
    decisions?: { levels?: { level1: { share: string; rounding: string } } };
  };
  document.unitBudget.perHead = PER_HEAD;
  if (document.decisions?.levels === undefined) throw new Error('The scheme places no levels.');
  document.decisions.levels.level1 = { share: '40%', rounding: 'FLOOR' };
};

let scene: LabScene;
let run: Run;
let report: Report;
beforeAll(async () => {
  scene = await LabScene.start();
  await scene.draftScheme(stricter);
  run = await scene.run({ version: 2, from: APRIL });
  report = run.report as unknown as Report;
}, 120_000);
afterAll(() => scene.bench.stop());

/**
 * Levels and fen of one side from totals, grades and pay alone, by the words of the rules: who stands
 * equal at a ceiling gets no seat, who stands equal at the floor goes in.
 */
const RECOUNT = `
WITH graded AS (
  SELECT officer, unit, period, $2::text AS side, total, pay FROM (
    SELECT officer, unit, period,
      CASE $2 WHEN 'before' THEN before_total ELSE after_total END AS total,
      CASE $2 WHEN 'before' THEN before_grade ELSE after_grade END AS grade,
      CASE $2 WHEN 'before' THEN before_pay ELSE after_pay END AS pay
    FROM lab_change WHERE run = $1) s
  WHERE grade IS NOT NULL),
ranked AS (
  SELECT *, count(*) OVER u AS n, sum(pay) OVER u AS asked,
    rank() OVER (PARTITION BY unit, period ORDER BY total DESC) AS down,
    rank() OVER (PARTITION BY unit, period ORDER BY total) AS up,
    count(*) OVER (PARTITION BY unit, period, total) AS same
  FROM graded WINDOW u AS (PARTITION BY unit, period)),
shared AS (
  SELECT *, least(asked, n * $3) AS budget,
    floor(pay * least(asked, n * $3) / asked) AS base,
    mod(pay * least(asked, n * $3), asked) AS rest
  FROM ranked),
served AS (
  SELECT *, row_number() OVER (PARTITION BY unit, period ORDER BY rest DESC, officer) AS turn,
    budget - sum(base) OVER (PARTITION BY unit, period) AS left_over
  FROM shared)
SELECT officer, period, unit,
  CASE WHEN up <= ceil(n * 0.1) THEN 4 WHEN down + same - 1 <= floor(n * $4::numeric) THEN 1
    WHEN down + same - 1 <= floor(n * 0.6) THEN 2 ELSE 3 END AS level,
  (base + CASE WHEN turn <= left_over THEN 1 ELSE 0 END)::int AS paid
FROM served ORDER BY period, officer`;

interface Recounted {
  readonly officer: string;
  readonly period: string;
  readonly unit: string;
  readonly level: number;
  readonly paid: number;
}

const sides = [
  ['before', 50_000, '0.2'],
  ['after', PER_HEAD, '0.4'],
] as const;

type RuledSide = (typeof sides)[number];

const recounted = ([side, perHead, share]: RuledSide): Promise<Recounted[]> =>
  scene.bench.sql<Recounted & Record<string, unknown>>(RECOUNT, [run.id, side, perHead, share]);

describe('levels and yuan of a run', () => {
  test.each(sides)(
    'are those that SQL makes of totals and grades: %s',
    async (...side: RuledSide) => {
      const [name] = side;
      const kept = await scene.bench.sql(
        `SELECT officer, period, unit, ${name}_level::int AS level, ${name}_paid::int AS paid
       FROM lab_change WHERE run = $1 AND ${name}_grade IS NOT NULL ORDER BY period, officer`,
        [run.id],
      );
      expect(kept).toEqual(await recounted(side));
      expect(new Set(kept.map(({ level }) => level))).toEqual(new Set([1, 2, 3, 4]));
    },
  );

  test('add up to the report, by unit and for the bureau', async () => {
    for (const side of sides) {
      const [name, perHead] = side;
      const rows = await recounted(side);
      const sumOf = (of: readonly Recounted[]) => of.reduce((sum, { paid }) => sum + paid, 0);
      const levelsOf = (of: readonly Recounted[]) =>
        [1, 2, 3, 4].map((level) => of.filter((row) => row.level === level).length);
      const { all, units } = report.budgets;
      expect(all[name]).toMatchObject({
        ...{ paid: sumOf(rows), levels: levelsOf(rows), members: rows.length },
        budget: perHead * rows.length,
      });
      for (const unit of units) {
        const own = rows.filter((row) => row.unit === unit.unit);
        expect(unit[name]).toMatchObject({ paid: sumOf(own), levels: levelsOf(own) });
      }
    }
    expect(report.all).toMatchObject({
      paidBefore: report.budgets.all.before.paid,
      paidAfter: report.budgets.all.after.paid,
    });
    expect(report.budgets.all.after.overrun).toBeGreaterThan(0);
  });

  test('say how many go up and down, as SQL counts them', async () => {
    const moves = await scene.bench.sql(
      `SELECT unit AS name,
         (count(*) FILTER (WHERE after_level < before_level))::int AS up,
         (count(*) FILTER (WHERE after_level > before_level))::int AS down,
         (count(*) FILTER (WHERE after_grade < before_grade))::int AS grades_up,
         (count(*) FILTER (WHERE after_grade > before_grade))::int AS grades_down
       FROM lab_change WHERE run = $1 GROUP BY unit ORDER BY unit`,
      [run.id],
    );
    expect(
      report.units.map(({ name, levelMoves, gradeMoves }) => ({
        ...{ name, ...levelMoves, grades_up: gradeMoves.up, grades_down: gradeMoves.down },
      })),
    ).toEqual(moves);
    expect(moves.reduce((sum, { up }) => sum + Number(up), 0)).toBeGreaterThan(0);
  });

  test('are shown of a person too, and who changes in them alone is listed', async () => {
    const listed = (await scene.changes(run.id, '?limit=200')) as unknown as {
      officer: string;
      period: string;
      before: { level: number; paid: number };
      after: { level: number; paid: number };
    }[];
    for (const { officer, period, before, after } of listed) {
      const [kept] = await scene.bench.sql(
        `SELECT before_level::int AS b, before_paid::int AS bp, after_level::int AS a,
           after_paid::int AS ap FROM lab_change WHERE run = $1 AND officer = $2 AND period = $3`,
        [run.id, officer, period],
      );
      expect(kept).toEqual({ b: before.level, bp: before.paid, a: after.level, ap: after.paid });
    }
    const [counted] = await scene.bench.sql(
      `SELECT count(*)::int AS n FROM lab_change WHERE run = $1 AND (before_paid IS DISTINCT FROM
       after_paid OR before_level IS DISTINCT FROM after_level OR before_total IS DISTINCT FROM
       after_total)`,
      [run.id],
    );
    expect(listed).toHaveLength(Number(counted?.['n']));
    expect(await scene.bench.sql('SELECT 1 FROM lab_change WHERE ranks IS NOT NULL')).toEqual([]);
  });

  test('of the year say by months alone who crosses a threshold', async () => {
    const [band] = await scene.bench.sql(
      `SELECT count(*)::int AS n FROM (
         SELECT officer, round(avg(before_total)) AS b, round(avg(after_total)) AS a
         FROM lab_change WHERE run = $1 GROUP BY officer) m
       WHERE (b >= 9000) <> (a >= 9000) OR (b >= 7500) <> (a >= 7500) OR (b >= 6000) <> (a >= 6000)`,
      [run.id],
    );
    const [year] = report.years;
    const moved = (year?.bands ?? []).filter(({ before, after }) => before !== after);
    expect(year?.year).toBe(2024);
    expect(moved.reduce((sum, { officers }) => sum + officers, 0)).toBe(band?.['n']);
  });
});

describe('the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ywk-lab-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('tells levels, yuan and the year in both languages', async () => {
    const path = '/v1/rules/schemes/rc-1/2';
    const { body } = await scene.bench.ask<{ document: Scheme }>(appraiser, path);
    const file = join(folder, 'scheme.yaml');
    writeFileSync(file, stringify(body.document));
    const url = await scene.bench.appraisal.getUrl();
    const door = ['--url', url, '--token', await scene.bench.token(appraiser)];
    const { out } = await runYwk('lab', 'run', file, '--from', APRIL, '--to', MAY, ...door);
    const { before, after } = report.budgets.all;
    expect(out).toContain('levels and budgets 警务等级与绩效额度 ¥');
    for (const side of [before, after]) {
      expect(out).toContain(side.levels.join('/'));
      expect(out).toContain((side.paid / 100).toFixed(2));
    }
    expect(out).toContain('2024: annual grades and tiers by these months alone');
    expect(out).toContain('不含领导评价、民主评议、优秀名额');
  }, 30_000);
});

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, query } from '@ywk/testing';
import { stringify } from 'yaml';
import { runYwk } from '../../support/run-ywk.ts';
import type { Asker } from './appraisal-bench.ts';
import {
  APRIL,
  appraiser,
  approvers,
  harsher,
  LabScene,
  MAY,
  nextMonth,
  type Run,
  type Scheme,
} from './lab-scene.ts';

/** Drafts in the order of their making; metrics have a count of their own. */
const HARSHER = 2;
const SAME = 3;
const LONG_PAST = 4;

interface Shown {
  readonly officer: string;
  readonly total: number | null;
  readonly grade: string | null;
  readonly scheme: string;
  readonly adjustments: readonly { readonly points: number }[];
}

let scene: LabScene;
beforeAll(async () => {
  scene = await LabScene.start();
  await scene.draftScheme(harsher);
  await scene.draftScheme(() => undefined);
}, 120_000);
afterAll(() => scene.bench.stop());

const shownScore = async (officer: string, period: string): Promise<Shown> =>
  (await scene.bench.ask<Shown>(appraiser, `/v1/officers/${officer}/scores/${period}`)).body;

/** What a run says of the rules in force, named as the sheets name it. */
const liveSides = (run: string) =>
  scene.bench.sql<{ officer: string; period: string }>(
    `SELECT officer, period, unit, post, before_total AS total, before_grade AS grade,
       before_pay::int AS pay
     FROM lab_change WHERE run = $1 ORDER BY officer, period`,
    [run],
  );

describe('a harsher rule', () => {
  let run: Run;
  beforeAll(async () => {
    run = await scene.run({ version: HARSHER });
  }, 60_000);

  test('changes the points of exactly those who came late, by three', async () => {
    const all = await scene.changes(run.id);
    const changes = all.filter(({ direction }) => direction !== 'SAME');
    expect(changes.map(({ officer }) => officer).sort()).toEqual([...scene.late].sort());
    for (const { before, after, direction } of changes) {
      expect({ direction, by: (after.total ?? 0) - (before.total ?? 0) }).toEqual({
        direction: 'DOWN',
        by: -300,
      });
    }
  });

  test('gives a neighbour another level, without another point', async () => {
    const all = await scene.changes(run.id);
    const [neighbour, ...others] = all.filter(({ direction }) => direction === 'SAME');
    expect(others).toEqual([]);
    expect(neighbour?.before.total).toBe(neighbour?.after.total);
    expect(neighbour?.before.level).not.toBe(neighbour?.after.level);
  });

  test('is added up by unit and post, with the mean to the exact ratio', () => {
    expect(run).toMatchObject({ state: 'DONE', progress: 100, periods: [MAY], failure: null });
    expect(run.report?.all).toMatchObject({
      sheets: 12,
      changed: 4,
      directions: { DOWN: 3, SAME: 9, UP: 0 },
      mean: { exact: '-3/4', shown: '-0.75' },
    });
    expect(run.report?.units.map(({ name, changed }) => [name, changed])).toEqual([
      ['ZJG-110', 2],
      ['ZJG-FRAUD', 2],
    ]);
    expect(run.report?.posts.map(({ name, changed }) => [name, changed])).toEqual([
      ['ANTI_FRAUD_OUTREACH', 2],
      ['CALL110', 2],
    ]);
    expect(run.report?.largest).toHaveLength(3);
    expect(run.positions['duty.fact.v1']).toHaveLength(64);
  });

  test('asked for again is the same run; an id of its own is a new one, once', async () => {
    expect((await scene.ask({ version: HARSHER })).body).toMatchObject({ id: run.id });
    const own = randomUUID();
    const again = await scene.run({ version: HARSHER, run: own });
    expect({ ...again, id: '' }).toMatchObject({ state: 'DONE', report: run.report });
    expect(await scene.ask({ version: SAME, run: own })).toMatchObject({
      status: 422,
      body: { code: 'ID_REUSED' },
    });
  });

  test('shows leaders their own tree, and pages', async () => {
    const leader: Asker = { role: 'leader', units: ['ZJG-FRAUD'] };
    const own = await scene.changes(run.id, '', leader);
    expect(own.map(({ unit }) => unit)).toEqual(['ZJG-FRAUD', 'ZJG-FRAUD']);
    const seen = await scene.shown(run.id, leader);
    expect(seen.report?.units.map(({ name }) => name)).toEqual(['ZJG-FRAUD']);
    expect(seen.report?.largest.map(({ unit }) => unit)).toEqual(['ZJG-FRAUD']);
    const foreign = `/v1/lab/runs/${run.id}/changes?unit=ZJG-110`;
    expect(await scene.bench.ask(leader, foreign)).toMatchObject({
      status: 403,
      body: { code: 'UNIT_OUT_OF_SCOPE' },
    });
    expect(await scene.changes(run.id, '?unit=ZJG-110&post=CALL110')).toHaveLength(2);
    type Page = { items: unknown[]; nextCursor: string };
    const path = `/v1/lab/runs/${run.id}/changes?limit=2`;
    const { body: first } = await scene.bench.ask<Page>(appraiser, path);
    const { body: rest } = await scene.bench.ask<Page>(
      appraiser,
      `${path}&cursor=${first.nextCursor}`,
    );
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 2, null]);
  });
});

describe('lab and live', () => {
  const everybody = () => 2 * scene.officers.length;

  test.each([SAME, HARSHER])(
    'agree on everybody in a closed and an open month, whatever is tried: version %i',
    async (version) => {
      const run = await scene.run({ version, from: APRIL });
      expect(run).toMatchObject({ state: 'DONE', periods: [APRIL, MAY] });
      const sides = await liveSides(run.id);
      expect(sides).toHaveLength(everybody());
      for (const side of sides) {
        expect(await shownScore(side.officer, side.period)).toMatchObject(side);
      }
    },
    60_000,
  );

  test('agree on what late facts of a closed month change', async () => {
    const [adjusted] = (await shownScore(scene.takers[3] ?? '', MAY)).adjustments;
    expect(adjusted?.points).toBeLessThan(0);
    const run = await scene.run({ version: SAME, from: APRIL });
    expect(run.report?.all).toMatchObject({ changed: 0, sheets: everybody() });
    expect(await scene.changes(run.id)).toEqual([]);
  });
});

describe('metric definitions', () => {
  const metrics = (version: number) =>
    scene.run({ kind: 'METRICS', name: 'metrics', version, from: APRIL });

  test('that are equal change nobody: facts are summed as they were folded', async () => {
    await scene.draftMetrics(2, () => undefined);
    const run = await metrics(2);
    expect(run.report?.all).toMatchObject({ changed: 0, sheets: 24 });
    expect(run.report?.uncounted).toEqual({});
  }, 60_000);

  test('with a shorter limit change those who answer calls, in both months', async () => {
    await scene.draftMetrics(3, ({ measured }) => {
      const answered = measured.find(({ metric }) => metric === 'calls.answered10s');
      const source = answered?.from.find(({ code }) => code === 'call.answered');
      if (source === undefined) throw new Error('There is no such metric.');
      source.when = { amount: 'answerMs', atMost: 5_000 };
    });
    const run = await metrics(3);
    const changes = await scene.changes(run.id);
    expect(new Set(changes.map(({ officer }) => officer))).toEqual(new Set(scene.takers));
    expect(changes.map(({ direction }) => direction)).not.toContain('UP');
    expect(changes).toHaveLength(2 * scene.takers.length);
  }, 60_000);

  test('that cannot count a kept fact say how many there are', async () => {
    await scene.draftMetrics(4, (document) => {
      document.events = document.events.map((each) =>
        each.codes.includes('B05') ? { ...each, points: [1, 2] } : each,
      );
    });
    const run = await metrics(4);
    expect(run.report?.uncounted).toEqual({ B05: 1 });
    expect((await scene.changes(run.id)).map(({ officer }) => officer)).toEqual([scene.praised]);
  }, 60_000);
});

describe('a run that is broken off', () => {
  const SLOW = `
CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN PERFORM pg_sleep(0.03); RETURN NEW; END';
CREATE TRIGGER slowly BEFORE INSERT ON lab_partition FOR EACH ROW EXECUTE FUNCTION slowly()`;

  const rows = async (run: string): Promise<string> =>
    JSON.stringify(
      await scene.bench.sql(
        `SELECT to_jsonb(c) - 'run' AS row FROM lab_change c WHERE run = $1
         ORDER BY period, officer`,
        [run],
      ),
    );

  test('goes on where it was, and comes to the same bytes', async () => {
    const { bench } = scene;
    const whole = await scene.run({ version: HARSHER, from: APRIL });
    await bench.sql(SLOW);
    const { body: broken } = await scene.ask({ version: HARSHER, from: APRIL, run: randomUUID() });
    await eventually(
      () => scene.shown(broken.id),
      ({ progress }) => progress >= 30,
    );
    // As when the process dies: what is under way is rolled back, nothing is handed over.
    await query(
      bench.database.adminUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'appraisal'`,
    );
    await bench.appraisal.close();
    const done = async () =>
      Number(
        (
          await bench.sql('SELECT count(*) AS n FROM lab_partition WHERE run = $1', [broken.id])
        )[0]?.['n'],
      );
    const before = await done();
    expect(before).toBeGreaterThan(60);
    expect(before).toBeLessThan(256);
    await bench.sql('DROP TRIGGER slowly ON lab_partition');
    await bench.startAppraisal();
    const resumed = await scene.ended(broken.id);
    expect(await rows(broken.id)).toBe(await rows(whole.id));
    expect(JSON.stringify(resumed.report)).toBe(JSON.stringify(whole.report));
    expect(await bench.sql('SELECT * FROM lab_sheet')).toEqual([]);
    expect(await bench.sql('SELECT * FROM lab_figure')).toEqual([]);
  }, 60_000);

  test('by something that stays wrong fails, says why, and goes on when asked again', async () => {
    const { bench } = scene;
    await bench.sql(
      `ALTER TABLE lab_partition ADD CONSTRAINT stuck CHECK (partition < 40) NOT VALID`,
    );
    const ask = { version: SAME, run: randomUUID() };
    const { body } = await scene.ask(ask);
    expect(await scene.ended(body.id)).toMatchObject({
      state: 'FAILED',
      progress: 31,
      failure: expect.stringContaining('stuck'),
      report: null,
    });
    await bench.sql('ALTER TABLE lab_partition DROP CONSTRAINT stuck');
    expect(await scene.run(ask)).toMatchObject({ state: 'DONE', failure: null });
  }, 60_000);
});

describe('the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ywk-lab-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const lab = async (document: object, ...options: string[]) => {
    const file = join(folder, 'scheme.yaml');
    writeFileSync(file, stringify(document));
    const url = await scene.bench.appraisal.getUrl();
    const token = await scene.bench.token(appraiser);
    const door = ['--url', url, '--token', token];
    return runYwk('lab', 'run', file, '--from', MAY, ...door, ...options);
  };

  const written = async (): Promise<Scheme> => {
    const path = `/v1/rules/schemes/rc-1/${HARSHER}`;
    return (await scene.bench.ask<{ document: Scheme }>(appraiser, path)).body.document;
  };

  test('runs a file and tells in both languages who changes', async () => {
    const { code, out } = await lab(await written());
    expect(code).toBe(0);
    expect(out).toContain('2024-05; 4 of 12 change 有变化');
    expect(out).toMatch(/by unit 按单位\n {2}ZJG-110 +5 +0 +2 +3/);
    expect(out).toContain('不显示分性别结果');
    const { out: json } = await lab(await written(), '--to', MAY, '--json');
    expect(JSON.parse(json)).toMatchObject({ state: 'DONE', report: { all: { changed: 4 } } });
  }, 30_000);

  test('refuses a version with other content, one that means nothing, and what is no version', async () => {
    const other = { ...(await written()), source: 'another' };
    await expect(lab(other)).rejects.toThrow('版本号已被占用');
    await expect(lab({ ...other, version: 99 })).rejects.toThrow('RULES_VERSION');
    await expect(lab({ posts: {} })).rejects.toThrow('no version of rules');
    await expect(lab(await written(), '--to', '2019-01')).rejects.toThrow('LAB_NO_MONTH');
  }, 30_000);
});

describe('what cannot be tried', () => {
  test('is refused by name', async () => {
    const cases = [
      [{ version: 77 }, 404, 'RULES_UNKNOWN'],
      [{ version: HARSHER, from: '2023-01', to: '2023-02' }, 409, 'LAB_NO_MONTH'],
      [{ version: HARSHER, from: MAY, to: APRIL }, 409, 'LAB_NO_MONTH'],
      [{ version: HARSHER, from: '1999-01' }, 409, 'METRICS_MISSING'],
      [{ version: HARSHER, from: 'May' }, 400, 'REQUEST_NOT_VALID'],
    ] as const;
    for (const [over, status, code] of cases) {
      expect(await scene.ask(over)).toMatchObject({ status, body: { code } });
    }
    const unknown = `/v1/lab/runs/${randomUUID()}`;
    for (const path of [unknown, `${unknown}/changes`]) {
      expect(await scene.bench.ask(appraiser, path)).toMatchObject({
        status: 404,
        body: { code: 'LAB_RUN_UNKNOWN' },
      });
    }
    const leader: Asker = { role: 'leader' };
    const ask = { body: { kind: 'SCHEME', name: 'rc-1', version: HARSHER, from: MAY, to: MAY } };
    expect((await scene.bench.ask(leader, '/v1/lab/runs', ask)).status).toBe(403);
  });
});

describe('a version is put in force', () => {
  const path = (version: number, act: string) => `/v1/rules/schemes/rc-1/${version}/${act}`;
  const post = (version: number, act: string, asker: Asker) =>
    scene.bench.ask<object>(asker, path(version, act), { method: 'POST' });
  const refused = async (version: number, asker: Asker) =>
    (await post(version, 'activate', asker)).body as { code?: string };
  const [first, second, third] = approvers as [Asker, Asker, Asker];

  test('not for a month that has begun, and not without a report of its own', async () => {
    await scene.draftScheme((scheme) => {
      scheme.effectiveFrom = MAY;
    });
    expect(await refused(LONG_PAST, first)).toMatchObject({ code: 'MONTH_LOCKED' });
    await scene.draftScheme(harsher);
    expect(await refused(LONG_PAST + 1, first)).toMatchObject({ code: 'LAB_REPORT_MISSING' });
  });

  test('not by its author, and not before two others approve', async () => {
    const author: Asker = { role: 'approver', sub: 'appraiser-1' };
    expect(await refused(HARSHER, author)).toMatchObject({ code: 'SAME_PERSON' });
    expect(await refused(HARSHER, first)).toMatchObject({ code: 'APPROVALS_MISSING' });
    expect((await post(HARSHER, 'approve', author)).body).toMatchObject({ code: 'SAME_PERSON' });
    await post(HARSHER, 'approve', first);
    expect(await refused(HARSHER, first)).toMatchObject({ code: 'APPROVALS_MISSING' });
    await post(HARSHER, 'approve', second);
  });

  test('and then scores the next month, without a restart', async () => {
    const [officer = ''] = scene.educators;
    const month = nextMonth();
    const occurredAt = `${month}-03T02:00:00.000Z`;
    await scene.bench.record([{ officer, code: 'A03', occurredAt, amounts: { minutes: 3 } }]);
    await scene.bench.settled();
    expect(await shownScore(officer, month)).toMatchObject({ scheme: 'rc-1@1' });
    expect(await post(HARSHER, 'activate', third)).toMatchObject({
      status: 200,
      body: { status: 'IN_FORCE', activatedBy: 'approver-3' },
    });
    await scene.bench.record([{ officer, code: 'B06', occurredAt }]);
    await scene.bench.settled();
    expect(await shownScore(officer, month)).toMatchObject({ scheme: 'rc-1@2' });
    expect(await shownScore(officer, MAY)).toMatchObject({ scheme: 'rc-1@1' });
    const events = await scene.bench.sql(
      `SELECT r.state FROM event e JOIN lab_run r ON r.run = (e.data::json ->> 'report')::uuid
       WHERE e.type = 'RulesActivated'`,
    );
    expect(events).toEqual([{ state: 'DONE' }]);
  });
});

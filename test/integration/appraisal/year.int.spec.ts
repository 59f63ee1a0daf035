import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS } from '@ywk/contracts';
import { takeActTimeFrom } from '@ywk/platform';
import { eventually } from '@ywk/testing';
import { AppraisalBench, type Asker } from './appraisal-bench.ts';
import {
  appraiser,
  approver,
  as,
  factsOf,
  MONTHS,
  review,
  type Found,
  type Item,
  type Line,
  type Preview,
  type Proposal,
  type State,
} from './year-scene.ts';

const folder = mkdtempSync(join(tmpdir(), 'ywk-year-'));
const clock = join(folder, 'now');
let bench: AppraisalBench;
let people: string[];
let newcomer: string;
let failing: string;
let short: string;
let proposal: string;
let newest: string;

const itIs = (instant: string): void => {
  writeFileSync(clock, instant);
};
const period = (...[calendar, name, what, asker = appraiser]: [string, string, string, Asker?]) =>
  bench.ask<State>(asker, `/v1/periods/${calendar}/${name}/${what}`, { body: {} });
const stateOf = async (calendar: string, name: string): Promise<State> =>
  (await bench.ask<State>(appraiser, `/v1/periods/${calendar}/${name}`)).body;
const ready = (calendar: string, name: string) =>
  eventually(
    () => stateOf(calendar, name),
    ({ obstacles }) => obstacles.length === 0,
  );
/** Of one period, whatever else is overdue. */
const deadlines = async (name: string): Promise<Found> => {
  const { body } = await bench.ask<Found>(appraiser, '/v1/deadlines?limit=200');
  const own = (all: Found['soon']) => all.filter((each) => each.period === name);
  return { overdue: own(body.overdue), soon: own(body.soon) };
};

const propose = async (calendar: string, name: string): Promise<Item[]> => {
  const body = { calendar, period: name };
  const answer = await bench.ask<{ items: Item[] }>(appraiser, '/v1/results-proposals', { body });
  return answer.body.items;
};
const approve = async (id: string, asker = approver): Promise<Item | undefined> => {
  const path = '/v1/results-proposals:approve';
  return (await bench.ask<{ items: Item[] }>(asker, path, { body: { ids: [id] } })).body.items[0];
};
const shown = async (id: string): Promise<Proposal> =>
  (await bench.ask<Proposal>(appraiser, `/v1/results-proposals/${id}`)).body;

/** The revision that is due, from its computation to its publication. */
const shownAnew = async (revision: number): Promise<void> => {
  await ready('year', '2024');
  expect((await period('year', '2024', 'compute')).body).toMatchObject({ revision });
  const [item] = await propose('year', '2024');
  newest = item?.id ?? '';
  await approve(newest);
  await period('year', '2024', 'publish');
};

/** Whose window the last publication opened. */
const noticed = async (): Promise<string[]> => {
  const path = '/v1/periods/year/2024/notices?unit=U1';
  return (await bench.ask<{ officers: string[] }>(appraiser, path)).body.officers;
};

/** Lines of some people as they were last proposed. */
const linesOf = async (...places: readonly number[]): Promise<(Line | undefined)[]> => {
  const { results } = await shown(newest);
  return places.map((place) => results.find(({ officer }) => officer === people[place]));
};

const post = (what: string, asker: Asker, body: object) =>
  bench.ask<Preview>(asker, `/v1/periods/year/2024/objections${what}`, { body });

beforeAll(async () => {
  takeActTimeFrom(clock);
  itIs('2025-01-06T00:00:00+08:00');
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'U1' });
  const hire = (from: string) => bench.hire({ unit: 'U1', team: 'U1-A', from });
  people = [];
  for (let n = 0; n < 4; n += 1) people.push(await hire('2020-01-01'));
  short = await hire('2024-03-01');
  failing = await hire('2020-01-01');
  people.push(short, failing);
  newcomer = await hire('2024-09-01');
  await bench.record(
    [...people, newcomer].flatMap((officer) => factsOf(officer, officer === failing)),
  );
  const late = { officer: people[3] ?? '', code: 'A03', amounts: { minutes: 12 } };
  await bench.record([{ ...late, occurredAt: '2024-11-20T00:00:00.000Z' }]);
  for (const month of MONTHS) {
    for (const log of [LOGS.personnel, LOGS.fact]) await bench.mark(log, month);
  }
  await bench.settled();
}, 60_000);

afterAll(async () => {
  takeActTimeFrom(undefined);
  rmSync(folder, { recursive: true });
  await bench.stop();
});

describe('a year', () => {
  test('is cut off when it is over, and only by a name of its calendar', async () => {
    itIs('2024-12-31T23:00:00+08:00');
    expect(await deadlines('2024')).toEqual({ overdue: [], soon: [] });
    expect((await period('year', '2024', 'cut-off')).body.code).toBe('PERIOD_NOT_OVER');
    itIs('2025-01-06T00:00:00+08:00');
    expect((await deadlines('2024')).overdue).toEqual([
      { what: 'CUT_OFF', period: '2024', unit: null, day: '2025-01-04', overdue: true },
    ]);
    expect(await deadlines('2024-Q4')).toEqual({ overdue: [], soon: [] });
    expect((await period('quarter', '2024', 'cut-off')).body.code).toBe('PERIOD_UNKNOWN');
    expect((await period('year', '2024', 'cut-off')).status).toBe(200);
  });

  test('is not computed before its months are', async () => {
    const refused = (await period('year', '2024', 'compute')).body;
    expect(refused.code).toBe('PERIOD_NOT_READY');
    for (const month of MONTHS) {
      await period('month', month, 'cut-off');
      await ready('month', month);
      expect((await period('month', month, 'compute')).body).toMatchObject({ revision: 1 });
    }
    await ready('year', '2024');
    expect((await period('year', '2024', 'compute')).body).toMatchObject({ revision: 1 });
  });

  test('is not graded without a review, and an invalid vote is held again', async () => {
    const [none] = await propose('year', '2024');
    expect(none).toMatchObject({ outcome: 'refused', code: 'YEAR_PARTS_MISSING' });
    await review({ bench, people }, 1, 2);
    const [few] = await propose('year', '2024');
    expect(few?.facts?.reason.zh).toContain('须重新进行');
    await review({ bench, people }, 2, people.length);
    const [item] = await propose('year', '2024');
    expect(item).toMatchObject({ outcome: 'proposed', unit: 'U1' });
    proposal = item?.id ?? '';
  }, 60_000);

  test('a closed review gives the composite its parts', async () => {
    const path = `/v1/officers/${people[0]}/years/2024/composite`;
    const { body } = await bench.ask<{ parts: object[]; grade: string }>(appraiser, path, {
      body: {},
    });
    expect(body.grade).toBe('EXCELLENT');
    expect(body.parts).toMatchObject([{}, { value: '99' }, { part: 'VOTES', value: '100' }]);
  });

  test('places the excellent by the quota and all others by rule, with reasons', async () => {
    const { results, quota } = await shown(proposal);
    const of = (officer: string | undefined) => {
      const found = results.find((each) => each.officer === officer);
      if (found === undefined) throw new Error('Everybody is listed.');
      return found;
    };
    expect(quota?.use).toMatchObject({ n: 6, seats: 1, used: 1 });
    expect(of(people[0]).year).toMatchObject({ grade: 'EXCELLENT', rule: 'SEAT' });
    expect(of(people[1]).year).toMatchObject({ grade: 'COMPETENT', rule: 'NO_SEAT' });
    expect(of(short).year).toMatchObject({ grade: 'COMPETENT', rule: 'SHORT_SERVICE' });
    expect(of(failing).year).toMatchObject({
      ...{ grade: 'INCOMPETENT', rule: 'FAILED_MONTHS', failed: 2 },
    });
    expect(of(newcomer).year).toMatchObject({ grade: null, rule: 'COMMENT_ONLY' });
    expect(of(people[0]).words.zh).toContain('名额1个');
    // Late once in November.
    expect(of(people[3]).rank).toBe(5);
  });

  test('is approved by a second person who is not graded', async () => {
    const author: Asker = { role: 'approver', sub: 'appraiser-1' };
    expect(await approve(proposal, author)).toMatchObject({ code: 'SAME_PERSON' });
    const graded: Asker = { ...approver, sub: 'approver-2', officer: people[2] ?? '' };
    expect(await approve(proposal, graded)).toMatchObject({ code: 'SAME_PERSON' });
    expect(await approve(proposal)).toMatchObject({ outcome: 'approved', members: 7 });
    expect(await approve(proposal)).toMatchObject({ outcome: 'approved' });
    const decided = await bench.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM event WHERE type = 'AnnualGradeDecided'`,
    );
    expect(decided[0]?.n).toBe(7);
  });

  test('is published with clocks of its own', async () => {
    const { body } = await period('year', '2024', 'publish');
    expect(body.publications).toMatchObject([{ unit: 'U1', publicityUntil: '2025-01-15' }]);
    const refused = (await period('year', '2024', 'finalise', approver)).body;
    expect(refused.code).toBe('PERIOD_NOT_FINAL');
    expect(refused.facts.obstacles).toEqual([
      { code: 'MONTHS_NOT_FINAL', periods: MONTHS },
      { code: 'PUBLICITY_RUNNING', units: ['U1'], until: '2025-01-20' },
    ]);
    expect((await deadlines('2024')).soon).toEqual([]);
    itIs('2025-01-17T00:00:00+08:00');
    const windows = { overdue: false, period: '2024', unit: 'U1' };
    expect((await deadlines('2024')).soon).toEqual([
      { ...windows, what: 'OBJECTION', day: '2025-01-20' },
    ]);
    itIs('2025-01-06T00:00:00+08:00');
  });

  test('moves tiers: the run of the year takes grades and totals', async () => {
    const body = { year: 2024, establishment: 100, document: 'ZJG-2024-9', dryRun: false };
    const lines = people.map((officer) => ({
      ...{ officer, year: 2023, grade: 'EXCELLENT', document: 'ZJG-1' },
    }));
    await bench.ask({ role: 'hr' }, '/v1/annual-grades', { lines });
    const run = await bench.ask<{
      proposals: { officer: string; to: number; total: number }[];
      results: { id: string }[];
    }>(appraiser, '/v1/tier-runs', { body });
    const moves = run.body.proposals.map(({ officer, to }) => [officer, to]);
    expect(moves).toEqual(
      expect.arrayContaining([
        [people[0], 4],
        [failing, 6],
      ]),
    );
    const total = (await shown(proposal)).results.find(({ officer }) => officer === people[0]);
    expect(run.body.proposals.find(({ officer }) => officer === people[0])?.total).toBe(
      total?.total,
    );
    const ids = run.body.results.map(({ id }) => id);
    await bench.ask(approver, '/v1/tier-changes:approve', { body: { ids } });
    const changed = await bench.sql(`SELECT 1 FROM event WHERE type = 'TierChanged'`);
    expect(changed).toHaveLength(ids.length);
  });

  test('is revised when one of its months is, and shown anew to whom it changes', async () => {
    const fact = { officer: people[1] ?? '', code: 'A03', amounts: { minutes: 12 } };
    await bench.record([{ ...fact, occurredAt: '2024-12-20T00:00:00.000Z' }]);
    await bench.settled();
    expect((await period('year', '2024', 'revise')).body.code).toBe('NOTHING_TO_REVISE');
    await eventually(
      () => stateOf('month', '2024-12'),
      ({ waiting }) => waiting === 1,
    );
    await period('month', '2024-12', 'revise');
    await bench.markAll('2024-12', { revision: 2, final: false });
    await ready('month', '2024-12');
    await period('month', '2024-12', 'compute');
    expect(await stateOf('year', '2024')).toMatchObject({ waiting: 1 });
    await period('year', '2024', 'revise');
    expect(await approve(proposal)).toMatchObject({ outcome: 'approved' });
    await shownAnew(2);
    expect(await noticed()).toEqual([people[1]]);
  });
});

describe('an objection to a year', () => {
  const papers = { statement: 'YY-2025-1', evidence: ['SCORES-7'] };
  const ruler: Asker = { role: 'approver', sub: 'ruler-1', units: ['U1'] };
  const bureau: Asker = { role: 'approver', sub: 'bureau-1' };
  const [objection, graded] = [randomUUID(), randomUUID()];
  const right = { document: 'CD-2025-1', changes: [], year: { leaders: '100' } };
  const upheld = { ruling: randomUUID(), outcome: 'UPHELD', reason: 'SCORED_ANOTHER' };
  const object = (officer: string | undefined, over: object) =>
    post('', as(officer ?? ''), { ...papers, objection, ...over });
  const ruled = async (id: string, asker: Asker, body: object) =>
    (await post(`/${id}/rule`, asker, body)).body.code;
  const grades = async (): Promise<(string | null | undefined)[]> =>
    (await linesOf(0, 2)).map((line) => line?.year.grade);
  let seen: Preview;

  test('is about its grade or what people scored, in the window of the year', async () => {
    const leaders = { about: 'METRIC', code: 'LEADERS' };
    itIs('2025-01-21T00:00:00+08:00');
    expect((await object(people[2], leaders)).body.code).toBe('OBJECTION_LATE');
    itIs('2025-01-20T23:59:59+08:00');
    for (const other of [{ about: 'LEVEL' }, { about: 'METRIC', code: 'MONTH_TOTALS' }]) {
      expect((await object(people[2], other)).body.code).toBe('NOT_ON_SHEET');
    }
    const lodged = await object(people[2], leaders);
    expect(lodged).toMatchObject({ status: 200, body: { status: 'LODGED', until: '2025-02-08' } });
    itIs('2025-02-10T00:00:00+08:00');
    expect((await deadlines('2024')).overdue).toContainEqual({
      ...{ what: 'REPLY', period: '2024', unit: 'U1', day: '2025-02-08', overdue: true },
    });
    itIs('2025-01-21T09:00:00+08:00');
    const open = { code: 'OBJECTIONS_OPEN', objections: [objection] };
    expect((await stateOf('year', '2024')).finalObstacles).toContainEqual(open);
  });

  test('shows who would be displaced, and writes nothing', async () => {
    seen = (await post(`/${objection}/preview`, ruler, right)).body;
    const years = { before: { grade: 'COMPETENT' }, after: { grade: 'EXCELLENT' } };
    expect(seen).toMatchObject({ revision: 3, held: false, seat: null, appellant: years });
    expect(seen).toMatchObject({ credits: { before: '1', after: '1.5' } });
    // Half a credit year brings the appellant's step a year nearer; the other has taken it already.
    const step = (credits: number, on: string) => ({ credits, next: { to: 4, on, pay: 15000 } });
    const mine = { before: step(250, '2026-01-01'), after: step(300, '2025-01-01') };
    const taken = { tier: 4, credits: 0, next: { to: 3, on: '2029-01-01', pay: 20000 } };
    expect(seen.tiers).toMatchObject([
      { officer: people[2], ...mine },
      { officer: people[0], before: taken, after: taken },
    ]);
    const other = { before: { grade: 'EXCELLENT' }, after: { grade: 'COMPETENT' } };
    expect(seen.displaced).toMatchObject([{ officer: people[0], ...other }]);
    expect((await stateOf('year', '2024')).waiting).toBe(0);
  });

  test('is not ruled upon by who judged, approved or saw something else, nor for the worse', async () => {
    const rule = { ...right, ...upheld, preview: seen.etag };
    const judges = ['chief-1', 'p1', 'approver-1', 'appraiser-1'];
    for (const sub of judges) {
      expect(await ruled(objection, { ...ruler, sub }, rule)).toBe('SAME_PERSON');
    }
    const blind = { ...rule, preview: 'f'.repeat(64) };
    expect(await ruled(objection, ruler, blind)).toBe('PREVIEW_STALE');
    const invalid = [{ leaders: '101' }, {}].map((year) => ({ ...rule, year }));
    for (const each of invalid) {
      expect(await ruled(objection, ruler, each)).toBe('RULING_INVALID');
    }
    const worse = { ...right, year: { leaders: '10' } };
    const { etag } = (await post(`/${objection}/preview`, ruler, worse)).body;
    expect(await ruled(objection, ruler, { ...rule, ...worse, preview: etag })).toBe('AGGRAVATION');
  });

  test('comes about in the next revision as it was shown, and opens a window for both', async () => {
    const rule = { ...right, ...upheld, preview: seen.etag };
    const done = await post(`/${objection}/rule`, ruler, rule);
    expect(done).toMatchObject({ status: 200, body: { status: 'RULED' } });
    expect((await post(`/${objection}/rule`, ruler, rule)).body.status).toBe('RULED');
    expect(await stateOf('year', '2024')).toMatchObject({ waiting: 1 });
    await period('year', '2024', 'revise');
    await shownAnew(3);
    expect(await grades()).toEqual(['COMPETENT', 'EXCELLENT']);
    const [, line] = await linesOf(0, 2);
    expect([line?.total, line?.year.by]).toEqual([seen.appellant.after?.total, 'CD-2025-1']);
    expect(await noticed()).toEqual([people[0], people[2]].sort());
  });

  test('goes to the bureau, which may give the grade itself', async () => {
    await object(people[0], { objection: graded, about: 'GRADE' });
    const no = { document: 'CD-2025-2', changes: [], ruling: randomUUID(), reason: 'RANKED' };
    await post(`/${graded}/rule`, ruler, { ...no, outcome: 'REJECTED' });
    expect((await post(`/${graded}/appeal`, as(people[0] ?? ''), papers)).body).toMatchObject({
      ...{ status: 'APPEALED', until: '2025-03-10' },
    });
    const last = { document: 'CD-2025-3', changes: [], year: { grade: 'EXCELLENT' } };
    const { etag } = (await post(`/${graded}/preview`, bureau, last)).body;
    const rule = { ...last, ...upheld, ruling: randomUUID(), preview: etag };
    expect((await post(`/${graded}/rule`, ruler, rule)).status).toBe(403);
    expect((await post(`/${graded}/rule`, bureau, rule)).body.status).toBe('DECIDED');
    await period('year', '2024', 'revise');
    await shownAnew(4);
    expect(await grades()).toEqual(['EXCELLENT', 'COMPETENT']);
    const [line] = await linesOf(0);
    expect(line?.year).toMatchObject({ rule: 'RULING', by: 'CD-2025-3' });
    expect(line?.words.zh).toContain('裁决');
  });
});

describe('a quarter', () => {
  test('has means and ranks of its own, and decides nothing', async () => {
    await period('quarter', '2024-Q4', 'cut-off');
    await ready('quarter', '2024-Q4');
    await period('quarter', '2024-Q4', 'compute');
    const [item] = await propose('quarter', '2024-Q4');
    const { results, quota } = await shown(item?.id ?? '');
    expect([quota, results.length, results[0]?.year]).toEqual([null, 7, null]);
    expect(results.find(({ officer }) => officer === people[0])).toMatchObject({ rank: 1 });
    const before = await bench.sql(`SELECT 1 FROM event WHERE type = 'AnnualGradeDecided'`);
    expect(await approve(item?.id ?? '')).toMatchObject({ outcome: 'approved' });
    const after = await bench.sql(`SELECT 1 FROM event WHERE type = 'AnnualGradeDecided'`);
    expect(after).toHaveLength(before.length);
    const { body } = await period('quarter', '2024-Q4', 'publish');
    expect(body.publications).toHaveLength(1);
  });
});

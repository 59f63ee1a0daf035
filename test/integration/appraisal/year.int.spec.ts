import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS } from '@ywk/contracts';
import { takeActTimeFrom } from '@ywk/platform';
import { eventually } from '@ywk/testing';
import { newPaper } from '@ywk/local';
import { AppraisalBench, factsOfW1, type Asker, type StatedFact } from './appraisal-bench.ts';

const appraiser: Asker = { role: 'appraiser' };
const approver: Asker = { role: 'approver', sub: 'approver-1' };
const chief: Asker = { role: 'leader', sub: 'chief-1' };

interface Refused {
  readonly code: string;
  readonly facts: { readonly obstacles?: readonly { code: string; periods: string[] }[] };
}

interface State extends Refused {
  readonly status: string;
  readonly revision: number;
  readonly waiting: number;
  readonly obstacles: readonly { readonly code: string }[];
  readonly publications: readonly { readonly unit: string; readonly publicityUntil: string }[];
}

interface Item {
  readonly unit?: string;
  readonly id: string;
  readonly outcome: string;
  readonly code?: string;
  readonly facts?: { readonly reason: { readonly zh: string; readonly en: string } };
}

interface Line {
  readonly officer: string;
  readonly total: number | null;
  readonly rank: number | null;
  readonly year: { readonly grade: string | null; readonly rule: string; readonly failed: number };
  readonly words: { readonly zh: string; readonly en: string };
}

interface Proposal {
  readonly status: string;
  readonly quota: { readonly use: { readonly seats: number; readonly used: number } } | null;
  readonly results: readonly Line[];
}

const MONTHS = ['2024-11', '2024-12'];
const folder = mkdtempSync(join(tmpdir(), 'ywk-year-'));
const clock = join(folder, 'now');
let bench: AppraisalBench;
let people: string[];
let newcomer: string;
let failing: string;
let short: string;
let proposal: string;

const as = (officer: string): Asker => ({ role: 'officer', sub: `user-${officer}`, officer });
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
interface Found {
  readonly overdue: readonly { readonly period: string }[];
  readonly soon: readonly { readonly period: string }[];
}

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

const inMonth = (fact: StatedFact, month: string): StatedFact => ({
  ...fact,
  occurredAt: `${month}-17T02:00:00.000Z`,
});

/** The month of W1 in each month; of who fails, with nearly everything dispatched wrongly. */
const factsOf = (officer: string, fails = false): StatedFact[] =>
  MONTHS.flatMap((month) =>
    factsOfW1(officer)
      .map((fact) => (fails && fact.code === 'orders.wrongConfirmed' ? withN(fact, 600) : fact))
      .map((fact) => (fails && fact.code === 'calls.answered10s' ? withN(fact, 100) : fact))
      .map((fact) => inMonth(fact, month)),
  );

const withN = (fact: StatedFact, n: number): StatedFact => ({ ...fact, amounts: { n } });

/** A round of the review: leaders score all alike, so many of the voters vote. */
const review = async (round: number, voting: number): Promise<void> => {
  const voters = people;
  const roll = {
    ...{ unit: 'U1', year: 2024, round, subjects: people, kin: [], panel: ['p1', 'p2', 'p3'] },
    voters: voters.map((voter) => ({ voter, class: 'PEERS' })),
    leaders: [{ leader: 'chief-1', role: 'LEADER' }],
  };
  const drawn = await bench.ask<{ review: string }>(appraiser, '/v1/reviews', { body: roll });
  expect(drawn.status).toBe(201);
  const at = (what: string) => `/v1/reviews/${drawn.body.review}/${what}`;
  await bench.ask(approver, at('open'), { body: {} });
  for (const [place, officer] of people.entries()) {
    const body = { officer, score: String(99 - place) };
    expect((await bench.ask(chief, at('leader-scores'), { body })).status).toBe(200);
  }
  for (const voter of voters.slice(0, voting)) await vote(voter, drawn.body.review);
  expect((await bench.ask(approver, at('close'), { body: {} })).status).toBe(200);
};

/** Gives the best grade to everybody whom a voter may judge. */
const vote = async (voter: string, id: string): Promise<void> => {
  const path = `/v1/reviews/${id}`;
  const { body } = await bench.ask<{
    modulus: string;
    papers: { officer: string; exponent: number }[];
  }>(as(voter), path);
  const kept = body.papers.map(({ officer, exponent }) =>
    newPaper(officer, exponent, body.modulus),
  );
  const asked = kept.map(({ officer, blinded }) => ({ officer, blinded }));
  const signed = await bench.ask<{ class: string; papers: { signature: string }[] }>(
    as(voter),
    `${path}/voting-papers`,
    { body: { papers: asked } },
  );
  for (const [place, { officer, paper, unblind }] of kept.entries()) {
    const signature = unblind(signed.body.papers[place]?.signature ?? '');
    const ballot = { officer, class: signed.body.class, grade: 'EXCELLENT', paper, signature };
    const response = await fetch(`${await bench.appraisal.getUrl()}${path}/ballots`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ballot),
    });
    expect(response.status).toBe(204);
  }
};

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
    await review(1, 2);
    const [few] = await propose('year', '2024');
    expect(few?.facts?.reason.zh).toContain('须重新进行');
    await review(2, people.length);
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

  test('is published with the clocks of a month', async () => {
    const { body } = await period('year', '2024', 'publish');
    expect(body.publications).toMatchObject([{ unit: 'U1', publicityUntil: '2025-01-13' }]);
    const refused = (await period('year', '2024', 'finalise', approver)).body;
    expect(refused.code).toBe('PERIOD_NOT_FINAL');
    expect(refused.facts.obstacles).toEqual([
      { code: 'MONTHS_NOT_FINAL', periods: MONTHS },
      { code: 'PUBLICITY_RUNNING', units: ['U1'], until: '2025-01-13' },
    ]);
    const windows = { overdue: false, period: '2024', unit: 'U1' };
    expect((await deadlines('2024')).soon).toEqual([
      { ...windows, what: 'OBJECTION', day: '2025-01-09' },
    ]);
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
    await ready('year', '2024');
    expect((await period('year', '2024', 'compute')).body).toMatchObject({ revision: 2 });
    const [item] = await propose('year', '2024');
    await approve(item?.id ?? '');
    await period('year', '2024', 'publish');
    const notices = await bench.ask<{ officers: string[] }>(
      appraiser,
      '/v1/periods/year/2024/notices?unit=U1',
    );
    expect(notices.body.officers).toEqual([people[1]]);
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

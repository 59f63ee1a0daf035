import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { views } from '@ywk/appraisal-app';
import { LOGS } from '@ywk/contracts';
import { eventually } from '@ywk/testing';
import { rebuildView } from '../../support/rebuild-view.ts';
import { AppraisalBench, type Asker } from './appraisal-bench.ts';

const author: Asker = { role: 'appraiser' };
const approver: Asker = { role: 'approver', sub: 'approver-1' };
const hr: Asker = { role: 'hr' };

interface Move {
  readonly officer: string;
  readonly from: number;
  readonly to: number;
  readonly effectiveDate: string;
  readonly ground: string;
  readonly unit?: string;
  readonly says: { readonly zh: string; readonly en: string };
}

interface RunAnswer {
  readonly proposals: readonly Move[];
  readonly waiting: readonly { officer: string; reason: string }[];
  readonly seats: readonly { upTo: number; cap: number; before: number; after: number }[];
  readonly cost: number;
  readonly results: readonly { id: string; outcome: string }[];
}

interface ConversionAnswer {
  readonly moves: readonly (Move & { protection: number; by: string })[];
  readonly results: readonly { id: string; outcome: string }[];
}

interface TierAnswer {
  readonly tier: number | null;
  readonly unit: string;
  readonly career: {
    readonly tier: number | null;
    readonly since: string;
    readonly credits: number;
    readonly steps: readonly { kind: string; clause: string; says: { zh: string } }[];
  };
  readonly forecast: { to: number; missing: number; says: { zh: string; en: string } } | null;
  readonly changes: readonly object[];
}

interface ProjectionAnswer {
  readonly establishment: number | null;
  readonly due: readonly Move[];
  readonly expected: readonly Move[];
  readonly standing: readonly { unit: string; tiers: readonly { tier: number | null }[] }[];
  readonly cost: { due: number; expected: number };
}

const LETTERS: Readonly<Record<string, string>> = {
  E: 'EXCELLENT',
  C: 'COMPETENT',
  B: 'BASIC',
  I: 'INCOMPETENT',
};

let bench: AppraisalBench;
let X: string;
let Y: string;
let Z: string;
beforeAll(async () => {
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'ZJG' });
  await bench.define({ unit: 'ZJG-110', parent: 'ZJG' });
  await bench.define({ unit: 'ZJG-XT', parent: 'ZJG' });
  [X, Y, Z] = await Promise.all([
    bench.hire({ from: '2019-01-01' }),
    bench.hire({ from: '2019-01-01' }),
    bench.hire({ from: '2019-01-01' }),
  ]);
  await bench.settled();
  await grade({ X: 'EE', Y: 'CBCC', Z: 'CICCC' });
}, 60_000);
afterAll(() => bench.stop());

/** Records grades from 2019 on, by their first letters. */
const grade = async (grades: Readonly<Record<string, string>>, first = 2019): Promise<void> => {
  const known: Readonly<Record<string, string>> = { X, Y, Z };
  const lines = Object.entries(grades).flatMap(([name, letters]) =>
    [...letters].map((letter, at) => ({
      officer: known[name] ?? name,
      year: first + at,
      grade: LETTERS[letter],
      document: 'ZJG-1',
    })),
  );
  expect((await bench.ask(hr, '/v1/annual-grades', { lines })).status).toBe(200);
};

const run = async (body: object, asker = author) =>
  bench.ask<RunAnswer>(asker, '/v1/tier-runs', { body });

const movesOf = ({ proposals }: RunAnswer): string[] =>
  proposals.map(({ officer, from, to }) => `${officer} ${from} ${to}`).sort();

const approve = async (ids: readonly string[]) =>
  (
    await bench.ask<{ items: { outcome: string; code?: string; detail?: string }[] }>(
      approver,
      '/v1/tier-changes:approve',
      { body: { ids } },
    )
  ).body.items;

const tierOf = async (officer: string, query = '', asker = author): Promise<TierAnswer> =>
  (await bench.ask<TierAnswer>(asker, `/v1/officers/${officer}/tier${query}`)).body;

const approved = (officer: string, count: number) =>
  eventually(
    () => tierOf(officer),
    ({ changes }) => changes.length === count,
  );

const propose = async (officer: string, over: object): Promise<string> => {
  const id = randomUUID();
  const body = { id, officer, effectiveDate: '2023-01-01', ground: 'MERIT', ...over };
  expect((await bench.ask(author, '/v1/tier-changes', { body })).status).toBe(201);
  return id;
};

describe('a tier run', () => {
  test('needs the approved posts, stated once with their document', async () => {
    const unknown = { status: 409, body: { code: 'ESTABLISHMENT_UNKNOWN' } };
    expect(await run({ year: 2020 })).toMatchObject(unknown);
    expect((await run({ year: 2020, establishment: 187 })).status).toBe(400);
  });

  test('computes what the rules ask for; dry it proposes nothing', async () => {
    const stated = { establishment: 187, document: 'ZJG-2020-9' };
    const { body } = await run({ year: 2020, ...stated, dryRun: true });
    expect(movesOf(body)).toEqual([`${X} 5 4`, `${Z} 5 6`].sort());
    expect(body).toMatchObject({
      seats: [
        { upTo: 3, cap: 56 },
        { upTo: 1, cap: 16 },
      ],
      cost: 0,
      results: [],
    });
    expect(await run({ year: 2020 })).toMatchObject({ status: 409 });
  });

  test('proposes once; approved by a second person it stands from the first of January', async () => {
    const stated = { establishment: 187, document: 'ZJG-2020-9' };
    const first = (await run({ year: 2020, ...stated })).body;
    expect(first.results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    const again = (await run({ year: 2020, ...stated })).body;
    expect(again.results.map(({ outcome }) => outcome)).toEqual(['duplicate', 'duplicate']);
    const ids = first.results.map(({ id }) => id);
    const own = await bench.ask<{ items: object[] }>(
      { role: 'approver', sub: 'appraiser-1' },
      '/v1/tier-changes:approve',
      { body: { ids } },
    );
    expect(own.body.items).toMatchObject([{ code: 'SAME_PERSON' }, { code: 'SAME_PERSON' }]);
    expect(await approve(ids)).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }]);
    const x = await approved(X, 1);
    expect(x).toMatchObject({
      tier: 4,
      unit: 'ZJG-110',
      changes: [{ effectiveDate: '2021-01-01' }],
    });
    const then = await tierOf(X, '?on=2021-01-01');
    expect(then.career).toMatchObject({ tier: 4, since: '2021-01-01', credits: 0 });
    expect((await tierOf(X, '?on=2020-12-31')).career).toMatchObject({ tier: 5, credits: 150 });
    expect(movesOf((await run({ year: 2020 })).body)).toEqual([]);
  });

  test('goes on from year to year as W15 tells', async () => {
    const later = (await run({ year: 2022 })).body;
    expect(movesOf(later)).toEqual([`${Y} 5 4`]);
    expect(later.cost).toBe(12 * 15000);
    await approve(later.results.map(({ id }) => id));
    await approved(Y, 1);
    const last = (await run({ year: 2023 })).body;
    expect(movesOf(last)).toEqual([`${Z} 6 5`]);
  });

  test('keeps with each proposal what it rests on', async () => {
    const { items } = (
      await bench.ask<{ items: { id: string; officer: string }[] }>(author, '/v1/tier-changes')
    ).body;
    const { id } = items.find(({ officer }) => officer === Y) ?? { id: '' };
    const told = await bench.ask(author, `/v1/tier-changes/${id}`);
    expect(told.body).toMatchObject({
      ...{ id, officer: Y, status: 'APPROVED', ground: 'SENIORITY', approver: 'approver-1' },
      basis: {
        run: '2022',
        schemeVersion: 'rc-1@1',
        clauses: ['/decisions/tiers/ladder'],
        credits: 300,
        needed: 300,
        says: { zh: '计分年3，需3，可晋升四级' },
      },
    });
    const unknown = await bench.ask(author, `/v1/tier-changes/${randomUUID()}`);
    expect(unknown).toMatchObject({ status: 404, body: { code: 'PROPOSAL_UNKNOWN' } });
  });

  test('is for who reaches the whole bureau', async () => {
    const leader: Asker = { role: 'hr', units: ['ZJG-110'] };
    expect((await run({ year: 2023 }, leader)).status).toBe(403);
  });
});

describe('what an officer sees', () => {
  test('is the own tier with credits, every step, and what is missing', async () => {
    const self: Asker = { role: 'officer', officer: Y };
    const { career, forecast } = await tierOf(Y, '?on=2020-06-01', self);
    expect(career).toMatchObject({ tier: 5, credits: 100 });
    expect(career.steps.map(({ kind, clause }) => [kind, clause])).toEqual([
      ['ENTRY', ''],
      ['CREDIT', '/decisions/tiers/credits/COMPETENT'],
    ]);
    expect(forecast?.says).toEqual({
      zh: '晋升四级还需2个计分年',
      en: 'needs two more credit years for tier 4',
    });
    expect((await bench.ask(self, `/v1/officers/${X}/tier`)).status).toBe(404);
    expect((await bench.ask(self, '/v1/tier-projection')).status).toBe(403);
  });

  test('is what was known then with asOf', async () => {
    const before = '2020-01-01T00:00:00.000Z';
    const { career, changes } = await tierOf(X, `?on=2021-01-01&asOf=${before}`);
    expect([career, changes]).toEqual([null, []]);
    const missing = await bench.ask(author, `/v1/officers/${X}/tier?asOf=2999-01-01T00:00:00Z`);
    expect(missing.status).toBe(422);
  });
});

describe('seats', () => {
  let rivals: string[];
  beforeAll(async () => {
    rivals = [];
    for (let at = 0; at < 4; at += 1) {
      rivals.push(await bench.hire({ tier: 4, unit: 'ZJG-XT', from: '2010-01-01' }));
    }
    await bench.settled();
    // 6 approved posts give one seat on tiers 1 to 3.
    await run({ year: 2021, establishment: 6, document: 'ZJG-2021-9' });
  }, 30_000);

  test('equal with nothing that tells them apart, nobody gets the last one', async () => {
    await grade(Object.fromEntries(rivals.map((officer) => [officer, 'CCCC'])));
    const { body } = await run({ year: 2022, dryRun: true });
    expect(body.waiting.map(({ reason }) => reason)).toEqual(['TIE', 'TIE', 'TIE', 'TIE']);
  });

  test('are never exceeded by approvals, one after the other or at once', async () => {
    const ids: string[] = [];
    for (const officer of rivals) ids.push(await propose(officer, { from: 4, to: 3 }));
    const [first, second] = await Promise.all([approve(ids.slice(0, 2)), approve(ids.slice(2))]);
    const items = [...first, ...second];
    const accepted = items.filter(({ outcome }) => outcome === 'accepted');
    const refused = items.filter(({ outcome }) => outcome === 'refused');
    expect(accepted).toHaveLength(1);
    expect(refused.map(({ code }) => code)).toEqual(Array(3).fill('TIER_SEATS_FULL'));
    expect(refused[0]?.detail).toBe('Tiers 1 to 3 have 1 seats, of which 1 are taken.');
  });

  test('a seat is free again when its holder leaves', async () => {
    const places = await Promise.all(
      rivals.map(async (officer) => ({ officer, tier: (await tierOf(officer)).tier })),
    );
    const holder = places.find(({ tier }) => tier === 3)?.officer ?? '';
    const [next = ''] = rivals.filter((officer) => officer !== holder);
    const left = {
      officer: holder,
      employment: randomUUID(),
      on: '2024-01-31',
      ground: 'RESIGNED',
    };
    await bench.publish(LOGS.personnel, holder, [{ type: 'OfficerLeft', data: left }]);
    await bench.settled();
    const id = await propose(next, { from: 4, to: 3, effectiveDate: '2024-02-01' });
    expect(await approve([id])).toMatchObject([{ outcome: 'accepted' }]);
  });
});

describe('a conversion', () => {
  test('with effect in the past is proposed, approved and refused over its seats', async () => {
    const [old, young] = [
      await bench.hire({ tier: 7, unit: 'ZJG-XT', from: '2010-07-01' }),
      await bench.hire({ tier: 3, unit: 'ZJG-XT', from: '2019-07-01' }),
    ];
    await bench.settled();
    const order = {
      effectiveDate: '2020-07-01',
      document: 'ZJG-2020-3',
      establishment: 40,
      mapping: {
        ranks: [{ rank: 'JUNIOR', tier: 6 }],
        years: [{ atLeast: 10, tier: 4 }],
        educations: [{ education: 'BACHELOR', tier: 5 }],
      },
      incumbents: [
        { officer: old, rank: 'JUNIOR', education: 'BACHELOR' },
        { officer: young, rank: 'JUNIOR', education: 'BACHELOR' },
      ],
    };
    const convert = (over: object = {}) =>
      bench.ask<ConversionAnswer>(author, '/v1/tier-conversions', { body: { ...order, ...over } });
    const dry = await convert({ dryRun: true });
    expect(dry.body).toMatchObject({
      moves: [
        { officer: old, from: 7, to: 4, by: 'YEARS', protection: 0 },
        { officer: young, from: 3, to: 5, by: 'EDUCATION', protection: 35000 },
      ],
      results: [],
    });
    const high = { mapping: { ...order.mapping, ranks: [{ rank: 'JUNIOR', tier: 3 }] } };
    expect(await convert({ ...high, establishment: 6 })).toMatchObject({
      status: 409,
      body: { code: 'TIER_SEATS_FULL' },
    });
    expect(await convert({ incumbents: [{ officer: randomUUID() }] })).toMatchObject({
      status: 404,
      body: { code: 'OFFICER_UNKNOWN' },
    });
    expect((await convert({ mapping: { ranks: [{ rank: 'JUNIOR', tier: 8 }] } })).status).toBe(400);
    const { body } = await convert();
    expect(await approve(body.results.map(({ id }) => id))).toMatchObject([
      { outcome: 'accepted' },
      { outcome: 'accepted' },
    ]);
    await approved(old, 1);
    expect((await tierOf(old, '?on=2020-07-01')).career).toMatchObject({ tier: 4, credits: 0 });
    expect((await tierOf(old, '?on=2020-06-30')).career).toMatchObject({ tier: 7 });
  });
});

describe('a return after leaving', () => {
  test('stands where the new hire says, whatever was decided before', async () => {
    const officer = await bench.hire({ tier: 5, unit: 'ZJG-XT', from: '2019-01-01' });
    await bench.settled();
    const id = await propose(officer, { from: 5, to: 4, effectiveDate: '2020-01-01' });
    await approve([id]);
    const left = { officer, employment: randomUUID(), on: '2021-03-31', ground: 'RESIGNED' };
    await bench.publish(LOGS.personnel, officer, [{ type: 'OfficerLeft', data: left }]);
    await bench.hire({ officer, tier: 7, unit: 'ZJG-XT', from: '2022-01-01' });
    await bench.settled();
    expect(await tierOf(officer, '?on=2022-06-01')).toMatchObject({ tier: 7, career: { tier: 7 } });
  });
});

describe('the tier projection', () => {
  const projection = async (asker: Asker, query = ''): Promise<ProjectionAnswer> =>
    (await bench.ask<ProjectionAnswer>(asker, `/v1/tier-projection${query}`)).body;

  test('says who moves next and what it costs, if years to come are competent', async () => {
    const at = '?on=2023-06-01&unit=ZJG-110';
    const { establishment, due, expected, cost, standing } = await projection(author, at);
    expect(establishment).toBe(40);
    expect(due).toEqual([]);
    // Z has a grade for 2023 already; X on tier 4 has too few credit years.
    expect(expected.map(({ officer, to, unit }) => [officer, to, unit])).toEqual([
      [Z, 5, 'ZJG-110'],
    ]);
    // Tier pay of five months: January to May of 2024.
    expect(cost).toEqual({ due: 0, expected: 5 * 15000 });
    expect(standing).toMatchObject([{ unit: 'ZJG-110' }]);
  });

  test('a leader sees the units below, and no others', async () => {
    const leader: Asker = { role: 'leader', units: ['ZJG-XT'] };
    const { standing } = await projection(leader, '?on=2023-06-01');
    expect(standing.map(({ unit }) => unit)).toEqual(['ZJG-XT']);
    expect((await bench.ask(leader, '/v1/units/ZJG-110/tiers')).status).toBe(403);
    const own = await bench.ask<{ items: { unit: string }[] }>(leader, '/v1/units/ZJG-XT/tiers');
    expect(own.body.items.every(({ unit }) => unit === 'ZJG-XT')).toBe(true);
  });

  test('lists everybody of a unit and of those below it, the highest tier first', async () => {
    const path = '/v1/units/ZJG/tiers?on=2023-06-01';
    type Found = { items: { officer: string; tier: number }[]; nextCursor: string | null };
    const { body } = await bench.ask<Found>(author, `${path}&limit=200`);
    const first = (await bench.ask<Found>(author, `${path}&limit=1`)).body;
    const next = await bench.ask<Found>(author, `${path}&limit=1&cursor=${first.nextCursor}`);
    expect([...first.items, ...next.body.items]).toEqual(body.items.slice(0, 2));
    const tiers = body.items.map(({ tier }) => tier);
    expect(tiers).toEqual([...tiers].sort((a, b) => a - b));
    expect(body.items.map(({ officer }) => officer)).toEqual(expect.arrayContaining([X, Y, Z]));
  });

  test.each(['appraisal.decision-board', 'appraisal.personnel'])(
    'is the same when %s is built again',
    async (view) => {
      const before = await projection(author, '?on=2023-06-01');
      const rebuild = rebuildView(await bench.config(), 'appraisal', views());
      expect(await rebuild(view)).toMatchObject({ equal: true, swapped: {} });
      expect(await projection(author, '?on=2023-06-01')).toEqual(before);
    },
  );
});

describe('decisions that are not listed yet', () => {
  const held = `DO $$ BEGIN
    PERFORM 1 FROM follower_progress WHERE log = 'appraisal.decision.v1' FOR UPDATE;
    PERFORM pg_sleep(8);
  END $$`;

  test('are waited for, and a run that would overlook them is refused', async () => {
    const holding = bench.sql(held);
    await eventually(
      () => bench.sql(`SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'`),
      (rows) => rows.length === 1,
    );
    await grade({ X: 'C' }, 2024);
    const refused = { status: 409, body: { code: 'BOARD_BEHIND' } };
    expect(await run({ year: 2024, dryRun: true })).toMatchObject(refused);
    await holding;
    await eventually(
      () => run({ year: 2024, dryRun: true }),
      ({ status }) => status === 200,
    );
  }, 40_000);
});

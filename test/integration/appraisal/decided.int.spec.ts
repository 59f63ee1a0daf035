import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS } from '@ywk/contracts';
import { takeActTimeFrom } from '@ywk/platform';
import { eventually } from '@ywk/testing';
import { AppraisalBench, type Asker, type StatedFact } from './appraisal-bench.ts';

const appraiser: Asker = { role: 'appraiser' };
const approver: Asker = { role: 'approver', sub: 'approver-1' };
const MAY = '/v1/periods/month/2024-05';

interface Place {
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
  readonly eventId: string;
}

interface Decided {
  readonly outcome: { readonly code: string; readonly zh: string };
  readonly decision: {
    readonly grade: string;
    readonly revision: number;
    readonly performancePay: number;
    readonly unit: string;
    readonly gradeReason: { readonly clause: string; readonly working: string };
    readonly level: {
      readonly level: number;
      readonly rule: string;
      readonly clauses: readonly string[];
      readonly quotas: readonly object[];
    };
    readonly payReason: {
      readonly mode: string;
      readonly asked: number;
      readonly paid: number;
      readonly factor: string | null;
      readonly unit: { readonly members: number; budget: number; asked: number } | null;
      readonly words: { readonly zh: string };
    };
    readonly event: Place;
  } | null;
  readonly course: readonly {
    readonly act: string;
    readonly by: string;
    readonly revision: number;
    readonly words: { readonly zh: string };
    readonly event: Place;
  }[];
  readonly publication: { readonly revision: number; readonly event: Place } | null;
}

interface Tier {
  readonly tier: number;
  readonly steps: readonly { readonly kind: string; readonly event: Place | null }[];
  readonly changes: readonly {
    readonly status: string;
    readonly to: number;
    readonly seats: { readonly n: number; readonly seats: readonly object[] };
    readonly proposed: { readonly event: Place };
    readonly approved: { readonly event: Place } | null;
    readonly decision: Place | null;
  }[];
  readonly waiting: readonly {
    readonly run: string;
    readonly reason: string;
    readonly place: number;
    readonly competitors: number;
    readonly free: number;
    readonly filled: number;
    readonly event: Place;
  }[];
  readonly forecast: { readonly says: { readonly en: string } } | null;
}

/** A month of a call-taker whose total is 90 and the share of good records above nine tenths. */
const month = (officer: string, passed: number): StatedFact[] => {
  const totals = {
    ...{ 'calls.offered': 1000, 'calls.answered': 1000, 'calls.answered10s': 1000 },
    ...{ 'orders.dispatched': 100, 'callbacks.effective': 10, 'callbacks.satisfied': 10 },
    ...{ 'records.sampled': 1000, 'records.passed': passed },
  };
  const occurredAt = '2024-05-17T02:00:00.000Z';
  return Object.entries(totals).map(([code, n]) => ({ officer, code, occurredAt, amounts: { n } }));
};

const folder = mkdtempSync(join(tmpdir(), 'ywk-decided-'));
const clock = join(folder, 'now');
let bench: AppraisalBench;
/** Of U1, the best first: 99.00 … 95.00 and 90.50. */
let six: string[];
let lonely: string;
/** Who was approved of revision 1 had it by then. */
let before: string;
let between: string;

const hired = async (unit: string, passed: readonly number[]): Promise<string[]> => {
  const officers: string[] = [];
  for (const _each of passed) officers.push(await bench.hire({ unit, team: `${unit}-A` }));
  await bench.record(officers.flatMap((officer, at) => month(officer, passed[at] ?? 0)));
  return officers;
};

const explained = async (officer: string, query = '', asker = appraiser): Promise<Decided> =>
  (await bench.ask<Decided>(asker, `/v1/officers/${officer}/scores/2024-05/explanation${query}`))
    .body;

const decidedBy = (officer: string, revision: number): Promise<Decided> =>
  eventually(
    () => explained(officer),
    ({ decision }) => decision?.revision === revision,
  );

const post = (what: string) =>
  bench.ask<{ status: string }>(appraiser, `${MAY}/${what}`, { body: {} });

const computed = async (): Promise<void> => {
  await bench.settled();
  await eventually(
    () => post('compute'),
    ({ body }) => body.status === 'COMPUTED',
  );
  await bench.settled();
};

const propose = async (unit: string) => {
  const body = { calendar: 'month', period: '2024-05', unit };
  return (await bench.ask<{ id: string; code: string }>(appraiser, '/v1/grade-proposals', { body }))
    .body;
};

const approve = async (unit: string): Promise<void> => {
  const { id } = await propose(unit);
  const path = `/v1/grade-proposals/${id}/approve`;
  expect((await bench.ask(approver, path, { method: 'POST' })).status).toBe(200);
};

/** What the log says at a place: the one event of that id. */
const eventAt = async ({ log, partition, pos, eventId }: Place) => {
  const rows = await bench.sql<{ type: string; data: string; event_id: string }>(
    'SELECT type, data, event_id FROM event WHERE log = $1 AND partition = $2 AND pos = $3',
    [log, partition, pos],
  );
  expect(rows).toMatchObject([{ event_id: eventId }]);
  return { type: rows[0]?.type, data: JSON.parse(rows[0]?.data ?? '') as Record<string, unknown> };
};

/** An instant of its own: what is recorded next lies after it. */
const instant = async (): Promise<string> => {
  const now = Date.now();
  await eventually(
    async () => Date.now(),
    (later) => later > now,
  );
  return new Date(now).toISOString();
};

beforeAll(async () => {
  takeActTimeFrom(clock);
  writeFileSync(clock, '2024-06-04T00:00:00+08:00');
  bench = await AppraisalBench.start();
  for (const unit of ['U1', 'U3']) await bench.define({ unit });
  await bench.define({ unit: 'U2', budgetMode: 'BLOCK' });
  six = await hired('U1', [990, 980, 970, 960, 950, 905]);
  [lonely = ''] = await hired('U2', [990]);
  await bench.settled();
  await post('cut-off');
  for (const log of [LOGS.personnel, LOGS.fact]) await bench.mark(log, '2024-05');
  await computed();
}, 90_000);
afterAll(async () => {
  await bench.stop();
  takeActTimeFrom(undefined);
  rmSync(folder, { recursive: true });
});

describe('a month on its way to a decision', () => {
  test('waits for a proposal, and then for a second person', async () => {
    const third = six[2] ?? '';
    expect(await explained(third)).toMatchObject({
      ...{ outcome: { code: 'WAITS_FOR_PROPOSAL' }, decision: null, course: [] },
    });
    await propose('U1');
    before = await instant();
    const { outcome, course } = await explained(third);
    expect(outcome.zh).toBe('已提出，待另一人审批');
    expect(course).toMatchObject([{ act: 'PROPOSED', by: 'PROPOSER', revision: 1 }]);
    expect(await explained(third, '?asOf=2024-06-03T00:00:00Z')).toMatchObject({
      ...{ outcome: { code: 'OPEN' }, course: [], publication: null },
    });
  });

  test('that its unit may not pay for is refused, with the event; of one nobody reads the sums', async () => {
    expect((await propose('U2')).code).toBe('BUDGET_EXCEEDED');
    const { outcome, decision, course } = await explained(lonely);
    expect([outcome.code, decision]).toEqual(['REFUSED', null]);
    expect(course[0]?.words.zh).toBe('超出本单位预算，按规则不得提出');
    const [act] = course;
    if (act === undefined) throw new Error('Nothing was told.');
    expect(await eventAt(act.event)).toMatchObject({
      ...{ type: 'GradesRefused', data: { code: 'BUDGET_EXCEEDED', overrun: 10_000 } },
    });
    const { text } = await bench.page(
      appraiser,
      `/v1/officers/${lonely}/scores/2024-05/explanation.html`,
      'text/html',
    );
    expect(text).toContain('审批结果：未能提出');
  });
});

describe('a decided month', () => {
  test('has every number of its explanation in the events', async () => {
    await approve('U1');
    await post('publish');
    for (const officer of six) {
      const { outcome, decision, course } = await decidedBy(officer, 1);
      if (decision === null) throw new Error('There is no decision.');
      expect(outcome.code).toBe('DECIDED');
      expect(course.map(({ act, by }) => [act, by])).toEqual([
        ['PROPOSED', 'PROPOSER'],
        ['APPROVED', 'APPROVER'],
      ]);
      const { data } = await eventAt(decision.event);
      const { grade, performancePay, revision, unit, payReason } = decision;
      expect(data).toMatchObject({ officer, grade, performancePay, revision, unit });
      expect(data['level']).toMatchObject({
        ...{ level: decision.level.level, rule: decision.level.rule },
        quotas: decision.level.quotas,
      });
      const head = (await eventAt(course[0]?.event as Place)).data;
      const { members, budget, asked } = head;
      expect(payReason.unit).toMatchObject({ members, budget, asked });
      expect(payReason).toMatchObject({ mode: 'SCALE', factor: '60/71', paid: performancePay });
    }
  });

  test('has the sums that SQL makes of the decisions', async () => {
    const [sums] = await bench.sql<{ paid: number; asked: number }>(
      `SELECT sum((data::json ->> 'performancePay')::int)::int AS paid,
         sum(CASE data::json ->> 'grade' WHEN 'G1' THEN 60000 WHEN 'G2' THEN 55000 END)::int AS asked
       FROM event WHERE type = 'GradeDecided' AND key = ANY($1)`,
      [six],
    );
    const { decision } = await explained(six[0] ?? '');
    expect(sums).toEqual({ paid: 300_000, asked: 355_000 });
    expect(decision?.payReason.unit).toMatchObject({ budget: sums?.paid, asked: sums?.asked });
    expect(decision?.payReason.words.zh).toContain('预算3000.00元，应发3550.00元，超出550.00元');
  });

  test('leads to the rules of its scheme', async () => {
    const { decision, publication } = await explained(six[2] ?? '');
    expect(decision?.gradeReason).toMatchObject({
      ...{ clause: '/grades/0', working: '97.00 ≥ 95.00 → G1' },
    });
    expect(decision?.level).toMatchObject({
      ...{ level: 2, clauses: ['/decisions/levels/levels1And2', '/decisions/levels/level1'] },
    });
    expect(publication).toMatchObject({ revision: 1, event: { log: LOGS.period } });
    const own: Asker = { role: 'officer', units: [], officer: six[2] ?? '' };
    expect((await explained(six[2] ?? '', '', own)).decision).toEqual(decision);
    const path = `/v1/officers/${six[1]}/scores/2024-05/explanation`;
    expect((await bench.ask(own, path)).status).toBe(404);
  });

  test('names nobody else, and no approver', async () => {
    const text = JSON.stringify(await explained(six[2] ?? ''));
    for (const other of [...six.slice(0, 2), ...six.slice(3), 'approver-1', 'appraiser-1']) {
      expect(text).not.toContain(other);
    }
  });
});

describe('a month that was revised', () => {
  test('is decided anew, and as of an instant before as it was then', async () => {
    between = await instant();
    const [, , third = '', fourth = ''] = six;
    const code = 'order.wrongConfirmed';
    await bench.record([{ officer: third, code, occurredAt: '2024-05-31T15:50:00.000Z' }]);
    await bench.settled();
    await post('revise');
    await bench.markAll('2024-05', { revision: 2, final: false });
    await computed();
    await approve('U1');
    expect((await decidedBy(third, 2)).decision).toMatchObject({
      grade: 'G2',
      level: { level: 3 },
    });
    expect((await decidedBy(fourth, 2)).decision).toMatchObject({ level: { level: 2 } });
    const then = await explained(third, `?asOf=${between}`);
    expect(then.decision).toMatchObject({ revision: 1, grade: 'G1', level: { level: 2 } });
    expect(then.course.map(({ revision }) => revision)).toEqual([1, 1]);
    expect((await explained(third, `?asOf=${before}`)).outcome.code).toBe('WAITS_FOR_APPROVAL');
  });

  test('says what is decided otherwise, between any two instants', async () => {
    interface Differing {
      readonly decided: {
        readonly changes: readonly { kind: string; words: { zh: string } }[];
      };
    }
    const between2 = async (officer: string, query: string) =>
      (
        await bench.ask<Differing>(
          appraiser,
          `/v1/officers/${officer}/scores/2024-05/differences?${query}`,
        )
      ).body.decided;
    const { changes } = await between2(six[2] ?? '', `asOf=${between}`);
    expect(changes.map(({ words }) => words.zh)).toEqual([
      '版本由第1版变为第2版',
      '等次由G1变为G2',
      '警务等级由2级变为3级',
      expect.stringMatching(/^绩效工资由507.0[45]元变为471.43元$/),
    ]);
    const neighbour = await between2(six[3] ?? '', `asOf=${between}`);
    expect(neighbour.changes.map(({ kind }) => kind)).toEqual(['REVISION', 'LEVEL', 'PAY']);
    const first = await between2(six[2] ?? '', `asOf=${before}&until=${between}`);
    expect(first.changes.map(({ words }) => words.zh)).toContain('等次由无变为G1');
    const swapped = `/v1/officers/${lonely}/scores/2024-05/differences?asOf=${between}&until=${before}`;
    expect(await bench.ask(appraiser, swapped)).toMatchObject({
      ...{ status: 422, body: { code: 'AS_OF_NOT_BEFORE' } },
    });
  });
});

describe('a tier', () => {
  let rivals: string[];
  const tierOf = async (officer: string, query = '', asker = appraiser): Promise<Tier> =>
    (await bench.ask<Tier>(asker, `/v1/officers/${officer}/tier/explanation${query}`)).body;
  const graded = (year: number) =>
    bench.ask({ role: 'hr' }, '/v1/annual-grades', {
      lines: rivals.map((officer) => ({
        ...{ officer, year, grade: 'COMPETENT', document: 'ZJG-1' },
      })),
    });
  const run = (year: number, establishment: number) =>
    bench.ask<{ results: { id: string }[] }>(appraiser, '/v1/tier-runs', {
      body: { year, establishment, document: `ZJG-${year}-9` },
    });

  beforeAll(async () => {
    rivals = [];
    for (let day = 1; day <= 5; day += 1) {
      rivals.push(await bench.hire({ tier: 4, unit: 'U3', from: `2009-01-0${day}` }));
    }
    await bench.settled();
    for (const year of [2019, 2020, 2021, 2022]) await graded(year);
    const { body } = await run(2022, 6);
    const ids = body.results.map(({ id }) => id);
    await bench.ask(approver, '/v1/tier-changes:approve', { body: { ids } });
  }, 60_000);

  test('that was not reached says place, seats and counters, as the run told them', async () => {
    const { waiting, changes, steps } = await tierOf(rivals[1] ?? '');
    expect(changes).toEqual([]);
    const [waited] = waiting;
    expect(waited).toMatchObject({
      ...{ run: '2022', reason: 'TIE' },
      ...{ competitors: 5, free: 1, filled: 0 },
      seats: {
        n: 6,
        seats: [
          { upTo: 3, cap: 1, before: 0, after: 0 },
          { upTo: 1, cap: 0 },
        ],
      },
      clauses: ['/decisions/tiers/ladder', '/decisions/tiers/seats', '/decisions/tiers/ties'],
    });
    if (waited === undefined) throw new Error('Nobody waits.');
    const { data } = await eventAt(waited.event);
    const { place, competitors, free, filled } = waited;
    expect(data).toMatchObject({ officer: rivals[1], place, competitors, free, filled });
    const credits = steps.filter(({ kind }) => kind === 'CREDIT');
    expect(credits).toHaveLength(4);
    for (const { event } of credits) {
      if (event === null) throw new Error('A credit year has no event.');
      expect(await eventAt(event)).toMatchObject({ type: 'AnnualGradeRecorded' });
    }
  });

  test('the same run again tells nothing anew', async () => {
    await run(2022, 6);
    expect((await tierOf(rivals[1] ?? '')).waiting).toHaveLength(1);
  });

  test('that is reached a year later keeps the waiting beside the promotion, also as of then', async () => {
    const then = await instant();
    await graded(2023);
    const { body } = await run(2023, 20);
    const ids = body.results.map(({ id }) => id);
    const [, second = ''] = rivals;
    const proposed = await eventually(
      () => tierOf(second),
      ({ changes }) => changes.length === 1,
    );
    expect(proposed.changes).toMatchObject([
      { status: 'PROPOSED', approved: null, decision: null },
    ]);
    await bench.ask(approver, '/v1/tier-changes:approve', { body: { ids } });
    const now = await eventually(
      () => tierOf(second),
      ({ changes }) => changes[0]?.decision !== null,
    );
    expect(now).toMatchObject({ tier: 3, waiting: [{ run: '2022' }] });
    const [change] = now.changes;
    if (change === undefined || change.decision === null) throw new Error('Nothing is decided.');
    expect(change.seats).toMatchObject({ n: 20, seats: [{ upTo: 3, cap: 6, after: 5 }, {}] });
    expect(await eventAt(change.decision)).toMatchObject({
      ...{ type: 'TierChanged', data: { officer: second, from: 4, to: 3 } },
    });
    const moved = now.steps.find(({ kind }) => kind === 'MOVED');
    expect(moved?.event).toEqual(change.decision);
    expect(await tierOf(second, `?asOf=${then}`)).toMatchObject({ tier: 4, changes: [] });
    expect(now.forecast?.says.en).toContain('needs 4 more credit years for tier 2');
  }, 30_000);

  test('stands on the page of a month, and is for oneself and the own unit', async () => {
    const path = `/v1/officers/${rivals[1]}/scores/2024-05/explanation.html`;
    const { text } = await bench.page(appraiser, path, 'text/html');
    expect(text).toContain('名额空置，排第');
    expect(text).toContain(
      '符合条件5人，空额1个，晋升0人；编制6人（ZJG-2022-9），1至3级名额1个，原占0个，现占0个',
    );
    const door = `/v1/officers/${rivals[1]}/tier/explanation`;
    const own: Asker = { role: 'officer', officer: rivals[1] ?? '' };
    expect((await bench.ask(own, door)).status).toBe(200);
    expect((await bench.ask({ role: 'officer', officer: rivals[2] ?? '' }, door)).status).toBe(404);
    expect((await bench.ask({ role: 'leader', units: ['U1'] }, door)).status).toBe(404);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS } from '@ywk/contracts';
import { eventually } from '@ywk/testing';
import { AppraisalBench, type Asker, type StatedFact } from './appraisal-bench.ts';

const appraiser: Asker = { role: 'appraiser' };
const approver: Asker = { role: 'approver', sub: 'approver-1' };
const MAY = '/v1/periods/month/2024-05';

interface Level {
  readonly level: number;
  readonly rule: string;
  readonly words: { readonly zh: string; readonly en: string };
  readonly quotas: readonly { readonly quota: string; readonly cut: number | null }[];
  readonly calibration: { readonly before: number; readonly evidence: string } | null;
}

interface Proposal {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly levels: {
    readonly n: number;
    readonly mode: string;
    readonly quotas: readonly { readonly quota: string; readonly seats: number }[];
    readonly reports: readonly unknown[];
  };
  readonly grades: readonly {
    readonly officer: string;
    readonly total: number;
    readonly level: Level;
  }[];
}

interface Explained {
  readonly decision: { readonly grade: string; readonly level: Level; readonly event: object };
}

/** A month of a call-taker whose total is 90 and the share of good records above nine tenths. */
const month = (officer: string, passed: number, day = '2024-05-17'): StatedFact[] => {
  const totals = {
    ...{ 'calls.offered': 1000, 'calls.answered': 1000, 'calls.answered10s': 1000 },
    ...{ 'orders.dispatched': 100, 'callbacks.effective': 10, 'callbacks.satisfied': 10 },
    ...{ 'records.sampled': 1000, 'records.passed': passed },
  };
  const occurredAt = `${day}T02:00:00.000Z`;
  return Object.entries(totals).map(([code, n]) => ({ officer, code, occurredAt, amounts: { n } }));
};

let bench: AppraisalBench;
/** Ten of one unit, the best first: 95.00, 94.50 … 91.00, and twice 90.50. */
let ten: string[];
/** Two of another one. */
let two: string[];
let proposal: Proposal;

const hired = async (unit: string, passed: readonly number[]): Promise<string[]> => {
  const officers: string[] = [];
  for (const _each of passed) officers.push(await bench.hire({ unit, team: `${unit}-A` }));
  await bench.record(officers.flatMap((officer, at) => month(officer, passed[at] ?? 0)));
  return officers;
};

const propose = async (unit: string, period = '2024-05'): Promise<Proposal> => {
  const body = { calendar: 'month', period, unit };
  return (await bench.ask<Proposal>(appraiser, '/v1/grade-proposals', { body })).body;
};

const officersOf = ({ grades }: Proposal, level: number): string[] =>
  grades.filter((line) => line.level.level === level).map(({ officer }) => officer);

const move = (officer: string, level: number) => ({
  ...{ officer, level, reason: 'DIARY', evidence: 'DIARY-2024-05-17' },
});

/** Moves a level of the proposal as it stands now. */
const calibrate = async (officer: string, level: number, asker: Asker = appraiser) => {
  const path = `/v1/grade-proposals/${proposal.id}`;
  const { version: seen } = (await bench.ask<Proposal>(appraiser, path)).body;
  return bench.ask<Proposal>(asker, `${path}/calibrate`, { body: move(officer, level), seen });
};

const explained = async (officer: string): Promise<Explained> =>
  (await bench.ask<Explained>(appraiser, `/v1/officers/${officer}/scores/2024-05/explanation`))
    .body;

beforeAll(async () => {
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'ZJG' });
  await bench.define({ unit: 'ZJG-110', parent: 'ZJG' });
  await bench.define({ unit: 'ZJG-B', parent: 'ZJG', budgetMode: 'CARRY_POOL' });
  ten = await hired('ZJG-110', [950, 945, 940, 935, 930, 925, 920, 915, 905, 905]);
  two = await hired('ZJG-B', [990, 980]);
  await bench.settled();
  await bench.ask(appraiser, `${MAY}/cut-off`, { method: 'POST' });
  await bench.mark(LOGS.personnel, '2024-05');
  await bench.mark(LOGS.fact, '2024-05');
  await bench.settled();
  await eventually(
    () => bench.ask<{ status: string }>(appraiser, `${MAY}/compute`, { method: 'POST' }),
    ({ body }) => body.status === 'COMPUTED',
  );
  proposal = await propose('ZJG-110');
}, 90_000);
afterAll(() => bench.stop());

describe('a proposal carries levels', () => {
  test('by the quotas of RC-1, with counters and words for each', () => {
    expect(proposal.levels).toMatchObject({ n: 10, mode: 'APPLIED', reports: [] });
    expect(proposal.levels.quotas.map(({ seats }) => seats)).toEqual([1, 2, 6]);
    expect(officersOf(proposal, 1).sort()).toEqual(ten.slice(0, 2).sort());
    expect(officersOf(proposal, 4).sort()).toEqual(ten.slice(8).sort());
    const first = proposal.grades.find(({ officer }) => officer === ten[0]);
    expect(first?.level).toMatchObject({ rule: 'LEVEL_1', calibration: null });
    expect(first?.level.words.zh).toBe(
      '按得分由高到低列入一级；一级：10人的20%，名额2个，列入2人，竞争8人，末位94.50分。',
    );
  });

  test('proposed again it stays as it is', async () => {
    expect((await propose('ZJG-110')).grades).toEqual(proposal.grades);
  });
});

describe('a level is moved before the approval', () => {
  const refused = { status: 409, body: { code: 'CALIBRATION_REFUSED' } };

  test('not above a ceiling, not beyond the steps of the scheme, not past fewer points', async () => {
    expect(await calibrate(ten[2] ?? '', 1)).toMatchObject(refused);
    expect(await calibrate(ten[0] ?? '', 3)).toMatchObject(refused);
    expect(await calibrate(ten[6] ?? '', 4)).toMatchObject(refused);
  });

  test('not by a leader, and not one that is none', async () => {
    expect((await calibrate(ten[1] ?? '', 2, { role: 'leader' })).status).toBe(403);
    expect((await calibrate(ten[1] ?? '', 5)).status).toBe(400);
    const own = { role: 'appraiser', sub: 'appraiser-9', officer: ten[1] ?? '' } as const;
    const same = { status: 403, body: { code: 'SAME_PERSON' } };
    expect(await calibrate(ten[1] ?? '', 2, own)).toMatchObject(same);
  });

  test('within the quotas: before and after are kept, the same again changes nothing', async () => {
    const mover: Asker = { role: 'appraiser', sub: 'appraiser-2' };
    expect((await calibrate(ten[1] ?? '', 2, mover)).status).toBe(200);
    expect((await calibrate(ten[1] ?? '', 2, mover)).status).toBe(200);
    const { body } = await calibrate(ten[2] ?? '', 1, mover);
    expect(officersOf(body, 1).sort()).toEqual([ten[0], ten[2]].sort());
    const line = body.grades.find(({ officer }) => officer === ten[2]);
    expect(line?.level.calibration).toEqual({
      ...{ before: 2, reason: 'DIARY', evidence: 'DIARY-2024-05-17', author: 'appraiser-2' },
    });
    const events = await bench.sql(`SELECT data FROM event WHERE type = 'LevelCalibrated'`);
    expect(events).toHaveLength(2);
  });

  test('only on the version that was looked at, and approved on none but that', async () => {
    const path = `/v1/grade-proposals/${proposal.id}`;
    const { version } = (await bench.ask<Proposal>(appraiser, path)).body;
    const body = move(ten[5] ?? '', 3);
    const asked = (seen?: number) =>
      bench.ask<Proposal>(appraiser, `${path}/calibrate`, { body, seen });
    expect(await asked()).toMatchObject({ status: 428, body: { code: 'VERSION_NOT_NAMED' } });
    const stale = { status: 412, body: { code: 'VERSION_MISMATCH', facts: { version } } };
    expect(await asked(version - 1)).toMatchObject(stale);
    const approval = { method: 'POST', seen: version - 1 };
    expect(await bench.ask(approver, `${path}/approve`, approval)).toMatchObject(stale);
    expect((await bench.page(appraiser, path, 'application/json')).headers.get('etag')).toBe(
      `"${version}"`,
    );
  });

  test('who moved one does not approve', async () => {
    const mover: Asker = { role: 'approver', sub: 'appraiser-2' };
    const path = `/v1/grade-proposals/${proposal.id}/approve`;
    const same = { status: 403, body: { code: 'SAME_PERSON' } };
    expect(await bench.ask(mover, path, { method: 'POST' })).toMatchObject(same);
  });
});

describe('approved', () => {
  const approve = (id: string) =>
    bench.ask(approver, `/v1/grade-proposals/${id}/approve`, { method: 'POST' });

  test('each decision has its level, the counters and the move', async () => {
    expect((await approve(proposal.id)).status).toBe(200);
    const { decision } = await eventually(
      () => explained(ten[2] ?? ''),
      (found) => found.decision !== null,
    );
    expect(decision.level).toMatchObject({ level: 1, rule: 'LEVEL_2', calibration: { before: 2 } });
    expect(decision.level.words.en).toContain('60% of 10 gives 6, 6 placed, 8 stood for it');
    expect(decision.event).toMatchObject({
      partition: expect.any(Number),
      pos: expect.any(Number),
    });
    const [versions] = await bench.sql(
      `SELECT count(*)::int AS n, min(v)::int AS v FROM event WHERE type = 'GradeDecided'`,
    );
    expect(versions).toEqual({ n: 10, v: 2 });
    const late = await calibrate(ten[0] ?? '', 2);
    expect(late).toMatchObject({ status: 409, body: { code: 'PROPOSAL_NOT_OPEN' } });
  });

  test('the page says it in plain Chinese', async () => {
    const path = `/v1/officers/${ten[2]}/scores/2024-05/explanation.html`;
    const { text } = await bench.page(appraiser, path, 'text/html');
    expect(text).toContain('警务等级 <strong>一级</strong>');
    expect(text).toContain('审批前由二级调整，理由DIARY，依据DIARY-2024-05-17');
  });

  test('nothing of it is said before it was', async () => {
    const path = `/v1/officers/${ten[2]}/scores/2024-05/explanation?asOf=2024-06-01T00:00:00Z`;
    expect((await bench.ask<Explained>(appraiser, path)).body.decision).toBeNull();
  });

  test('of fewer than five nobody sees the last total', async () => {
    const small = await propose('ZJG-B');
    expect(officersOf(small, 4)).toEqual([two[1]]);
    // Two of G1 ask for 200 yuan more than their budget, and the next month owes it.
    expect(small).toMatchObject({ budgetMode: 'CARRY_POOL', carriedIn: 0, carryOver: 20_000 });
    await approve(small.id);
    const { decision } = await eventually(
      () => explained(two[1] ?? ''),
      (found) => found.decision !== null,
    );
    expect(decision.level).toMatchObject({ level: 4, rule: 'FLOOR', enforced: true });
    expect(decision.level.quotas).toMatchObject([{ quota: 'LEVEL_4', n: 2, cut: null }]);
  });
});

describe('units are ranked', () => {
  const ranking = (period: string, asker: Asker = appraiser) =>
    bench.ask<{ items: readonly object[] }>(asker, `/v1/units/ranking?period=${period}`);

  test('among those of their level, by the measure of the scheme', async () => {
    expect((await ranking('2024-05')).body).toMatchObject({
      ...{ revision: 1, measure: 'POOLED', schemeVersion: 'rc-1@1' },
      items: [
        { unit: 'ZJG', depth: 0, rank: 1, of: 1, people: 12 },
        { unit: 'ZJG-B', depth: 1, rank: 1, of: 2, people: 2, shown: '98.50' },
        { unit: 'ZJG-110', depth: 1, rank: 2, of: 2, people: 10, shown: '92.70' },
      ],
    });
  });

  test('to those who reach them, of months that are closed', async () => {
    const near: Asker = { role: 'leader', units: ['ZJG-B'] };
    expect((await ranking('2024-05', near)).body.items).toMatchObject([{ unit: 'ZJG-B', rank: 1 }]);
    expect((await ranking('2024-07')).status).toBe(409);
    expect((await ranking('2024-05', { role: 'officer', officer: ten[0] ?? '' })).status).toBe(403);
  });
});

describe('what a unit owes the next month', () => {
  const JUNE = '/v1/periods/month/2024-06';
  const computed = async (path: string, mark: { revision: number; final: boolean }) => {
    await bench.markAll(path.slice(-7), mark);
    await bench.settled();
    const compute = () => bench.ask<{ status: string }>(appraiser, `${path}/compute`, { body: {} });
    await eventually(compute, ({ status }) => status === 200);
  };

  test('stays owed after a revision that touched nobody of it', async () => {
    const late = { officer: ten[9] ?? '', code: 'D01', occurredAt: '2024-05-20T02:00:00.000Z' };
    await bench.record([{ ...late, amounts: {} }]);
    await bench.record(two.flatMap((officer) => month(officer, 980, '2024-06-17')));
    await bench.settled();
    await eventually(
      () => bench.ask<{ waiting: number }>(appraiser, MAY),
      ({ body }) => body.waiting === 1,
    );
    expect((await bench.ask(appraiser, `${MAY}/revise`, { body: {} })).status).toBe(200);
    await computed(MAY, { revision: 2, final: false });
    await bench.ask(appraiser, `${JUNE}/cut-off`, { body: {} });
    await computed(JUNE, { revision: 1, final: false });
    expect(await propose('ZJG-B', '2024-06')).toMatchObject({ carriedIn: 20_000 });
  });
});

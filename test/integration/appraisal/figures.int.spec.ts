import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS } from '@ywk/contracts';
import { AppraisalBench, type Asker } from './appraisal-bench.ts';

const auditor: Asker = { role: 'auditor' };
const appraiser: Asker = { role: 'appraiser' };
const leader: Asker = { role: 'leader', units: ['ZJG-PS1'] };

interface Pooled {
  readonly numerator: number;
  readonly denominator: number | null;
  readonly value: string | null;
}

interface Year {
  readonly scheme: string;
  readonly months: readonly number[];
  readonly parts: readonly { part: string; value: string | null; gap: string | null }[];
  readonly total: number | null;
  readonly grade: string | null;
}

let bench: AppraisalBench;
let a: string;
let b: string;

const orders = async (officer: string, day: string, [n, wrong]: readonly [number, number]) => {
  const occurredAt = `${day}T02:00:00.000Z`;
  await bench.record([
    { officer, code: 'orders.dispatched', occurredAt, amounts: { n } },
    { officer, code: 'orders.wrongConfirmed', occurredAt, amounts: { n: wrong } },
  ]);
};

/** A was in the office with team A, from the 16th at the station; B is at the station below it. */
beforeAll(async () => {
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'ZJG-110' });
  await bench.define({ unit: 'ZJG-PS1' });
  await bench.define({ unit: 'ZJG-PS1-A', parent: 'ZJG-PS1' });
  a = await bench.hire({ team: 'A' });
  b = await bench.hire({ unit: 'ZJG-PS1-A', team: 'B', badge: 'F100002' });
  const moved = { officer: a, from: '2024-05-16', unit: 'ZJG-PS1', post: 'CALL110', team: 'A' };
  const place = { ...moved, badge: 'F100001', seat: null };
  await bench.publish(LOGS.personnel, a, [{ type: 'OfficerTransferred', data: place }]);
  await orders(a, '2024-05-10', [100, 1]);
  await orders(a, '2024-05-20', [200, 2]);
  await orders(b, '2024-05-20', [300, 6]);
  await bench.settled();
}, 60_000);
afterAll(() => bench.stop());

const pooled = async (query: string, asker = auditor, figure = 'orders.accuracy') =>
  (await bench.ask<Pooled>(asker, `/v1/rates/${figure}?period=2024-05${query}`)).body;

const close = async (period: string): Promise<void> => {
  const path = `/v1/periods/month/${period}`;
  await bench.ask(appraiser, `${path}/cut-off`, { method: 'POST' });
  for (const log of [LOGS.fact, LOGS.personnel]) await bench.mark(log, period);
  await bench.settled();
  const { body } = await bench.ask<{ revision: number }>(appraiser, `${path}/compute`, {
    method: 'POST',
  });
  expect(body.revision).toBe(1);
};

describe('a rate over several officers (DOMAIN W14)', () => {
  test('is of sums, with one division at the end', async () => {
    expect(await pooled('')).toMatchObject({ numerator: 591, denominator: 600, value: '197/200' });
    expect(await pooled('', auditor, 'orders.dispatched')).toMatchObject({
      ...{ numerator: 600, denominator: null, value: '600' },
    });
  });

  test('is of the days spent in a unit or below it, or in a team', async () => {
    expect(await pooled('&unit=ZJG-110')).toMatchObject({ numerator: 99, denominator: 100 });
    expect(await pooled('&unit=ZJG-PS1')).toMatchObject({ numerator: 492, denominator: 500 });
    expect(await pooled('&team=A')).toMatchObject({ numerator: 297, denominator: 300 });
    expect(await pooled('&team=A&unit=ZJG-PS1')).toMatchObject({ denominator: 200 });
  });

  test('is of the officers who are named', async () => {
    expect(await pooled(`&officers=${a}`)).toMatchObject({ numerator: 297, denominator: 300 });
    expect(await pooled(`&officers=${a},${b}`)).toMatchObject({ denominator: 600 });
  });

  test('has no value where nothing was counted', async () => {
    expect(await pooled(`&officers=${randomUUID()}`)).toMatchObject({
      denominator: 0,
      value: null,
    });
  });

  test('shows leaders the days spent in their own units', async () => {
    expect(await pooled('', leader)).toMatchObject({ denominator: 500 });
    expect(await pooled(`&officers=${a}`, leader)).toMatchObject({ denominator: 200 });
    const path = '/v1/rates/orders.accuracy?period=2024-05&unit=ZJG-110';
    expect(await bench.ask(leader, path)).toMatchObject({
      ...{ status: 403, body: { code: 'UNIT_OUT_OF_SCOPE' } },
    });
  });

  test.each([
    ['no.such.rate?period=2024-05', 404, 'FIGURE_UNKNOWN'],
    ['orders.accuracy?period=1999-12', 409, 'METRICS_MISSING'],
    ['orders.accuracy?period=2024-13', 400, 'REQUEST_NOT_VALID'],
    ['orders.accuracy?period=2024-05&unit=NOWHERE', 404, 'UNIT_UNKNOWN'],
  ])('refuses %s with %i %s', async (path, status, code) => {
    const answer = await bench.ask<{ code: string }>(auditor, `/v1/rates/${path}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe('the composite of a year (DOMAIN W13)', () => {
  const votes = { eligible: 14, given: { EXCELLENT: 6, COMPETENT: 5, BASIC: 1 } };
  const ask = (body: object, asker = appraiser) =>
    bench.ask<Year & { code: string; detail: string }>(
      asker,
      `/v1/officers/${a}/years/2024/composite`,
      { body },
    );

  test('is of the totals, scores and votes that are given', async () => {
    const given = { months: ['90.90'], leaders: ['92', '90', '88'], votes };
    const { status, body } = await ask(given);
    expect(status).toBe(200);
    expect(body).toMatchObject({ scheme: 'rc-1@1', total: 9071, grade: 'EXCELLENT' });
    expect(body.months).toEqual([9090]);
  });

  test('takes the closed months where no totals are given, and says which part is missing', async () => {
    const before = (await ask({ leaders: [], votes })).body;
    expect([before.months, before.total]).toEqual([[], null]);
    expect(before.parts.map(({ gap }) => gap)).toEqual(['NO_MONTHS', 'NO_LEADERS', null]);
    await close('2024-05');
    const sheet = await bench.ask<{ total: number }>(auditor, `/v1/officers/${a}/scores/2024-05`);
    const { months } = (await ask({ leaders: ['90'], votes }, auditor)).body;
    expect(months).toEqual([sheet.body.total]);
  });

  test('is refused to those who neither appraise nor audit', async () => {
    const answer = await ask({ leaders: [], votes }, { role: 'hr' });
    expect(answer.status).toBe(403);
  });

  test('is refused with more votes than voters, and with a score that is none', async () => {
    const tooMany = await ask({ leaders: [], votes: { ...votes, eligible: 11 } });
    expect([tooMany.status, tooMany.body.code]).toEqual([422, 'VOTES_ABOVE_ELIGIBLE']);
    const above = await ask({ leaders: ['100.5'], votes });
    expect([above.status, above.body.code]).toEqual([400, 'REQUEST_NOT_VALID']);
  });
});

test('a closed month knows the stays of then', async () => {
  const back = { officer: b, from: '2024-05-01', unit: 'ZJG-110', post: 'CALL110', team: null };
  const place = { ...back, badge: 'F100002', seat: null };
  await bench.publish(LOGS.personnel, b, [{ type: 'OfficerTransferred', data: place }]);
  await bench.settled();
  expect(await pooled('&unit=ZJG-PS1')).toMatchObject({ denominator: 500 });
});

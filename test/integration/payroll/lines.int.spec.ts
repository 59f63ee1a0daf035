import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS } from '@ywk/contracts';
import { POOL, views } from '@ywk/payroll-app';
import { eventually, query } from '@ywk/testing';
import type { Pool, PoolClient } from 'pg';
import { rebuildView } from '../../support/rebuild-view.ts';
import { PayrollBench, type ShownLine, type ShownPage } from './payroll-bench.ts';

let bench: PayrollBench;

beforeAll(async () => {
  bench = await PayrollBench.start();
});

afterAll(() => bench.stop());

const listed = async (filter = ''): Promise<readonly ShownLine[]> =>
  (await bench.get<ShownPage>(`/v1/changes?limit=1000${filter}`)).items;

const linesOf = async (officer: string): Promise<readonly ShownLine[]> =>
  (await listed()).filter((line) => line.officer === officer);

const issuedEvents = async (): Promise<number> => {
  const [row] = await query<{ n: number }>(
    bench.database.adminUrl,
    `SELECT count(*)::int AS n FROM event WHERE log = $1 AND partition BETWEEN 0 AND 63`,
    [LOGS.change],
  );
  return row?.n ?? -1;
};

/** How far the issuing follower is, by log and partition. */
const progress = async (): Promise<Map<string, number>> => {
  const rows = await query<{ place: string; pos: number }>(
    bench.database.adminUrl,
    `SELECT log || '/' || partition AS place, last_pos::int AS pos FROM follower_progress
      WHERE follower_group = 'payroll.lines.v1' AND partition BETWEEN 0 AND 63`,
  );
  return new Map(rows.map(({ place, pos }) => [place, pos]));
};

/** Forgets how far the followers were, so that everything is delivered again. */
const deliverAgain = (): Promise<unknown> =>
  query(
    bench.database.adminUrl,
    `UPDATE follower_progress SET last_pos = 0, last_hash = decode(repeat('00', 32), 'hex')
      WHERE follower_group = 'payroll.lines.v1' AND partition BETWEEN 0 AND 63`,
  );

describe('a decision becomes a line, once', () => {
  test('a grade, a tier and a departure are three lines in their order', async () => {
    const officer = await bench.hire({ badge: 'F200001' });
    const cause = await bench.decideGrade(officer);
    const tier = {
      decision: randomUUID(),
      officer,
      from: 5,
      to: 4,
      effectiveDate: '2024-01-01',
      ground: 'SENIORITY',
      author: 'appraiser-1',
      approver: 'approver-1',
    };
    await bench.publish(LOGS.decision, officer, [{ type: 'TierChanged', data: tier }]);
    const lines = await eventually(
      () => linesOf(officer),
      (found) => expect(found).toHaveLength(2),
    );
    expect(lines).toMatchObject([
      {
        kind: 'PERFORMANCE',
        badge: 'F200001',
        name: '—',
        originPeriod: '2024-05',
        effectiveDate: '2024-05-01',
        amount: 50_000,
        previousAmount: null,
        state: 'ISSUED',
        causeEvent: cause,
      },
      { kind: 'TIER_PAY', effectiveDate: '2024-01-01', amount: 50_000, previousAmount: 35_000 },
    ]);
    const left = { officer, employment: randomUUID(), on: '2024-12-31', ground: 'RESIGNED' };
    await bench.publish(LOGS.personnel, officer, [{ type: 'OfficerLeft', data: left }]);
    await eventually(
      () => linesOf(officer),
      (found) =>
        expect(found.at(-1)).toMatchObject({
          kind: 'EMPLOYMENT_ENDED',
          effectiveDate: '2025-01-01',
          amount: 0,
        }),
    );
  });

  test('money of a commendation is one line, taken back by one when it is annulled', async () => {
    const officer = await bench.hire();
    const data = {
      ...{ conduct: randomUUID(), officer, code: 'BRAVERY', on: '2024-05-27', matter: null },
      ...{ amount: 1_000_000, evidence: 'ZJG-CM-3' },
    };
    await bench.publish(LOGS.conduct, officer, [
      { type: 'CommendationGranted', data },
      { type: 'SanctionLifted', data: { conduct: data.conduct, officer, evidence: 'none' } },
      { type: 'CommendationGranted', data: { ...data, conduct: randomUUID(), amount: 0 } },
      { type: 'CommendationRevoked', data },
    ]);
    await eventually(
      () => linesOf(officer),
      (found) =>
        expect(found).toMatchObject([
          { kind: 'AWARD', amount: 1_000_000, originPeriod: '2024-05', run: null },
          { kind: 'CLAWBACK', amount: -1_000_000, originPeriod: '2024-05', run: '2024-05' },
        ]),
    );
  });

  test('who is mapped down keeps the pay until the next step', async () => {
    const officer = await bench.hire();
    const told = (from: number, to: number, protection: number) => ({
      type: 'TierChanged',
      v: 2,
      data: {
        ...{ decision: randomUUID(), officer, from, to, protection, effectiveDate: '2023-01-01' },
        ...{ ground: 'CONVERSION', author: 'appraiser-1', approver: 'approver-1' },
      },
    });
    await bench.publish(LOGS.decision, officer, [told(3, 4, 20_000)]);
    await bench.publish(LOGS.decision, officer, [told(4, 3, 0)]);
    const held = { kind: 'PROTECTION', component: 'PROTECTION' };
    await eventually(
      () => linesOf(officer),
      (lines) =>
        expect(lines).toMatchObject([
          { kind: 'TIER_PAY', amount: 50_000, previousAmount: 70_000 },
          { ...held, amount: 20_000, previousAmount: null },
          { kind: 'TIER_PAY', amount: 70_000, previousAmount: 50_000 },
          { ...held, amount: 0, previousAmount: 20_000 },
        ]),
    );
  });

  test('delivered again after a lost progress, nothing is issued twice', async () => {
    const officers = await Promise.all(Array.from({ length: 30 }, () => bench.hire()));
    await Promise.all(officers.map((officer) => bench.decideGrade(officer)));
    const before = await eventually(listed, (lines) =>
      expect(lines.filter((line) => officers.includes(line.officer))).toHaveLength(30),
    );
    const events = await issuedEvents();
    await bench.payroll.close();
    const reached = await progress();
    await deliverAgain();
    await bench.startPayroll();
    const after = await bench.hire();
    await bench.decideGrade(after);
    await eventually(
      () => linesOf(after),
      (lines) => expect(lines).toHaveLength(1),
    );
    await eventually(progress, (now) => {
      for (const [place, pos] of reached) expect(now.get(place)).toBeGreaterThanOrEqual(pos);
    });
    expect(await issuedEvents()).toBe(events + 1);
    expect(await listed()).toHaveLength(before.length + 1);
  });

  test('sessions killed in the middle of the work lose and double nothing', async () => {
    const officers = await Promise.all(Array.from({ length: 120 }, () => bench.hire()));
    const deciding = Promise.all(officers.map((officer) => bench.decideGrade(officer)));
    for (let round = 0; round < 5; round += 1) {
      await query(
        bench.database.adminUrl,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'payroll'`,
      );
    }
    await deciding;
    await eventually(
      listed,
      (lines) => {
        const counts = officers.map(
          (officer) => lines.filter((line) => line.officer === officer).length,
        );
        expect(counts).toEqual(officers.map(() => 1));
      },
      { withinMs: 20_000 },
    );
  });
});

describe('a run that was locked is not changed', () => {
  const lock = (run: string): Promise<Response> =>
    bench.ask(`/v1/pay-runs/${run}/lock`, { method: 'POST' });
  const moneyOf = async (officer: string) =>
    (await linesOf(officer)).map(({ kind, originPeriod, amount, run }) =>
      [kind, originPeriod, amount, run].join(' '),
    );
  const tier = (officer: string) => ({
    type: 'TierChanged',
    data: {
      ...{ decision: randomUUID(), officer, from: 5, to: 4, effectiveDate: '2024-05-01' },
      ...{ ground: 'SENIORITY', author: 'appraiser-1', approver: 'approver-1' },
    },
  });

  test('W11, W15: what comes later is paid or taken back in the next one, once', async () => {
    const [early, late] = [await bench.hire(), await bench.hire()];
    await bench.decideGrade(early, { performancePay: 55_000 });
    await bench.decideGrade(early, { performancePay: 50_000, revision: 2 });
    await bench.decideGrade(late, { performancePay: 55_000 });
    await eventually(
      async () => [await moneyOf(early), await moneyOf(late)],
      (lines) =>
        expect(lines).toEqual([
          ['PERFORMANCE 2024-05 55000 ', 'PERFORMANCE 2024-05 50000 '],
          ['PERFORMANCE 2024-05 55000 '],
        ]),
    );
    expect(await (await lock('2024-06')).json()).toEqual({
      ...{ lockedRun: '2024-06', nextRun: '2024-07', nextPayDay: '2024-07-15' },
    });
    await bench.decideGrade(late, { performancePay: 50_000, revision: 2 });
    await bench.publish(LOGS.decision, late, [tier(late)]);
    const expected = [
      'PERFORMANCE 2024-05 55000 ',
      'CLAWBACK 2024-05 -5000 2024-07',
      'TIER_PAY  50000 ',
      'BACK_PAY 2024-05 15000 2024-07',
      'BACK_PAY 2024-06 15000 2024-07',
    ];
    await eventually(
      () => moneyOf(late),
      (lines) => expect(lines).toEqual(expected),
    );

    expect((await lock('2024-07')).status).toBe(200);
    await bench.payroll.close();
    await deliverAgain();
    await bench.startPayroll();
    const after = await bench.hire();
    await bench.decideGrade(after, { period: '2024-07' });
    await eventually(
      () => linesOf(after),
      (lines) => expect(lines).toHaveLength(1),
    );
    expect(await moneyOf(late)).toEqual(expected);
  });

  test('twice or out of order it stays as it is, and a month to come is refused', async () => {
    expect(await (await lock('2024-03')).json()).toMatchObject({ lockedRun: '2024-07' });
    const refused = await lock('2999-01');
    expect([refused.status, await refused.json()]).toMatchObject([
      409,
      { code: 'PAY_RUN_NOT_BEGUN' },
    ]);
    const some = { method: 'POST', units: ['XC-01'] };
    expect((await bench.ask('/v1/pay-runs/2024-08/lock', some)).status).toBe(403);
    expect((await bench.ask('/v1/pay-runs/2024-08/lock', { ...some, role: 'hr' })).status).toBe(
      403,
    );
    expect((await bench.ask('/v1/pay-runs/2024-8/lock', { method: 'POST' })).status).toBe(400);
    const [row] = await query<{ n: number }>(
      bench.database.adminUrl,
      `SELECT count(*)::int AS n FROM event WHERE log = $1 AND partition BETWEEN 0 AND 63`,
      [LOGS.run],
    );
    expect(row?.n).toBe(2);
  });
});

describe('the list of changes', () => {
  test('pages hold every line once, and a position brings only what came later', async () => {
    const all = await listed();
    const seen: string[] = [];
    let page = await bench.get<ShownPage>('/v1/changes?limit=7');
    const { position } = page;
    for (;;) {
      seen.push(...page.items.map(({ line }) => line));
      if (page.nextCursor === null) break;
      page = await bench.get<ShownPage>(`/v1/changes?limit=7&cursor=${page.nextCursor}`);
    }
    expect(seen).toEqual(all.map(({ line }) => line));
    const officer = await bench.hire();
    await bench.decideGrade(officer);
    await eventually(
      () => listed(`&after=${position}`),
      (lines) => expect(lines).toMatchObject([{ officer }]),
    );
  });

  test('is filtered by month and state, and is not sent twice to who has it', async () => {
    expect(await listed('&period=2023-11')).toEqual([]);
    expect(await listed('&state=ACCEPTED')).toEqual([]);
    const first = await bench.ask('/v1/changes?period=2024-01');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    expect(((await first.json()) as ShownPage).items).toHaveLength(1);
    const again = await bench.ask('/v1/changes?period=2024-01', {
      // Left to itself fetch would ask past every cache.
      headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
  });

  test('comes as CSV by header or by name', async () => {
    const byHeader = await bench.ask('/v1/changes?period=2024-01', {
      headers: { accept: 'text/csv' },
    });
    expect(byHeader.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [header, row] = (await byHeader.text()).split('\r\n');
    expect(header).toMatch(/^变更编号,人员编号,警号,姓名/);
    expect(row).toContain('F200001,—,XC-01,层级工资,,2024-01-01,500.00,50000,350.00,35000,已发出');
    const byName = await bench.ask('/v1/changes?format=csv&bom=true');
    const bytes = new Uint8Array(await byName.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  test('shows the units of the reader, and only to roles that may see it', async () => {
    const define = (unit: string, parent: string | null) => ({
      type: 'UnitDefined',
      data: { unit, name: { zh: unit, en: unit }, parent, budgetMode: 'SCALE' },
    });
    for (const [unit, parent] of [
      ['XC', null],
      ['XC-02', 'XC'],
      ['XC-02-110', 'XC-02'],
    ] as const) {
      await bench.publish(LOGS.personnel, unit, [define(unit, parent)]);
    }
    const officer = await bench.hire({ unit: 'XC-02-110' });
    await bench.decideGrade(officer);
    const seenBy = async (units: string[]) =>
      (await bench.get<ShownPage>('/v1/changes?limit=1000', 'hr', units)).items;
    await eventually(
      () => seenBy(['XC-02']),
      (lines) => expect(lines).toMatchObject([{ officer }]),
    );
    expect(await seenBy(['XC-09'])).toEqual([]);
    expect((await bench.ask('/v1/changes', { role: 'officer' })).status).toBe(403);
  });

  test.each(['cursor=abc', 'after=1.2', 'limit=0', 'period=2024-13', 'state=PAID'])(
    'refuses ?%s with a pointer to it',
    async (wrong) => {
      const response = await bench.ask(`/v1/changes?${wrong}`);
      expect(response.status).toBe(400);
      const { errors } = (await response.json()) as { errors: { pointer: string }[] };
      expect(errors[0]?.pointer).toContain(wrong.split('=')[0]);
    },
  );
});

describe('what people look at', () => {
  test.each(['payroll.board', 'payroll.directory'])(
    '%s is built again from its logs, equal to the live one, and takes over',
    async (view) => {
      const rebuild = rebuildView(bench.config, 'payroll', views());
      expect(await rebuild(view)).toMatchObject({ equal: true, different: [], swapped: {} });
    },
  );
});

describe('F20 with every connection in use', () => {
  test('a request is refused within two seconds, and readiness is answered all the same', async () => {
    const pool = bench.payroll.get<Pool>(POOL);
    const held: PoolClient[] = [];
    try {
      while (held.length < (pool.options.max ?? 0)) held.push(await pool.connect());
      const since = performance.now();
      const [refused, ready] = await Promise.all([
        bench.ask('/v1/changes'),
        bench.ask('/health/ready'),
      ]);
      expect(performance.now() - since).toBeLessThan(2_500);
      expect([refused.status, ready.status]).toEqual([503, 200]);
      expect(await refused.json()).toMatchObject({ code: 'STORE_NOT_AVAILABLE' });
    } finally {
      for (const client of held) client.release();
    }
    expect((await bench.ask('/v1/changes')).status).toBe(200);
  });
});

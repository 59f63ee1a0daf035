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

interface TierAnswer {
  readonly career: {
    readonly steps: readonly { readonly kind: string; readonly says: { readonly en: string } }[];
  };
  readonly forecast: { readonly missing: number; readonly says: { readonly en: string } } | null;
}

interface RunAnswer {
  readonly proposals: readonly {
    readonly officer: string;
    readonly says: { readonly en: string };
  }[];
  readonly waiting: readonly { readonly officer: string; readonly reason: string }[];
}

let bench: AppraisalBench;
/** By what is told of each: sanctioned, commended, on leave. */
let S: string;
let C: string;
let L: string;
const warning = randomUUID();

const tell = (officer: string, type: string, data: object) =>
  bench.publish(LOGS.conduct, officer, [{ type, data: { officer, ...data } }]);

beforeAll(async () => {
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'ZJG' });
  await bench.define({ unit: 'ZJG-110', parent: 'ZJG' });
  [S, C, L] = await Promise.all([
    bench.hire({ from: '2019-01-01' }),
    bench.hire({ from: '2019-01-01' }),
    bench.hire({ from: '2019-01-01' }),
  ]);
  const years = (officer: string, grades: readonly string[]) =>
    grades.map((grade, at) => ({ officer, year: 2019 + at, grade, document: 'ZJG-1' }));
  const lines = [
    ...years(S, ['EXCELLENT', 'EXCELLENT']),
    ...years(C, ['EXCELLENT', 'BASIC']),
    ...years(L, ['EXCELLENT', 'EXCELLENT']),
  ];
  await bench.settled();
  expect((await bench.ask(hr, '/v1/annual-grades', { lines })).status).toBe(200);
  await tell(S, 'SanctionImposed', {
    ...{ conduct: warning, code: 'WARNING', on: '2020-12-01', months: 6, mostMonths: 48 },
    evidence: 'ZJG-DC-1',
  });
  await bench.settled();
}, 60_000);
afterAll(() => bench.stop());

const run = async (): Promise<RunAnswer> => {
  const stated = { establishment: 187, document: 'ZJG-2020-9' };
  const body = { year: 2020, ...stated, dryRun: true };
  return (await bench.ask<RunAnswer>(author, '/v1/tier-runs', { body })).body;
};
const tierOf = async (officer: string, query = ''): Promise<TierAnswer> =>
  (await bench.ask<TierAnswer>(author, `/v1/officers/${officer}/tier${query}`)).body;

const propose = async (officer: string) => {
  const id = randomUUID();
  const body = { id, officer, from: 5, to: 4, effectiveDate: '2021-01-01', ground: 'MERIT' };
  return { id, ...(await bench.ask(author, '/v1/tier-changes', { body })) };
};
const approve = async (id: string) =>
  (
    await bench.ask<{ items: readonly object[] }>(approver, '/v1/tier-changes:approve', {
      body: { ids: [id] },
    })
  ).body.items;

describe('a sanction in force', () => {
  test('holds an officer who has the credit years, and says so', async () => {
    await eventually(run, ({ waiting, proposals }) => {
      expect(waiting).toContainEqual(expect.objectContaining({ officer: S, reason: 'SANCTION' }));
      expect(proposals.map(({ officer }) => officer)).not.toContain(S);
    });
  });

  test('lets nobody propose a promotion by hand', async () => {
    expect(await propose(S)).toMatchObject({ status: 409, body: { code: 'PROMOTION_BARRED' } });
  });

  test('that comes between proposal and approval stops the approval', async () => {
    const { id, status } = await propose(L);
    expect(status).toBe(201);
    const late = randomUUID();
    const given = { code: 'WARNING', on: '2020-12-31', months: 6, mostMonths: 48, evidence: 'E' };
    await tell(L, 'SanctionImposed', { conduct: late, ...given });
    await bench.settled();
    expect(await approve(id)).toMatchObject([{ outcome: 'refused', code: 'PROMOTION_BARRED' }]);
    await tell(L, 'SanctionLifted', { conduct: late, evidence: 'E-R' });
    await bench.settled();
  });

  test('annulled, it is as if it had never been', async () => {
    await tell(S, 'SanctionLifted', { conduct: warning, evidence: 'ZJG-DC-1-R' });
    await eventually(run, ({ proposals }) =>
      expect(proposals.map(({ officer }) => officer)).toContain(S),
    );
  });
});

test('a commendation lets an officer rise with a credit year less, until it is annulled', async () => {
  const conduct = randomUUID();
  const data = {
    conduct,
    code: 'BRAVERY',
    on: '2020-06-01',
    amount: 1,
    matter: null,
    evidence: 'E',
  };
  const missing = async () => (await tierOf(C)).forecast?.missing;
  expect(await missing()).toBe(150);
  await tell(C, 'CommendationGranted', data);
  await eventually(missing, (left) => expect(left).toBe(50));
  await tell(C, 'CommendationRevoked', data);
  await eventually(missing, (left) => expect(left).toBe(150));
});

test('approved leave of more than six months pauses a career', async () => {
  const conduct = randomUUID();
  const kinds = async () => (await tierOf(L)).career.steps.map(({ kind }) => kind);
  expect(await kinds()).not.toContain('PAUSE');
  await tell(L, 'LeaveGranted', { conduct, kind: 'SICK', from: '2020-02-01', to: '2020-09-30' });
  await eventually(kinds, (steps) => expect(steps).toContain('PAUSE'));
  await tell(L, 'LeaveCancelled', { conduct });
  await eventually(kinds, (steps) => expect(steps).not.toContain('PAUSE'));
});

test('what is known of conduct is the same when it is built again', async () => {
  const rebuilt = await rebuildView(
    await bench.config(),
    'appraisal',
    views(),
  )('appraisal.conduct');
  expect(rebuilt).toMatchObject({ equal: true, different: [], swapped: {} });
});

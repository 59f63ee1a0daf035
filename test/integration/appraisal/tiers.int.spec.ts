import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { views } from '@ywk/appraisal-app';
import { eventually } from '@ywk/testing';
import { rebuildView } from '../../support/rebuild-view.ts';
import { AppraisalBench, type Asker } from './appraisal-bench.ts';

const author: Asker = { role: 'appraiser' };
const approver: Asker = { role: 'approver', sub: 'approver-1' };

interface TierAnswer {
  readonly tier: number;
  readonly changes: readonly { from: number; to: number; effectiveDate: string; ground: string }[];
  readonly annualGrades: readonly { year: number; grade: string }[];
}

let bench: AppraisalBench;
let officer: string;
beforeAll(async () => {
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'ZJG-110' });
  await bench.define({ unit: 'ELSEWHERE' });
  officer = await bench.hire();
  await bench.settled();
}, 60_000);
afterAll(() => bench.stop());

const change = (over: object = {}) => ({
  id: randomUUID(),
  officer,
  from: 5,
  to: 4,
  effectiveDate: '2021-01-01',
  ground: 'SENIORITY',
  ...over,
});

const tierOf = async (): Promise<TierAnswer> =>
  (await bench.ask<TierAnswer>(author, `/v1/officers/${officer}/tier`)).body;

describe('tier changes', () => {
  test('are proposed, approved by a second person, and published', async () => {
    const ask = change();
    expect(await bench.ask(author, '/v1/tier-changes', { body: ask })).toMatchObject({
      status: 201,
      body: { id: ask.id, outcome: 'accepted' },
    });
    expect((await bench.ask(author, '/v1/tier-changes', { body: ask })).body).toMatchObject({
      outcome: 'duplicate',
    });
    const path = `/v1/tier-changes/${ask.id}/approve`;
    const approve = (asker: Asker) => bench.ask(asker, path, { method: 'POST' });
    const same = { status: 403, body: { code: 'SAME_PERSON' } };
    expect(await approve({ ...approver, sub: 'appraiser-1' })).toMatchObject(same);
    expect(await approve({ ...approver, officer })).toMatchObject(same);
    expect((await approve(approver)).body).toMatchObject({ outcome: 'accepted' });
    expect((await approve(approver)).body).toMatchObject({ outcome: 'duplicate' });
    const { tier, changes } = await eventually(tierOf, (answer) => answer.changes.length === 1);
    expect(tier).toBe(4);
    expect(changes).toMatchObject([{ from: 5, to: 4, effectiveDate: '2021-01-01' }]);
  });

  test.each([
    ['a tier the officer has left', {}, 'TIER_NOT_CURRENT'],
    ['an unknown officer', { officer: randomUUID() }, 'OFFICER_UNKNOWN'],
    ['no change at all', { from: 4, to: 4 }, 'TIER_UNCHANGED'],
  ])('from %s are refused', async (_what, over, code) => {
    const answer = await bench.ask(author, '/v1/tier-changes', { body: change(over) });
    expect(answer.body).toMatchObject({ code });
  });

  test('outside the units of the token are refused', async () => {
    const stranger: Asker = { role: 'hr', units: ['ELSEWHERE'] };
    const answer = await bench.ask(stranger, '/v1/tier-changes', {
      body: change({ from: 4, to: 3 }),
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 'OFFICER_UNKNOWN' } });
  });

  test('in bulk each line answers for itself; of two for one officer the second is refused', async () => {
    const others = [await bench.hire(), await bench.hire()];
    await bench.settled();
    const asks = others.map((each) => change({ officer: each }));
    const rival = change({ officer: others[0], to: 3 });
    const lines = [...asks, rival, { id: 'x' }, change({ officer: randomUUID() })];
    const proposed = await bench.ask(author, '/v1/tier-changes:batch', { lines });
    expect(proposed).toMatchObject({
      status: 207,
      body: {
        accepted: 3,
        rejected: [
          { line: 4, code: 'LINE_NOT_VALID' },
          { line: 5, code: 'OFFICER_UNKNOWN' },
        ],
      },
    });
    const ids = [...asks, rival].map(({ id }) => id);
    const approved = await bench.ask<{ items: { outcome: string }[] }>(
      approver,
      '/v1/tier-changes:approve',
      { body: { ids } },
    );
    const outcomes = approved.body.items.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['accepted', 'accepted', 'refused']);
    expect(approved.body.items[2]).toMatchObject({ code: 'TIER_NOT_CURRENT' });
  });
});

describe('annual grades from before', () => {
  test('are told once by a document', async () => {
    const line = { officer, year: 2022, grade: 'COMPETENT', document: 'ZJG-2022-117' };
    const lines = [line, { ...line, year: 2023, grade: 'EXCELLENT' }];
    const hr: Asker = { role: 'hr' };
    const first = await bench.ask(hr, '/v1/annual-grades', { lines });
    expect(first).toMatchObject({ status: 200, body: { accepted: 2, duplicates: 0 } });
    const again = await bench.ask(hr, '/v1/annual-grades', {
      lines: [...lines, { ...line, grade: 'BASIC' }],
    });
    expect(again).toMatchObject({
      status: 207,
      body: { accepted: 0, duplicates: 2, rejected: [{ line: 3, code: 'ID_REUSED' }] },
    });
    const { annualGrades } = await eventually(tierOf, (all) => all.annualGrades.length === 2);
    expect(annualGrades).toMatchObject([
      { year: 2022, grade: 'COMPETENT' },
      { year: 2023, grade: 'EXCELLENT' },
    ]);
  });

  test('are corrected by another document, with the points that order who waits', async () => {
    const told = { officer, year: 2022, grade: 'BASIC', document: 'ZJG-2024-9', total: 7050 };
    const lines = [told, { ...told, year: 2023, document: 'ZJG-2024-10', total: 70.5 }];
    const answer = await bench.ask({ role: 'hr' }, '/v1/annual-grades', { lines });
    expect(answer).toMatchObject({
      status: 207,
      body: { accepted: 1, rejected: [{ line: 2, code: 'LINE_NOT_VALID' }] },
    });
    const { annualGrades } = await eventually(tierOf, (all) => all.annualGrades.length === 3);
    expect(annualGrades.at(-1)).toMatchObject({ year: 2022, grade: 'BASIC', total: 7050 });
  });
});

describe('what people look up', () => {
  test.each(['appraisal.decision-board', 'appraisal.personnel'])(
    '%s is built again from its logs, equal to the live one, and takes over',
    async (view) => {
      const before = await tierOf();
      const rebuild = rebuildView(await bench.config(), 'appraisal', views());
      expect(await rebuild(view)).toMatchObject({ equal: true, different: [], swapped: {} });
      expect(await tierOf()).toEqual(before);
    },
  );
});

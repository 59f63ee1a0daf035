import { randomUUID } from 'node:crypto';
import { eventually } from '@ywk/testing';
import { AccessProbe, type Sample, type Subject } from '../../support/access-probe.ts';
import type { Separated } from '../../support/access-matrix.ts';
import { AppraisalBench } from '../appraisal/appraisal-bench.ts';
import type { PlayedScene } from './played-scene.ts';

const month = { calendar: 'month', period: '2024-05' };
const changeOf = ({ officer }: Subject, id: string) => ({
  ...{ id, officer, from: 5, to: 4, effectiveDate: '2021-01-01', ground: 'MERIT' },
});
const byUnit: Sample = { query: ({ unit }) => ({ unit, period: '2024-05' }) };
const byPeriod: Sample = { query: () => ({ period: '2024-05' }) };

const samples: Readonly<Record<string, Sample>> = {
  'GET /v1/scores': byUnit,
  'GET /v1/rates/{figure}': byUnit,
  'GET /v1/signs': byUnit,
  'GET /v1/units/ranking': byPeriod,
  'GET /v1/grade-proposals': byPeriod,
  'GET /v1/tier-projection': { query: ({ unit }) => ({ unit }) },
  'GET /v1/officers/{officer}/facts': byPeriod,
  'GET /v1/officers/{officer}/scores/{period}/differences': {
    query: () => ({ asOf: '2024-06-01T00:00:00Z' }),
  },
  'GET /v1/decisions': { query: ({ officer }) => ({ officer }) },
  'GET /v1/periods/{calendar}/{period}/notices': { query: ({ unit }) => ({ unit }) },
  'GET /v1/periods/{calendar}/{period}/objections': { query: ({ unit }) => ({ unit }) },
  'POST /v1/periods/{calendar}/{period}/publish': { body: ({ unit }) => ({ units: [unit] }) },
  'POST /v1/grade-proposals': { body: ({ unit }) => ({ ...month, unit }) },
  'POST /v1/tier-changes': { body: (subject) => changeOf(subject, randomUUID()) },
  'POST /v1/tier-changes:batch': {
    body: (subject) => JSON.stringify(changeOf(subject, randomUUID())),
  },
  'POST /v1/tier-changes:approve': { body: ({ change }) => ({ ids: [change] }) },
  'GET /v1/tier-changes/{id}': { as: { id: 'change' } },
  'POST /v1/tier-changes/{id}/approve': { as: { id: 'change' } },
  'POST /v1/officers/{officer}/diary': {
    body: () => ({ entry: randomUUID(), day: '2024-05-17', code: 'PRAISED', document: 'D-1' }),
  },
};

const separated: readonly Separated[] = [
  { route: 'POST /v1/tier-changes', role: 'appraiser' },
  { route: 'POST /v1/tier-changes:batch', role: 'appraiser' },
  { route: 'POST /v1/tier-changes/{id}/approve', role: 'approver' },
  { route: 'POST /v1/tier-changes:approve', role: 'approver' },
  { route: 'POST /v1/tier-changes/{id}/approve', role: 'approver', author: 'author' },
  { route: 'POST /v1/tier-changes:approve', role: 'approver', author: 'author' },
];

/** One officer in each of three units, and a tier change that is proposed for each. */
export const appraisalScene = async (): Promise<PlayedScene> => {
  const bench = await AppraisalBench.start();
  const units = { 'OWN-UNIT': 'ROOT', 'OWN-UNIT-A': 'OWN-UNIT', 'BESIDE-UNIT': 'ROOT' };
  await bench.define({ unit: 'ROOT' });
  const people: Subject[] = [];
  for (const [unit, parent] of Object.entries(units)) {
    await bench.define({ unit, parent });
    const officer = await bench.hire({ unit, badge: `F10000${people.length + 1}` });
    people.push({ unit, officer, change: randomUUID() });
  }
  for (const one of people) {
    await eventually(
      () =>
        bench.ask({ role: 'appraiser', sub: 'author' }, '/v1/tier-changes', {
          body: changeOf(one, one['change'] ?? ''),
        }),
      ({ status, body }) => {
        if (status !== 201) throw new Error(JSON.stringify(body));
      },
    );
  }
  await eventually(
    () =>
      bench.ask({ role: 'leader', units: ['ROOT'] }, `/v1/scores?period=2024-05&unit=BESIDE-UNIT`),
    ({ status }) => {
      if (status !== 200) throw new Error('the units are not known yet');
    },
  );
  const [own, child, foreign] = people as [Subject, Subject, Subject];
  const probe = new AccessProbe({ url: await bench.appraisal.getUrl(), key: bench.key });
  const { appraisal: app } = bench;
  const place = { app, probe, database: bench.database.url };
  return { ...place, separated, own, child, foreign, samples, stop: () => bench.stop() };
};

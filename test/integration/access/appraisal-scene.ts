import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeActTimeFrom, type Role } from '@ywk/platform';
import { AccessProbe, type Sample, type Subject } from '../../support/access-probe.ts';
import type { Separated } from '../../support/access-matrix.ts';
import { AppraisalBench } from '../appraisal/appraisal-bench.ts';
import {
  AppraisalPlay,
  changeOf,
  MONTH,
  month,
  papers,
  quarter,
  rollOf,
  subjectOf,
  TODAY,
} from './appraisal-play.ts';
import type { PlayedScene } from './played-scene.ts';

const PERIOD = '/v1/periods/{calendar}/{period}';
const OBJECTION = `${PERIOD}/objections/{objection}`;
const DRAFT: Sample = { words: { version: '2' } };

const byUnit: Sample = { query: ({ unit }) => ({ unit, period: MONTH }) };
const byPeriod: Sample = { query: () => ({ period: MONTH }) };
const ofUnit: Sample = { query: ({ unit }) => ({ unit }) };
const idIs = (id: string, body: Sample['body'] = () => ({})): Sample => ({ as: { id }, body });
const oneOf = (id: string): Sample => ({ body: (subject) => ({ ids: [subject[id]] }) });

const scores: Readonly<Record<string, Sample>> = {
  'GET /v1/scores': byUnit,
  'GET /v1/rates/{figure}': byUnit,
  'GET /v1/signs': ofUnit,
  'GET /v1/officers/{officer}/facts': byPeriod,
  'GET /v1/officers/{officer}/scores/{period}/differences': {
    query: () => ({ asOf: '2024-06-01T00:00:00Z' }),
  },
  'POST /v1/officers/{officer}/signs:acknowledge': { body: () => ({ sign: 'S' }) },
};

const periods: Readonly<Record<string, Sample>> = {
  'POST /v1/calendars/{year}/{version}/approve': { words: { year: '2027' } },
  [`GET ${PERIOD}/notices`]: ofUnit,
  [`POST ${PERIOD}/publish`]: { body: ({ unit }) => ({ units: [unit] }) },
  [`GET ${PERIOD}/objections`]: ofUnit,
  // Officers name no unit: their own objections are all they see.
  [`GET ${PERIOD}/objections by officer`]: {},
  [`POST ${PERIOD}/objections`]: {
    body: ({ fact }) => ({ objection: randomUUID(), about: 'FACT', fact, ...papers }),
  },
  [`POST ${OBJECTION}/appeal`]: { body: () => papers },
  [`POST ${OBJECTION}/preview`]: {
    body: ({ fact }) => ({ document: 'CD-1', changes: [{ kind: 'REVERSE', fact }] }),
  },
  [`POST ${OBJECTION}/rule`]: {
    body: () => ({
      ...{ document: 'CD-1', changes: [], ruling: randomUUID() },
      ...{ outcome: 'REJECTED', reason: 'NOT_SO' },
    }),
  },
};

const grades: Readonly<Record<string, Sample>> = {
  'GET /v1/units/ranking': byPeriod,
  'GET /v1/grade-proposals': byPeriod,
  'POST /v1/grade-proposals': { body: ({ unit }) => ({ ...month, unit }) },
  'POST /v1/grade-proposals:batch': { body: ({ unit }) => ({ ...month, units: [unit] }) },
  'POST /v1/grade-proposals:approve': oneOf('grades'),
  'GET /v1/grade-proposals/{id}': idIs('grades'),
  'POST /v1/grade-proposals/{id}/calibrate': idIs('grades', ({ officer }) => ({
    ...{ officer, level: 3, reason: 'DIARY', evidence: 'D-1' },
  })),
  'POST /v1/grade-proposals/{id}/give-seat': idIs('grades', ({ officer }) => ({
    ...{ officer, document: 'SP-1' },
  })),
  'POST /v1/grade-proposals/{id}/approve': idIs('grades'),
  'GET /v1/results-proposals': { query: ({ unit }) => ({ ...quarter, unit }) },
  'POST /v1/results-proposals': { body: ({ unit }) => ({ ...quarter, units: [unit] }) },
  'POST /v1/results-proposals:approve': oneOf('results'),
  'GET /v1/results-proposals/{id}': idIs('results'),
  'GET /v1/decisions': { query: ({ officer }) => ({ officer }) },
};

const tiers: Readonly<Record<string, Sample>> = {
  'GET /v1/tier-projection': ofUnit,
  'POST /v1/tier-changes': { body: (subject) => changeOf(subject, randomUUID()) },
  'POST /v1/tier-changes:batch': {
    body: (subject) => JSON.stringify(changeOf(subject, randomUUID())),
  },
  'POST /v1/tier-changes:approve': oneOf('change'),
  'GET /v1/tier-changes/{id}': idIs('change'),
  'POST /v1/tier-changes/{id}/approve': idIs('change'),
};

const reviews: Readonly<Record<string, Sample>> = {
  'POST /v1/reviews': { body: (subject) => rollOf(subject, 2022) },
  'POST /v1/reviews/{review}/self-assessments': { body: () => ({ codes: ['DUTIES_MET'] }) },
  'POST /v1/reviews/{review}/leader-scores': {
    body: ({ mate }) => ({ officer: mate, score: '90' }),
  },
  'POST /v1/reviews/{review}/voting-papers': {
    body: ({ mate }) => ({ papers: [{ officer: mate, blinded: 'AQ' }] }),
  },
  'POST /v1/officers/{officer}/diary': {
    body: () => ({ entry: randomUUID(), day: '2024-03-17', code: 'PRAISED', document: 'D-1' }),
  },
  'GET /v1/lab/runs/{id}': idIs('run'),
  'GET /v1/lab/runs/{id}/changes': { as: { id: 'run' }, query: ({ unit }) => ({ unit }) },
};

const about = (route: string, role: Role = 'approver'): Separated => ({ route, role });
const after = (author: string, route: string, role: Role = 'approver'): Separated => ({
  ...{ route, role, author },
});
const ofDraft = (what: string, sample = DRAFT): Separated => ({
  ...after('author', `POST ${what}`),
  sample,
});

const separated: readonly Separated[] = [
  about('POST /v1/tier-changes', 'appraiser'),
  about('POST /v1/tier-changes:batch', 'appraiser'),
  ...[
    'POST /v1/tier-changes/{id}/approve',
    'POST /v1/tier-changes:approve',
    'POST /v1/grade-proposals/{id}/approve',
    'POST /v1/grade-proposals:approve',
    'POST /v1/results-proposals:approve',
    'POST /v1/reviews/{review}/open',
    `POST ${OBJECTION}/rule`,
  ].flatMap((route) => [about(route), after('author', route)]),
  after('decider', `POST ${OBJECTION}/rule`),
  about('POST /v1/reviews/{review}/close'),
  ofDraft('/v1/calendars/{year}/{version}/approve', { words: { year: '2027', version: '2' } }),
  ofDraft('/v1/rules/{kind}/{name}/{version}/approve'),
  ofDraft('/v1/rules/{kind}/{name}/{version}/activate'),
];

/** The act is dated where a file says. @returns what ends that */
const dated = (instant: string): (() => void) => {
  const folder = mkdtempSync(join(tmpdir(), 'ywk-access-'));
  const clock = join(folder, 'now');
  writeFileSync(clock, instant);
  takeActTimeFrom(clock);
  return () => {
    takeActTimeFrom(undefined);
    rmSync(folder, { recursive: true });
  };
};

/** One officer in each of three units, and of each everything that a month brings. */
export const appraisalScene = async (): Promise<PlayedScene> => {
  const undated = dated(TODAY);
  const bench = await AppraisalBench.start();
  const units = { 'OWN-UNIT': 'ROOT', 'OWN-UNIT-A': 'OWN-UNIT', 'BESIDE-UNIT': 'ROOT' };
  await bench.define({ unit: 'ROOT' });
  const people: Subject[] = [];
  for (const [unit, parent] of Object.entries(units)) {
    await bench.define({ unit, parent });
    const officer = await bench.hire({ unit, badge: `F10000${people.length + 1}` });
    people.push(subjectOf(unit, officer));
  }
  const told = await new AppraisalPlay(bench).play(people);
  const [own, child, foreign] = told as [Subject, Subject, Subject];
  const probe = new AccessProbe({ url: await bench.appraisal.getUrl(), key: bench.key });
  const { appraisal: app } = bench;
  const place = { app, probe, database: bench.database.url };
  const samples = { ...scores, ...periods, ...grades, ...tiers, ...reviews };
  const stop = async (): Promise<void> => {
    undated();
    await bench.stop();
  };
  return { ...place, separated, own, child, foreign, samples, stop };
};

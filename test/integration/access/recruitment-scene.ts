import { randomUUID } from 'node:crypto';
import { POST_CODES } from '@ywk/contracts';
import { eventually } from '@ywk/testing';
import { AccessProbe, type Sample, type Subject } from '../../support/access-probe.ts';
import {
  asRequest,
  hr,
  ndjson,
  person,
  RecruitmentBench,
} from '../recruitment/recruitment-bench.ts';
import type { PlayedScene } from './played-scene.ts';

const [, SECOND_POST = ''] = POST_CODES;

let next = 900;
const placement = ({ unit }: Subject) => ({ unit, post: 'CALL110', badge: `B${next++}` });

const unitBelow = ({ unit }: Subject) => ({
  ...{ unit: `${unit}-${next++}`, parent: unit, budgetMode: 'SCALE' },
  name: { zh: '新', en: 'new' },
});

const samples: Readonly<Record<string, Sample>> = {
  'POST /v1/units': { body: unitBelow },
  'GET /v1/officers': { query: ({ unit }) => ({ unit }) },
  'GET /v1/units/{unit}/binding-gaps': { query: () => ({ on: '2024-05-01' }) },
  'POST /v1/units/{unit}/leaders': {
    body: () => ({ office: 'CHIEF', person: randomUUID(), from: '2024-01-01' }),
  },
  'POST /v1/officers': {
    body: ({ unit }) => asRequest(person(next++, { unit })),
  },
  'POST /v1/officers:import': { body: ({ unit }) => ndjson([person(next++, { unit })]) },
  'POST /v1/officers/{officer}/hire': {
    body: (subject) => ({
      ...placement(subject),
      ...{ employment: randomUUID(), from: '2030-01-01', tier: 7 },
    }),
  },
  'POST /v1/officers/{officer}/transfer': {
    body: (subject) => ({ ...placement(subject), from: '2024-02-01' }),
  },
  'POST /v1/officers/{officer}/second-post': {
    body: ({ unit }) => ({ unit, post: SECOND_POST, share: 20, from: '2024-03-01' }),
  },
  'POST /v1/officers/{officer}/role': { body: () => ({ role: 'master', from: '2024-03-01' }) },
  'POST /v1/officers/{officer}/mentor': {
    body: () => ({ mentor: randomUUID(), from: '2024-03-01' }),
  },
  'POST /v1/officers/{officer}/leave': { body: () => ({ on: '2020-01-01', ground: 'RESIGNED' }) },
  'POST /v1/officers/{officer}/restrict': { body: () => ({ ground: 'DUTY_TO_KEEP' }) },
  'POST /v1/officers/{officer}/exit/steps': {
    body: () => ({ step: 'FAILED', on: '2023-12-31', evidence: 'D-1' }),
  },
  'POST /v1/officers/{officer}/exit/proposal': { body: () => ({ reason: 'NOT_COMPETENT' }) },
};

/** Nobody acts on their own employment. */
const OWN_MATTERS = Object.keys(samples).filter((route) =>
  route.startsWith('POST /v1/officers/{officer}/'),
);

/** Officers of three units of one bureau. */
export const recruitmentScene = async (): Promise<PlayedScene> => {
  const bench = await RecruitmentBench.start();
  const units = ['ROOT', 'OWN-UNIT', 'OWN-UNIT-A', 'BESIDE-UNIT'];
  const parents = [null, 'ROOT', 'OWN-UNIT', 'ROOT'];
  for (const [at, unit] of units.entries()) {
    const name = { zh: unit, en: unit };
    const body = { unit, name, parent: parents[at], budgetMode: 'SCALE' };
    await bench.ask(hr, '/v1/units', { body });
  }
  const subject = async (unit: string): Promise<Subject> => {
    const one = person(next++, { unit });
    await bench.ask(hr, '/v1/officers', { body: asRequest(one) });
    await eventually(
      () => bench.ask(hr, `/v1/officers/${one.officer}`),
      ({ body }) => {
        if (body['name'] !== one.name) throw new Error('not on the board yet');
      },
    );
    return { unit, officer: one.officer, personName: one.name };
  };
  const [, own = '', child = '', foreign = ''] = units;
  return {
    app: bench.app,
    probe: new AccessProbe(bench),
    own: await subject(own),
    child: await subject(child),
    foreign: await subject(foreign),
    samples,
    separated: OWN_MATTERS.map((route) => ({ route, role: 'hr' })),
    database: bench.ownerUrl,
    stop: () => bench.close(),
  };
};

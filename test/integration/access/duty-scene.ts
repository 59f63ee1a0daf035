import { readFileSync } from 'node:fs';
import type { DispatchEvent } from '@ywk/contracts';
import { eventually, query } from '@ywk/testing';
import { v7 } from 'uuid';
import { parse } from 'yaml';
import { AccessProbe, type Sample, type Subject } from '../../support/access-probe.ts';
import type { Role } from '@ywk/platform';
import type { Separated } from '../../support/access-matrix.ts';
import { DutyBench } from '../duty/duty-bench.ts';
import type { PlayedScene } from './played-scene.ts';

const evidence = 'DOC-1';
const on = '2024-05-21';
const occurredAt = '2024-05-20T02:00:00.000Z';

const factOf = ({ officer }: Subject, fact: string) => ({
  ...{ fact, code: 'B05', officer, occurredAt, amounts: { points: 1 }, evidence: 'AGREEMENT-1' },
});
const reportOf = ({ officer }: Subject, id: string) => ({
  ...{ case: id, officer, occurredAt, evidence, on },
});
const praiseOf = ({ officer }: Subject, commendation: string) => ({
  ...{ commendation, code: 'PUBLIC_PRAISE', officers: [officer], occurredAt, evidence, on },
  ownDuty: false,
});
const leaveOf = ({ officer }: Subject, leave: string) => ({
  ...{ leave, officer, kind: 'MATERNITY', from: '2024-06-01', to: '2024-08-31' },
});

const idIs = (id: string, body: Sample['body'] = () => ({ evidence, on })): Sample => ({
  as: { id },
  body,
});

const samples: Readonly<Record<string, Sample>> = {
  'GET /v1/facts': { query: ({ unit }) => ({ unit }) },
  'GET /v1/facts/{id}': { as: { id: 'fact' } },
  'POST /v1/facts': { body: (subject) => factOf(subject, v7()) },
  'POST /v1/facts:batch': { body: (subject) => JSON.stringify(factOf(subject, v7())) },
  'POST /v1/facts:verify': { body: ({ fact }) => ({ facts: [fact] }) },
  'POST /v1/facts/{id}:verify': idIs('fact', () => ({ version: 1 })),
  'POST /v1/facts/{id}:reject': idIs('fact', () => ({ reason: 'NOT_SO' })),
  'POST /v1/facts/{id}:correct': idIs('fact', () => ({ evidence: 'AGREEMENT-2' })),
  'POST /v1/facts/{id}:withdraw': idIs('fact', () => ({ reason: 'NOT_SO' })),
  'GET /v1/conduct': { query: ({ officer }) => ({ officer }) },
  'POST /v1/discipline-cases': { body: (subject) => reportOf(subject, v7()) },
  'POST /v1/discipline-cases/{id}:verify': idIs('case', () => ({
    ...{ evidence, on, finding: 'CONFIRMED' },
  })),
  'POST /v1/discipline-cases/{id}:inform': idIs('case'),
  'POST /v1/discipline-cases/{id}:hear': idIs('case', () => ({ evidence, on, waived: false })),
  'POST /v1/discipline-cases/{id}:decide': idIs('case', () => ({
    ...{ evidence, on, sanction: 'WARNING' },
  })),
  // By another than who decided.
  'POST /v1/discipline-cases/{id}:review': {
    ...idIs('case', () => ({ evidence, on, result: 'UPHELD' })),
    by: 'reviewer',
  },
  'POST /v1/commendations': { body: (subject) => praiseOf(subject, v7()) },
  'POST /v1/commendations/{id}:verify': idIs('commendation'),
  'POST /v1/commendations/{id}:decide': idIs('commendation', () => ({
    ...{ evidence, on, grants: true },
  })),
  'POST /v1/commendations/{id}:annul': { ...idIs('commendation'), by: 'reviewer' },
  'POST /v1/leaves': { body: (subject) => leaveOf(subject, v7()) },
  'POST /v1/leaves/{id}:approve': idIs('leave'),
  'POST /v1/leaves/{id}:withdraw': idIs('leave'),
  // Nobody drops their own leave once it is approved.
  'POST /v1/leaves/{id}:withdraw by officer': idIs('rest'),
  'POST /v1/wrong-dispatches/{id}/confirm': idIs('wrong', () => ({})),
  'POST /v1/wrong-dispatches/{id}/reject': idIs('wrong', () => ({})),
};

const about = (route: string, role: Role): Separated => ({ route, role });
const after = (route: string, role: Role): Separated => ({ route, role, author: 'desk' });

const separated: readonly Separated[] = [
  about('POST /v1/facts', 'leader'),
  about('POST /v1/facts:verify', 'leader'),
  about('POST /v1/facts/{id}:verify', 'leader'),
  about('POST /v1/facts/{id}:reject', 'leader'),
  about('POST /v1/facts/{id}:correct', 'leader'),
  about('POST /v1/facts/{id}:withdraw', 'leader'),
  after('POST /v1/facts/{id}:verify', 'leader'),
  after('POST /v1/facts/{id}:reject', 'leader'),
  after('POST /v1/facts:verify', 'leader'),
  about('POST /v1/discipline-cases', 'leader'),
  about('POST /v1/discipline-cases/{id}:verify', 'leader'),
  about('POST /v1/discipline-cases/{id}:inform', 'leader'),
  about('POST /v1/discipline-cases/{id}:hear', 'leader'),
  about('POST /v1/discipline-cases/{id}:decide', 'approver'),
  about('POST /v1/discipline-cases/{id}:review', 'approver'),
  after('POST /v1/discipline-cases/{id}:verify', 'leader'),
  about('POST /v1/commendations', 'leader'),
  about('POST /v1/commendations/{id}:verify', 'leader'),
  about('POST /v1/commendations/{id}:decide', 'approver'),
  about('POST /v1/commendations/{id}:annul', 'approver'),
  after('POST /v1/commendations/{id}:verify', 'leader'),
  about('POST /v1/leaves/{id}:approve', 'leader'),
  after('POST /v1/leaves/{id}:approve', 'leader'),
  about('POST /v1/wrong-dispatches/{id}/confirm', 'leader'),
  after('POST /v1/wrong-dispatches/{id}/confirm', 'leader'),
  about('POST /v1/wrong-dispatches/{id}/reject', 'leader'),
  after('POST /v1/wrong-dispatches/{id}/reject', 'leader'),
  {
    ...after('POST /v1/fact-catalogues/{version}/activate', 'hr'),
    sample: { words: { version: '2' } },
  },
];

const CALL = { source: 'cad-d', orderId: 'O1' };

/** A call whose order an officer sent, by the badge. */
const callOf = (callId: string, badge: string): DispatchEvent[] => {
  const head = { source: CALL.source, callId };
  const at = (second: string): string => `2024-05-20T02:00:${second}.000Z`;
  return [
    { ...head, eventId: `${callId}-R`, kind: 'received', at: at('00') },
    { ...head, eventId: `${callId}-A`, kind: 'answered', at: at('07'), badge },
    {
      ...{ ...head, eventId: `${callId}-D`, kind: 'dispatched', at: at('40'), badge },
      orderId: CALL.orderId,
    },
  ];
};

/** The catalogue that ships, as the next version. */
const nextCatalogue = (): object => {
  const shipped = new URL('../../../services/duty/catalogue/facts-1.yaml', import.meta.url);
  return { ...(parse(readFileSync(shipped, 'utf8')) as object), version: 2 };
};

/** What the desk begins about each officer; a call is named by the officer's badge. */
const begunAbout = (one: Subject, callId: string): (readonly [string, object])[] => [
  ['/v1/facts', factOf(one, one['fact'] ?? '')],
  ['/v1/discipline-cases', reportOf(one, one['case'] ?? '')],
  ['/v1/commendations', praiseOf(one, one['commendation'] ?? '')],
  ['/v1/leaves', leaveOf(one, one['leave'] ?? '')],
  ['/v1/leaves', leaveOf(one, one['rest'] ?? '')],
  ['/v1/wrong-dispatches', { ...CALL, callId, id: one['wrong'], reason: 'WRONG_UNIT' }],
];

/** What goes on about an officer: each has an id of its own. */
const subjectOf = (unit: string): Subject => ({
  ...{ unit, officer: v7(), fact: v7(), case: v7(), commendation: v7() },
  ...{ leave: v7(), rest: v7(), wrong: v7() },
});

/** By the desk, whoever may: that is the account that the next step is kept from. */
const begin = async (bench: DutyBench, path: string, body: object): Promise<void> => {
  const role = path === '/v1/wrong-dispatches' ? 'operator' : 'hr';
  const token = await bench.token(role, { sub: 'desk' });
  const answer = await bench.ask('POST', path, { token, body: JSON.stringify(body) });
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
};

/** One officer in each of three units, with a fact, a case, a commendation, a leave and a wrong dispatch of each. */
export const dutyScene = async (): Promise<PlayedScene> => {
  const bench = await DutyBench.start();
  const units = { 'OWN-UNIT': 'ROOT', 'OWN-UNIT-A': 'OWN-UNIT', 'BESIDE-UNIT': 'ROOT' };
  await bench.unit('ROOT', null);
  const people: Subject[] = [];
  for (const [unit, parent] of Object.entries(units)) {
    await bench.unit(unit, parent);
    const one = subjectOf(unit);
    people.push(one);
    await bench.hire(one.officer, `F${people.length}`, { unit });
  }
  await eventually(
    () => query(bench.database.adminUrl, 'SELECT unit FROM placement'),
    (rows) => {
      if (rows.length !== 3) throw new Error('not all are known yet');
    },
  );
  await bench.feed(people.flatMap((_, at) => callOf(`C${at + 1}`, `F${at + 1}`)));
  for (const [at, one] of people.entries()) {
    for (const [path, body] of begunAbout(one, `C${at + 1}`)) await begin(bench, path, body);
  }
  await begin(bench, '/v1/fact-catalogues', nextCatalogue());
  const [own, child, foreign] = people as [Subject, Subject, Subject];
  const probe = new AccessProbe(bench);
  const place = { app: bench.app, probe, database: bench.database.url };
  return { ...place, separated, own, child, foreign, samples, stop: () => bench.stop() };
};

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, startTestSystem, type TestSystem } from '@ywk/testing';
import { asRequest, person } from '../integration/recruitment/recruitment-bench.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
}, 240_000);
afterAll(async () => {
  await system?.stop();
}, 60_000);

type Service = 'recruitment' | 'duty' | 'appraisal';

const ask = async (role: string, [service, path]: [Service, string], body?: object) => {
  const response = await fetch(`${system.urls[service]}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${system.tokens[role] ?? ''}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
};

const TEAM = 'ZJG-110-A';
const [culprit, leader] = [person(1, { team: TEAM }), person(2, { team: TEAM })];

const deducted = async (officer: string): Promise<unknown> => {
  const path = `/v1/officers/${officer}/scores/2024-05`;
  const sheet = await ask('auditor', ['appraisal', path]);
  const [stay] = sheet['stays'] as {
    deductions: { clauses: { clause: string; points: number }[] };
  }[];
  return (stay?.deductions.clauses ?? []).map(({ clause, points }) => [clause, points]);
};

const shows = (officer: string, expected: readonly unknown[]) =>
  eventually(
    () => deducted(officer),
    (found) => expect(found).toEqual(expected),
    { withinMs: 60_000 },
  );

test('a caution costs the group leader a fifth, until it is taken back', async () => {
  const unit = { unit: 'ZJG-110', name: { zh: '110', en: '110' }, parent: null };
  await ask('hr', ['recruitment', '/v1/units'], { ...unit, budgetMode: 'SCALE' });
  for (const one of [culprit, leader]) {
    await ask('hr', ['recruitment', '/v1/officers'], asRequest(one));
  }
  const named = { office: 'GROUP_LEADER', team: TEAM, person: leader.officer, from: '2024-01-01' };
  await ask('hr', ['recruitment', '/v1/units/ZJG-110/leaders'], named);
  const fact = randomUUID();
  const caution = {
    ...{ fact, code: 'D07', officer: culprit.officer, evidence: 'CAUTION-1', actId: 'CASE-1' },
    occurredAt: '2024-05-20T10:00:00+08:00',
  };
  await eventually(
    () => ask('leader', ['duty', '/v1/facts'], caution),
    (answer) => expect(answer['state']).toBe('pending'),
    { withinMs: 60_000 },
  );
  for (const { officer } of [culprit, leader]) {
    for (const [code, n] of Object.entries({ 'records.sampled': 100, 'records.passed': 90 })) {
      const total = { fact: randomUUID(), code, officer, amounts: { n } };
      await ask('leader', ['duty', '/v1/facts'], { ...total, occurredAt: caution.occurredAt });
    }
  }
  await ask('auditor', ['duty', `/v1/facts/${fact}:verify`], {});
  await shows(culprit.officer, [['D07', -3000]]);
  await shows(leader.officer, [['liability', -600]]);
  await ask('leader', ['duty', `/v1/facts/${fact}:withdraw`], { reason: 'WRONG_PERSON' });
  await ask('auditor', ['duty', `/v1/facts/${fact}:verify`], {});
  await shows(culprit.officer, []);
  await shows(leader.officer, []);
}, 300_000);

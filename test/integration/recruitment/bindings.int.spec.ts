import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@ywk/testing';
import { asRequest, hr, person, RecruitmentBench } from './recruitment-bench.ts';

let bench: RecruitmentBench;
const one = person(1, {});

const ask = <Body>(path: string, body?: object) =>
  bench.ask<Body & { readonly code?: string }>(hr, path, body === undefined ? {} : { body });

beforeAll(async () => {
  bench = await RecruitmentBench.start();
  const code = one.unit;
  const body = { unit: code, name: { zh: code, en: code }, parent: null, budgetMode: 'SCALE' };
  expect((await ask('/v1/units', body)).status).toBe(201);
  expect((await ask('/v1/officers', asRequest(one))).status).toBe(201);
});
afterAll(() => bench.close());

describe('who answers for an auxiliary', () => {
  const mentor = randomUUID();
  const chief = { office: 'CHIEF', person: randomUUID(), from: '2024-01-01' };

  test('is named, once at a time, and every word of it stands in the log', async () => {
    const bound = { mentor, from: '2024-03-01' };
    expect((await ask(`/v1/officers/${one.officer}/mentor`, bound)).status).toBe(200);
    const other = { mentor: randomUUID(), from: '2024-04-01' };
    expect((await ask(`/v1/officers/${one.officer}/mentor`, other)).body.code).toBe(
      'MENTORS_OVERLAP',
    );
    const path = `/v1/units/${one.unit}/leaders`;
    const commandId = randomUUID();
    const outcomes = [
      await ask<{ outcome: string }>(path, { ...chief, commandId }),
      await ask<{ outcome: string }>(path, { ...chief, commandId }),
      await ask<{ outcome: string }>(path, chief),
    ].map(({ body }) => body.outcome);
    expect(outcomes).toEqual(['accepted', 'duplicate', 'unchanged']);
    const reused = { ...chief, from: '2024-02-01', commandId };
    expect((await ask(path, reused)).body.code).toBe('COMMAND_ID_REUSED');
    expect((await ask(path, { ...chief, from: '2024-02-01' })).body.code).toBe('LEADERS_OVERLAP');
    expect((await ask(path, { ...chief, team: 'A' })).body.code).toBe('TEAM_OF_LEADER');
    expect((await ask('/v1/units/NOWHERE/leaders', chief)).body.code).toBe('UNIT_UNKNOWN');
    const types = (await bench.log()).map(({ type }) => type);
    expect(types.filter((type) => type === 'MentorBound' || type === 'LeaderNamed')).toHaveLength(
      2,
    );
  });

  test('is told where there is nobody', async () => {
    interface Gaps {
      readonly items: readonly { readonly officer: string; readonly missing: string }[];
    }
    const missing = (on: string) => async () => {
      const { body } = await ask<Gaps>(`/v1/units/${one.unit}/binding-gaps?on=${on}`);
      return body.items.map((gap) => gap.missing).filter((what) => what !== 'GROUP_LEADER');
    };
    await eventually(missing('2024-03-01'), (found) => expect(found).toEqual(['DEPUTY']));
    await eventually(missing('2024-02-29'), (found) => expect(found).toEqual(['MENTOR', 'DEPUTY']));
  });
});

describe('the way to an exit', () => {
  const path = `/v1/officers/${one.officer}/exit`;
  const step = (what: string, on: string) =>
    ask(`${path}/steps`, { step: what, on, evidence: 'D-1' });

  test('refuses a short cut, and one person alone', async () => {
    expect((await step('FAILED', '2023-12-31')).status).toBe(200);
    const proposal = { reason: 'NOT_COMPETENT' };
    expect((await ask(`${path}/proposal`, proposal)).body.code).toBe('EXIT_NOT_ALLOWED');
    const nobodys = await ask(`${path}/proposal`, { ...proposal, commandId: null });
    expect([nobodys.status, nobodys.body.code]).toEqual([400, 'REQUEST_NOT_VALID']);
    await step('TRAINED', '2024-03-01');
    await step('FAILED', '2024-12-31');
    await step('UNION_TOLD', '2025-01-05');
    expect((await ask(`${path}/proposal`, proposal)).body.code).toBe('SAME_PERSON');
    const found = await ask<{ steps: readonly object[]; proposal: object | null }>(path);
    expect([found.body.steps.length, found.body.proposal]).toEqual([4, null]);
    const other = { ...hr, sub: 'hr-2' };
    const made = await bench.ask<{ proposal: object | null }>(other, `${path}/proposal`, {
      body: proposal,
    });
    expect(made.body.proposal).toMatchObject(proposal);
  });
});

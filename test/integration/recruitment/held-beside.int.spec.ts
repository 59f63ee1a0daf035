import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@ywk/testing';
import {
  asRequest,
  hr,
  ndjson,
  person,
  RecruitmentBench,
  type SamplePerson,
} from './recruitment-bench.ts';

let bench: RecruitmentBench;
let next = 1;
const somebody = (other: Partial<SamplePerson> = {}): SamplePerson => person(next++, other);
const enlist = (one: SamplePerson) => bench.ask(hr, '/v1/officers', { body: asRequest(one) });
const post = (one: SamplePerson, step: string, body: object) =>
  bench.ask(hr, `/v1/officers/${one.officer}/${step}`, { body });
const codeOf = ({ body }: { body: Record<string, unknown> }) => body['code'];

interface Found {
  readonly secondPosts: readonly object[];
  readonly roles: readonly object[];
}

beforeAll(async () => {
  bench = await RecruitmentBench.start();
  for (const unit of ['ZJG-110', 'ZJG-TRAFFIC']) {
    const body = { unit, name: { zh: unit, en: unit }, parent: null, budgetMode: 'SCALE' };
    expect((await bench.ask(hr, '/v1/units', { body })).status).toBe(201);
  }
});
afterAll(() => bench.close());

describe('a recorded sex', () => {
  const told = async ({ officer }: SamplePerson): Promise<unknown[]> =>
    (await bench.log())
      .filter(({ key, type }) => key === officer && type === 'OfficerRegistered')
      .map(({ v, dataText }) => [v, (JSON.parse(dataText) as { sex: unknown }).sex]);

  test('goes into the log as a code, null where none is given; another one is refused', async () => {
    const [one, other] = [somebody({ sex: 'F' }), somebody()];
    expect((await enlist(one)).status).toBe(201);
    const { sex: _none, ...without } = asRequest(other) as { sex: null };
    expect((await bench.ask(hr, '/v1/officers', { body: without })).status).toBe(201);
    expect([await told(one), await told(other)]).toEqual([[[2, 'F']], [[2, null]]]);
    const wrong = { ...asRequest(somebody()), sex: 'X' };
    const refused = await bench.ask(hr, '/v1/officers', { body: wrong });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/sex' }] } });
  });

  test('comes in by import too', async () => {
    const one = somebody({ sex: 'M' });
    expect(
      (await bench.ask<{ accepted: number }>(hr, '/v1/officers:import', { lines: ndjson([one]) }))
        .body.accepted,
    ).toBe(1);
    expect(await told(one)).toEqual([[2, 'M']]);
  });
});

describe('second posts and roles', () => {
  const second = { unit: 'ZJG-TRAFFIC', post: 'CLERK', share: 40, from: '2024-03-01' };
  const master = { role: 'master', from: '2024-02-01' };
  const newOfficer = async (): Promise<SamplePerson> => {
    const one = somebody();
    await enlist(one);
    return one;
  };

  const clerkOf = ({ unit, badge }: SamplePerson) => ({ unit, badge, post: 'CLERK' });

  test('begin, end, and are seen with the officer', async () => {
    const one = await newOfficer();
    const commandId = randomUUID();
    const answers = [
      await post(one, 'second-post', { ...second, commandId }),
      await post(one, 'second-post', { ...second, commandId }),
      await post(one, 'second-post', second),
      await post(one, 'second-post', { ...second, to: '2024-06-30' }),
      await post(one, 'role', master),
      await post(one, 'role', master),
      await post(one, 'role', { ...master, to: '2024-08-31' }),
    ];
    expect(answers.map(({ body }) => body['outcome'])).toEqual([
      ...['accepted', 'duplicate', 'unchanged', 'accepted'],
      ...['accepted', 'unchanged', 'accepted'],
    ]);
    await eventually(async () => {
      const { body } = await bench.ask<Found>(hr, `/v1/officers/${one.officer}`);
      expect(body.secondPosts).toMatchObject([
        { unit: 'ZJG-TRAFFIC', post: { code: 'CLERK' }, from: '2024-03-01', to: '2024-06-30' },
      ]);
      expect(body.roles).toEqual([{ ...master, to: '2024-08-31' }]);
    });
    const reused = await post(one, 'second-post', { ...second, share: 41, commandId });
    expect([reused.status, codeOf(reused)]).toEqual([422, 'COMMAND_ID_REUSED']);
  });

  test('are refused with the reason', async () => {
    const one = await newOfficer();
    await post(one, 'second-post', { ...second, to: '2024-06-30' });
    await post(one, 'role', master);
    const asked: [string, object, number, string][] = [
      ['second-post', { ...second, from: '2023-12-31' }, 409, 'NOT_IN_SERVICE'],
      ['second-post', { ...second, from: '2024-06-30' }, 409, 'SECOND_POSTS_OVERLAP'],
      ['second-post', { ...second, post: one.post }, 409, 'SECOND_POST_IS_MAIN'],
      ['second-post', { ...second, to: '2024-02-29' }, 422, 'ENDS_BEFORE_BEGIN'],
      ['second-post', { ...second, unit: 'NOWHERE' }, 422, 'UNIT_UNKNOWN'],
      ['role', { ...master, from: '2023-12-31' }, 409, 'NOT_IN_SERVICE'],
      ['role', { ...master, from: '2024-05-01' }, 409, 'ROLE_HELD'],
      ['transfer', { ...clerkOf(one), from: '2024-04-01' }, 409, 'SECOND_POST_IS_MAIN'],
    ];
    for (const [step, body, status, code] of asked) {
      const answer = await post(one, step, body);
      expect([step, answer.status, codeOf(answer)]).toEqual([step, status, code]);
    }
    for (const share of [0, 100, 1.5]) {
      const answer = await post(one, 'second-post', { ...second, share });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/share' }] } });
    }
  });

  test('end with the employment, in events of their own', async () => {
    const one = await newOfficer();
    await post(one, 'second-post', second);
    await post(one, 'role', master);
    await post(one, 'leave', { on: '2024-05-31', ground: 'RESIGNED' });
    const told = (await bench.log()).filter(({ key }) => key === one.officer).slice(-3);
    const last = told.map(({ type, dataText }) => [type, JSON.parse(dataText) as object]);
    expect(last).toMatchObject([
      ['SecondPostHeld', { ...second, to: '2024-05-31' }],
      ['RoleHeld', { ...master, to: '2024-05-31' }],
      ['OfficerLeft', { on: '2024-05-31' }],
    ]);
  });

  test('are given within the own units only', async () => {
    const one = await newOfficer();
    const path = `/v1/officers/${one.officer}`;
    const call = { role: 'hr', units: ['ZJG-110'] } as const;
    const traffic = { role: 'hr', units: ['ZJG-TRAFFIC'] } as const;
    const into = await bench.ask(call, `${path}/second-post`, { body: second });
    expect([into.status, codeOf(into)]).toEqual([403, 'UNIT_OUT_OF_SCOPE']);
    for (const [step, body] of [
      ['second-post', second],
      ['role', master],
    ] as const) {
      const from = await bench.ask(traffic, `${path}/${step}`, { body });
      expect([from.status, codeOf(from)]).toEqual([404, 'OFFICER_UNKNOWN']);
      const leader = await bench.ask({ role: 'leader' }, `${path}/${step}`, { body });
      expect([leader.status, codeOf(leader)]).toEqual([403, 'ROLE_MISSING']);
    }
    expect((await bench.ask(call, `${path}/role`, { body: master })).status).toBe(200);
  });
});

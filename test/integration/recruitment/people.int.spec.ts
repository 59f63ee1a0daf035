import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyLog } from '@ywk/event-store';
import { GROUPS, officerBoard, unitBoard } from '@ywk/recruitment-app';
import { eventually } from '@ywk/testing';
import {
  asRequest,
  hr,
  identityNumber,
  ndjson,
  person,
  RecruitmentBench,
  type SamplePerson,
} from './recruitment-bench.ts';

let bench: RecruitmentBench;
let next = 1;
const somebody = (other: Partial<SamplePerson> = {}): SamplePerson => person(next++, other);

const unit = (code: string, parent: string | null) => ({
  unit: code,
  name: { zh: `单位${code}`, en: `Unit ${code}` },
  parent,
  budgetMode: 'SCALE',
});

const enlist = (one: SamplePerson) => bench.ask(hr, '/v1/officers', { body: asRequest(one) });
const post = (one: SamplePerson, step: string, body: object) =>
  bench.ask(hr, `/v1/officers/${one.officer}/${step}`, { body });
const placement = ({ unit: at, post: duty, team, badge, seat }: SamplePerson) => ({
  unit: at,
  post: duty,
  team,
  badge,
  seat,
});
const codeOf = ({ body }: { body: Record<string, unknown> }) => body['code'];

interface Found {
  readonly name: string | null;
  readonly status: string;
  readonly employments: { placements: { unit: string; from: string }[] }[];
}
interface Imported {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: { line: number; code: string; errors?: { pointer: string }[] }[];
}

const importLines = (lines: string, asker = hr) =>
  bench.ask<Imported>(asker, '/v1/officers:import', { lines });

beforeAll(async () => {
  bench = await RecruitmentBench.start();
  for (const [code, parent] of [
    ['ZJG', null],
    ['ZJG-110', 'ZJG'],
    ['ZJG-TRAFFIC', 'ZJG'],
    ['LG', null],
  ] as const)
    expect((await bench.ask(hr, '/v1/units', { body: unit(code, parent) })).status).toBe(201);
});
afterAll(() => bench.close());

describe('units and posts', () => {
  test('the same unit again is nothing new', async () => {
    const again = await bench.ask(hr, '/v1/units', { body: unit('ZJG-110', 'ZJG') });
    expect([again.status, again.body['outcome']]).toEqual([200, 'unchanged']);
  });

  test('a unit below nothing and a circle are refused', async () => {
    const orphan = await bench.ask(hr, '/v1/units', { body: unit('X', 'NOWHERE') });
    const circle = await bench.ask(hr, '/v1/units', { body: unit('ZJG', 'ZJG-110') });
    expect([orphan.status, codeOf(orphan)]).toEqual([422, 'PARENT_UNKNOWN']);
    expect([circle.status, codeOf(circle)]).toEqual([422, 'UNIT_CIRCLE']);
  });

  test('of two moves that would close a circle together, one is refused', async () => {
    for (const code of ['M1', 'M2']) await bench.ask(hr, '/v1/units', { body: unit(code, 'LG') });
    const answers = await Promise.all([
      bench.ask(hr, '/v1/units', { body: unit('M1', 'M2'), seen: 1 }),
      bench.ask(hr, '/v1/units', { body: unit('M2', 'M1'), seen: 1 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  test('a unit is changed only on the version that was read', async () => {
    await bench.ask(hr, '/v1/units', { body: unit('V1', 'LG') });
    const read = await bench.ask<{ version: number }>(hr, '/v1/units/V1');
    const seen = read.body.version;
    const body = (budgetMode: string) => ({ ...unit('V1', 'LG'), budgetMode });
    const unnamed = await bench.ask(hr, '/v1/units', { body: body('BLOCK') });
    expect([unnamed.status, codeOf(unnamed)]).toEqual([428, 'VERSION_NOT_NAMED']);
    const answers = await Promise.all(
      ['BLOCK', 'CARRY_POOL'].map((mode) => bench.ask(hr, '/v1/units', { body: body(mode), seen })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412]);
    const refused = answers.find(({ status }) => status === 412);
    expect(refused?.body).toMatchObject({ code: 'VERSION_MISMATCH', facts: { version: seen + 1 } });
  });

  test('a change that was answered is answered again, whoever changed the unit since', async () => {
    const commandId = randomUUID();
    const first = { ...unit('V2', 'LG'), commandId };
    await bench.ask(hr, '/v1/units', { body: first });
    const changed = { ...unit('V2', 'LG'), budgetMode: 'BLOCK' };
    expect((await bench.ask(hr, '/v1/units', { body: changed, seen: 1 })).status).toBe(201);
    const again = await bench.ask(hr, '/v1/units', { body: first });
    expect([again.status, again.body['outcome']]).toEqual([200, 'duplicate']);
  });

  test('the tree is shown with paths, the posts with their names', async () => {
    await eventually(async () => {
      const { body } = await bench.ask<{ items: { unit: string; path: string[] }[] }>(
        hr,
        '/v1/units',
      );
      const found = body.items.find((one) => one.unit === 'ZJG-110');
      expect(found?.path).toEqual(['ZJG', 'ZJG-110']);
    });
    const { body } = await bench.ask<{ items: object[] }>(hr, '/v1/posts');
    expect(body.items).toHaveLength(19);
    expect(body.items).toContainEqual({
      code: 'CALL110',
      name: { zh: '110接警员', en: '110 call-taker' },
    });
  });
});

describe('a person', () => {
  test('is registered and hired in one step, found by name and badge, and stored sealed', async () => {
    const one = somebody();
    expect((await enlist(one)).status).toBe(201);
    await eventually(async () => {
      for (const q of [one.name, one.badge]) {
        const found = await bench.ask<{ items: { officer: string; name: string }[] }>(
          hr,
          `/v1/officers?unit=ZJG&q=${encodeURIComponent(q)}`,
        );
        expect(found.body.items).toMatchObject([{ officer: one.officer, name: one.name }]);
      }
    });
    const stored = JSON.stringify(await bench.rows('SELECT * FROM event'));
    expect(stored).toContain(one.badge);
    expect(stored).not.toContain(one.name);
    expect(stored).not.toContain(one.identityNumber);
  });

  test('shows the version that a change may name; one that rests on an older one is refused', async () => {
    const one = somebody();
    await enlist(one);
    const path = `/v1/officers/${one.officer}`;
    const { version: seen } = await eventually(async () => {
      const { status, body } = await bench.ask<{ version: number }>(hr, path);
      expect(status).toBe(200);
      return body;
    });
    const move = (unit: string, from: string, named: { seen?: number } = {}) =>
      bench.ask(hr, `${path}/transfer`, { body: { ...placement(one), unit, from }, ...named });
    expect((await move('ZJG-TRAFFIC', '2024-05-01', { seen })).status).toBe(200);
    const stale = await move('ZJG', '2024-06-01', { seen });
    expect([stale.status, codeOf(stale)]).toEqual([412, 'VERSION_MISMATCH']);
    expect((await move('ZJG', '2024-06-01')).status).toBe(200);
  });

  test('sent twice is one person; the id with other data is refused', async () => {
    const one = somebody();
    await enlist(one);
    const again = await enlist(one);
    expect([again.status, again.body['outcome']]).toEqual([200, 'duplicate']);
    const other = await enlist({ ...one, name: '乙' });
    expect([other.status, codeOf(other)]).toEqual([409, 'OFFICER_EXISTS']);
  });

  test('is not registered under two ids', async () => {
    const one = somebody();
    await enlist(one);
    const other = await enlist(somebody({ identityNumber: one.identityNumber }));
    expect([other.status, codeOf(other)]).toEqual([409, 'IDENTITY_ALREADY_REGISTERED']);
  });

  test('with a wrong number is refused, and the answer does not repeat it', async () => {
    const wrong = `${identityNumber(500).slice(0, 17)}${identityNumber(500).endsWith('1') ? '2' : '1'}`;
    const answer = await enlist(somebody({ identityNumber: wrong }));
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toEqual([
      {
        pointer: '/identityNumber',
        code: 'IS_IDENTITY_NUMBER',
        detail: '身份证号校验位有误',
      },
    ]);
    expect(JSON.stringify(answer.body)).not.toContain(wrong);
  });

  test('moves, leaves and comes back', async () => {
    const one = somebody();
    await enlist(one);
    const moved = { ...placement(one), unit: 'ZJG-TRAFFIC', post: 'TRAFFIC_ROAD' };
    expect((await post(one, 'transfer', { ...moved, from: '2024-03-01' })).status).toBe(200);
    expect((await post(one, 'leave', { on: '2024-04-30', ground: 'RESIGNED' })).status).toBe(200);
    const early = { ...placement(one), employment: randomUUID(), from: '2024-04-30', tier: null };
    expect(codeOf(await post(one, 'hire', early))).toBe('EMPLOYMENTS_OVERLAP');
    expect((await post(one, 'hire', { ...early, from: '2024-05-01' })).status).toBe(200);
    await eventually(async () => {
      const { body } = await bench.ask<Found>(hr, `/v1/officers/${one.officer}`);
      const units = body.employments.map(({ placements }) => placements.map((at) => at.unit));
      expect(units).toEqual([['ZJG-110', 'ZJG-TRAFFIC'], ['ZJG-110']]);
    });
  });

  test('a command sent twice under its id is done once; for other content the id is refused', async () => {
    const one = somebody();
    await enlist(one);
    const commandId = randomUUID();
    const move = { ...placement(one), seat: 'S-77', from: '2024-02-01', commandId };
    const there = await post(one, 'transfer', move);
    const back = await post(one, 'transfer', { ...placement(one), from: '2024-02-01' });
    const again = await post(one, 'transfer', move);
    const outcomes = [there, back, again].map(({ body }) => body['outcome']);
    expect(outcomes).toEqual(['accepted', 'accepted', 'duplicate']);
    const reused = await post(one, 'transfer', { ...move, from: '2024-02-02' });
    expect([reused.status, codeOf(reused)]).toEqual([422, 'COMMAND_ID_REUSED']);
  });
});

describe('badges and seats', () => {
  test('belong to one at a time, and are free the day after the leave', async () => {
    const first = somebody({ seat: 'S-1' });
    await enlist(first);
    const sameBadge = somebody({ badge: first.badge, from: '2024-06-01' });
    expect(codeOf(await enlist(sameBadge))).toBe('BADGE_TAKEN');
    expect(codeOf(await enlist(somebody({ seat: 'S-1', from: '2024-06-01' })))).toBe('SEAT_TAKEN');
    await post(first, 'leave', { on: '2024-05-31', ground: 'RESIGNED' });
    expect((await enlist(sameBadge)).status).toBe(201);
  });

  test('go to one of twenty who ask at the same moment', async () => {
    const crowd = Array.from({ length: 20 }, () => somebody({ badge: 'F-RACE', seat: 'S-RACE' }));
    const answers = await Promise.all(crowd.map(enlist));
    const codes = answers.map((answer) => codeOf(answer) ?? answer.status).sort();
    expect(codes.filter((code) => code === 201)).toHaveLength(1);
    expect(codes.filter((code) => code === 'BADGE_TAKEN')).toHaveLength(19);
    const worn = await bench.rows<{ officer: string }>(
      `SELECT officer FROM holding WHERE kind = 'BADGE' AND name = 'F-RACE'`,
    );
    expect(worn).toHaveLength(1);
  });

  test('are swapped by two only in an order that leaves none with two', async () => {
    const [one, other] = [somebody(), somebody()];
    await Promise.all([enlist(one), enlist(other)]);
    const wear = (who: SamplePerson, badge: string) =>
      post(who, 'transfer', { ...placement(who), badge, from: '2024-02-01' });
    const both = await Promise.all([wear(one, other.badge), wear(other, one.badge)]);
    expect(both.map(codeOf)).toEqual(['BADGE_TAKEN', 'BADGE_TAKEN']);
  });
});

describe('an import', () => {
  test('takes good lines and answers the others by number', async () => {
    const [good, taken] = [somebody(), somebody()];
    const lines = [
      JSON.stringify(good),
      '{broken',
      JSON.stringify({ ...somebody(), score: 100 }),
      JSON.stringify({ ...taken, badge: good.badge }),
      JSON.stringify(somebody({ unit: 'NOWHERE' })),
      '',
      JSON.stringify(good),
    ].join('\n');
    const { status, body } = await importLines(lines);
    expect(status).toBe(207);
    expect([body.accepted, body.duplicates]).toEqual([1, 1]);
    expect(body.rejected.map(({ line, code }) => [line, code])).toEqual([
      [2, 'LINE_NOT_JSON'],
      [3, 'LINE_NOT_VALID'],
      [4, 'BADGE_TAKEN'],
      [5, 'UNIT_UNKNOWN'],
    ]);
    expect(body.rejected[1]?.errors).toMatchObject([{ pointer: '/score' }]);
    const mended = await importLines(ndjson([taken]));
    expect([mended.status, mended.body.accepted]).toEqual([200, 1]);
  });

  test('of a thousand people is answered whole, and again changes nothing', async () => {
    const crowd = Array.from({ length: 1000 }, (_, at) =>
      person(at, { badge: `G${at}`, identityNumber: distinct(at) }),
    );
    const first = await importLines(ndjson(crowd));
    expect([first.status, first.body]).toEqual([
      200,
      { accepted: 1000, duplicates: 0, rejected: [] },
    ]);
    const before = await bench.rows('SELECT count(*) FROM event');
    const again = await importLines(ndjson(crowd));
    expect(again.body).toEqual({ accepted: 0, duplicates: 1000, rejected: [] });
    expect(await bench.rows('SELECT count(*) FROM event')).toEqual(before);
  });
});

/** Identity numbers apart from those of {@link somebody}: born in another year. */
const distinct = (index: number): string => {
  for (const digit of '0123456789X') {
    const number = `99010119910101${String(index).padStart(3, '0')}${digit}`;
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1];
    const values = [...number].map((one) => (one === 'X' ? 10 : Number(one)));
    if (values.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0) % 11 === 1)
      return number;
  }
  throw new Error('Every number has a check digit.');
};

describe('who may', () => {
  const traffic = { role: 'hr', units: ['ZJG-TRAFFIC'] } as const;

  test('hire and move within the own units only', async () => {
    const one = somebody();
    const foreign = await bench.ask(traffic, '/v1/officers', { body: asRequest(one) });
    expect([foreign.status, codeOf(foreign)]).toEqual([403, 'UNIT_OUT_OF_SCOPE']);
    await enlist(one);
    const move = { ...placement(one), unit: 'ZJG-TRAFFIC', from: '2024-02-01' };
    const fetch = await bench.ask(traffic, `/v1/officers/${one.officer}/transfer`, { body: move });
    expect([fetch.status, codeOf(fetch)]).toEqual([404, 'OFFICER_UNKNOWN']);
    const line = await importLines(ndjson([somebody()]), traffic);
    expect(line.body.rejected).toMatchObject([{ line: 1, code: 'UNIT_OUT_OF_SCOPE' }]);
  });

  test('look at the own units only, and an officer at the own record', async () => {
    const one = somebody();
    await enlist(one);
    const path = `/v1/officers/${one.officer}`;
    await eventually(async () => expect((await bench.ask(hr, path)).status).toBe(200));
    const leader = { role: 'leader', units: ['ZJG-TRAFFIC'] } as const;
    expect((await bench.ask(leader, path)).status).toBe(404);
    expect((await bench.ask({ role: 'leader', units: ['ZJG'] }, path)).status).toBe(200);
    expect(
      (await bench.ask({ role: 'officer', units: [], officer: one.officer }, path)).status,
    ).toBe(200);
    const another = { role: 'officer', units: ['*'], officer: randomUUID() } as const;
    expect((await bench.ask(another, path)).status).toBe(404);
    const { body } = await bench.ask<{ items: object[] }>(leader, `/v1/officers?q=${one.badge}`);
    expect(body.items).toEqual([]);
  });

  test('no other role writes, and the log is for services', async () => {
    const refused = await bench.ask({ role: 'leader' }, '/v1/officers', {
      body: asRequest(somebody()),
    });
    expect([refused.status, codeOf(refused)]).toEqual([403, 'ROLE_MISSING']);
    expect((await bench.ask(hr, '/log/recruitment.personnel.v1')).status).toBe(403);
    const follower = { role: 'service', sub: 'ywk-duty' } as const;
    expect((await bench.ask(follower, '/log/recruitment.personnel.v1')).status).toBe(200);
    expect((await bench.ask({ role: 'operator' }, '/v1/parked')).status).toBe(200);
  });
});

test('pages follow each other without a gap', async () => {
  const all: string[] = [];
  let cursor = '';
  do {
    const { body } = await bench.ask<{ items: { officer: string }[]; nextCursor: string | null }>(
      hr,
      `/v1/officers?limit=200${cursor}`,
    );
    all.push(...body.items.map(({ officer }) => officer));
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  expect(new Set(all).size).toBe(all.length);
  const [row] = await bench.rows<{ count: string }>('SELECT count(*) FROM officer_board');
  expect(all.length).toBe(Number(row?.count));
});

test('the boards are built anew beside the live ones, and serve on', async () => {
  const one = somebody();
  await enlist(one);
  const path = `/v1/officers/${one.officer}`;
  const before = await eventually(
    () => bench.ask<Found>(hr, path),
    ({ body }) => body.name === one.name,
  );
  const counted = 'SELECT count(*) FROM officer_board';
  const rows = await bench.rows(counted);
  expect(await bench.rebuilt(officerBoard, GROUPS.board)).toBe(true);
  expect(await bench.rebuilt(unitBoard, GROUPS.board)).toBe(true);
  expect(await bench.rows(counted)).toEqual(rows);
  expect(await bench.ask<Found>(hr, path)).toEqual(before);
  const later = somebody();
  await enlist(later);
  await eventually(
    () => bench.ask<Found>(hr, `/v1/officers/${later.officer}`),
    ({ body }) => body.name === later.name,
  );
});

test('the log verifies', async () => {
  expect(await verifyLog(await bench.log())).toEqual(expect.objectContaining({ ok: true }));
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS, type LeaderNamed, type LiabilityBorne } from '@ywk/contracts';
import { EventStore } from '@ywk/event-store';
import { eventually } from '@ywk/testing';
import { AppraisalBench, factsOfW1 } from './appraisal-bench.ts';

const AT = '2024-05-20T02:00:00.000Z';
const PERIOD = '2024-05';
const auditor = { role: 'auditor' } as const;

let bench: AppraisalBench;
const people = {
  culprit: randomUUID(),
  leader: randomUUID(),
  mentor: randomUUID(),
  chief: randomUUID(),
  successor: randomUUID(),
};

const lead = (named: Partial<LeaderNamed> & Pick<LeaderNamed, 'person'>) =>
  bench.publish(LOGS.personnel, 'ZJG-110', [
    {
      type: 'LeaderNamed',
      data: {
        ...{ unit: 'ZJG-110', office: 'CHIEF', team: null, from: '2020-01-01', to: null },
        ...named,
      },
    },
  ]);

interface Decisions {
  readonly items: readonly { readonly kind: string; readonly data: LiabilityBorne }[];
}

/** What was decided about somebody: kind, points, steps, record. */
const decided = async (person: string) => {
  const { body } = await bench.ask<Decisions>(auditor, `/v1/decisions?officer=${person}`);
  return body.items.map(({ kind, data }) => [kind, data.points, data.levelSteps, data.record]);
};

const stands = (person: string, expected: readonly unknown[]) =>
  eventually(
    () => decided(person),
    (found) => expect(found).toEqual(expected),
  );

const caution = { code: 'D07', occurredAt: AT, actId: 'CASE-1', evidence: 'CAUTION-1' };
const first = { ...caution, fact: randomUUID() };
const again = { ...caution, fact: randomUUID() };

beforeAll(async () => {
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'ZJG-110' });
  for (const officer of Object.values(people)) {
    const badge = `F${officer.slice(0, 8)}`;
    await bench.hire({ officer, team: 'ZJG-110-A', badge });
  }
  const { culprit, leader, mentor, chief } = people;
  await bench.publish(LOGS.personnel, culprit, [
    { type: 'MentorBound', data: { officer: culprit, mentor, from: '2020-01-01', to: null } },
  ]);
  await lead({ person: chief });
  const group = { office: 'GROUP_LEADER' as const, team: 'ZJG-110-A' };
  await lead({ ...group, person: leader, to: '2024-05-31' });
  await lead({ ...group, person: people.successor, from: '2024-06-01' });
}, 60_000);
afterAll(() => bench.stop());

describe('a grave act', () => {
  test('is answered for once, however many report it, by those of its day', async () => {
    await bench.record([
      { officer: people.culprit, ...first },
      { officer: people.culprit, ...again },
    ]);
    await stands(people.leader, [['LIABILITY', 600, 0, null]]);
    await stands(people.mentor, [['LIABILITY', 0, 0, 'DIRECT']]);
    await stands(people.chief, [['LIABILITY', 0, 1, 'MAIN']]);
    expect(await decided(people.successor)).toEqual([]);
  });

  test('is listed of an officer and of a month by its kind', async () => {
    const of = async (query: string) => {
      const { body } = await bench.ask<Decisions>(auditor, `/v1/decisions?${query}`);
      return body.items.map(({ kind, data }) => [kind, data.person]);
    };
    const borne = [['LIABILITY', people.leader]];
    expect(await of(`officer=${people.leader}&kind=LIABILITY`)).toEqual(borne);
    expect(await of(`officer=${people.leader}&kind=LIABILITY_ENDED`)).toEqual([]);
    expect(await of(`period=${PERIOD}&kind=LIABILITY`)).toHaveLength(3);
    expect((await bench.ask(auditor, '/v1/decisions?kind=GUILT')).status).toBe(400);
  });

  test('names the act, the fact and the event that told of it', async () => {
    const { body } = await bench.ask<Decisions>(auditor, `/v1/decisions?officer=${people.leader}`);
    const event = await bench.sql<{ event_id: string }>(
      'SELECT event_id FROM penalty_word WHERE fact = $1',
      [body.items[0]?.data.cause.fact],
    );
    expect(body.items[0]?.data).toMatchObject({
      ...{ act: 'CASE-1', officer: people.culprit, occurredAt: AT },
      cause: { code: 'D07', evidence: 'CAUTION-1', eventId: event[0]?.event_id },
    });
  });

  test('stays answered for while one report of it counts, ends with the last, comes back', async () => {
    await bench.record([{ officer: people.culprit, ...first, reversed: true }]);
    await bench.settled();
    expect(await decided(people.leader)).toHaveLength(1);
    const ruling = randomUUID();
    await bench.record([{ officer: people.culprit, ...again, reversed: true, ruling }]);
    const ended = [
      ['LIABILITY', 600, 0, null],
      ['LIABILITY_ENDED', 600, 0, null],
    ];
    await stands(people.leader, ended);
    // What follows a ruling says so: it counts like the facts of that ruling.
    const { body } = await bench.ask<Decisions>(auditor, `/v1/decisions?officer=${people.leader}`);
    expect(body.items.map(({ data }) => data.ruling)).toEqual([null, ruling]);
    await bench.record([{ officer: people.culprit, ...first }]);
    await stands(people.leader, [...ended, ['LIABILITY', 600, 0, null]]);
  });

  test('moves when it is told late that somebody else led on that day', async () => {
    const group = { office: 'GROUP_LEADER' as const, team: 'ZJG-110-A' };
    await lead({ ...group, person: people.leader, to: '2024-05-15' });
    await lead({ ...group, person: people.successor, from: '2024-05-16' });
    await eventually(
      () => decided(people.leader),
      (found) => expect(found.at(-1)).toEqual(['LIABILITY_ENDED', 600, 0, null]),
    );
    await stands(people.successor, [['LIABILITY', 600, 0, null]]);
  });

  test('is read twice from the log without being said twice', async () => {
    await bench.sql(
      'INSERT INTO liability_due SELECT DISTINCT partition, officer, act FROM penalty_word',
    );
    await eventually(
      () => bench.sql('SELECT act FROM liability_due'),
      (due) => expect(due).toEqual([]),
    );
    const stream = `act-${people.culprit}/CASE-1`;
    const place = { log: LOGS.proposal, stream, key: people.culprit };
    expect(await bench.appraisal.get(EventStore).readStream(place)).toHaveLength(4);
  });
});

describe('what is borne', () => {
  interface Sheet {
    readonly total: number;
    readonly stays: readonly {
      readonly deductions: { readonly clauses: readonly { clause: string; points: number }[] };
    }[];
  }
  const sheet = async (officer: string) =>
    (await bench.ask<Sheet>(auditor, `/v1/officers/${officer}/scores/${PERIOD}`)).body;

  test('is an own deduction from the total in the month of the act, and explained', async () => {
    await bench.record(factsOfW1(people.leader));
    await bench.settled();
    const before = (await sheet(people.leader)).total;
    const borne = {
      officer: people.leader,
      code: 'liability.borne',
      occurredAt: AT,
      amounts: { hundredths: 600, levelSteps: 0 },
      origin: { kind: 'liability' as const, source: 'D07', reference: 'CASE-1' },
      evidence: 'CAUTION-1',
    };
    const fact = randomUUID();
    await bench.record([{ ...borne, fact }]);
    await bench.settled();
    const after = await sheet(people.leader);
    expect(after.total).toBe(before - 600);
    expect(after.stays[0]?.deductions.clauses).toMatchObject([
      { clause: 'liability', points: -600 },
    ]);
    const path = `/v1/officers/${people.leader}/scores/${PERIOD}/explanation`;
    const told = await bench.ask<object>(auditor, path);
    expect(JSON.stringify(told.body)).toContain('CASE-1');
    await bench.record([{ ...borne, fact, reversed: true }]);
    await bench.settled();
    expect((await sheet(people.leader)).total).toBe(before);
    expect(
      await bench.sql('SELECT act FROM penalty_word WHERE officer = $1', [people.leader]),
    ).toEqual([]);
  });
});

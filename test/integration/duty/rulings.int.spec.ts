import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  LOGS,
  PARTITIONS,
  type DispatchEvent,
  type Fact,
  type RuledFact,
  type RulingMade,
} from '@ywk/contracts';
import { EventStore } from '@ywk/event-store';
import { eventually, query } from '@ywk/testing';
import { DutyBench } from './duty-bench.ts';

let duty: DutyBench;
const officer = randomUUID();
const at = '2024-05-17T02:00:00.000Z';

beforeAll(async () => {
  duty = await DutyBench.start();
  await duty.unit('ZJG-110', null);
  await duty.hire(officer, 'F100001');
  await eventually(
    () => query(duty.database.adminUrl, 'SELECT operator FROM operator_hold'),
    (rows) => rows.length === 1,
  );
}, 60_000);
afterAll(() => duty.stop());

type Told = Fact & Partial<RuledFact> & { readonly reason?: string };

const told = async (of = officer) => {
  const place = { log: LOGS.fact, stream: `officer-${of}`, key: of };
  const events = await duty.app.get(EventStore).readStream(place);
  return events.map(({ type, data, partition, pos }) => ({
    ...{ type, partition, pos },
    fact: data as Told,
  }));
};

const shown = async (fact: string) => {
  const events = (await told()).filter((each) => each.fact.fact === fact);
  return events.map(({ type, fact: { amounts, ruling, reason } }) => {
    const follows = ruling === undefined ? {} : { ruling };
    return { type, amounts, ...follows, ...(reason === undefined ? {} : { reason }) };
  });
};

const ruling = (changes: RulingMade['changes'], id = randomUUID()): RulingMade => ({
  ...{ calendar: 'month', period: '2024-05', objection: randomUUID(), officer, unit: 'ZJG-110' },
  ...{ ruling: id, instance: 1, outcome: 'UPHELD', reason: 'NOT_LATE', document: 'CD-1', changes },
  effect: {
    ...{ etag: 'e1', revision: 2, before: null, after: null, displaced: 0, payDifference: 0 },
  },
  ...{ ruledBy: 'ruler-1', ruledOn: '2024-06-11', appealUntil: null },
});

const rule = async (data: RulingMade): Promise<void> => {
  await duty.neighbours.publish(LOGS.period, 'month/2024-05', [{ type: 'RulingMade', data }]);
};

const enter = async (fact: string, over: object = {}) => {
  const line = { fact, officer, code: 'A03', occurredAt: at, amounts: { minutes: 12 } };
  return duty.ask('POST', '/v1/facts', {
    token: await duty.token('hr'),
    body: JSON.stringify({ ...line, evidence: 'GATE-1', ...over }),
  });
};

const change = (fact: string, amounts: RulingMade['changes'][number]['amounts']) => ({
  ...{ fact, code: 'A03', occurredAt: at, amounts, evidence: 'GATE-1' },
  origin: { kind: 'manual' as const, source: 'desk', reference: null },
});

describe('an entered fact that a ruling', () => {
  const reversed = randomUUID();

  test('takes back is reversed by the ruling, once, and nobody changes it after', async () => {
    expect((await enter(reversed)).body).toMatchObject({ outcome: 'accepted', state: 'verified' });
    const said = ruling([change(reversed, null)]);
    await rule(said);
    await rule({ ...said });
    const after = await eventually(
      () => shown(reversed),
      (events) => events.length === 2,
    );
    expect(after).toEqual([
      { type: 'FactRecorded', amounts: { minutes: 12 } },
      {
        ...{ type: 'FactReversedByRuling', amounts: { minutes: 12 } },
        ...{ ruling: said.ruling, reason: 'RULED' },
      },
    ]);
    const again = await enter(reversed, { version: 2, amounts: { minutes: 20 } });
    expect(again.body).toMatchObject({ code: 'FACT_RULED' });
    expect(await shown(reversed)).toHaveLength(2);
  });

  test('states otherwise or adds counts as the ruling says; the bureau may say otherwise again', async () => {
    const [replaced, added] = [randomUUID(), randomUUID()];
    await enter(replaced);
    await rule(ruling([change(replaced, { minutes: 5 }), change(added, { minutes: 7 })]));
    const amountsOf = async (fact: string) =>
      (await shown(fact)).map(({ type, amounts }) => [type, amounts['minutes']]);
    await eventually(
      () => amountsOf(added),
      (events) => events.length === 1,
    );
    expect(await amountsOf(added)).toEqual([['FactRecordedByRuling', 7]]);
    expect(await amountsOf(replaced)).toEqual([
      ['FactRecorded', 12],
      ['FactReversedByRuling', 12],
      ['FactRecordedByRuling', 5],
    ]);
    await rule(ruling([change(added, null)]));
    await eventually(
      () => amountsOf(added),
      (events) => events.length === 2,
    );
    expect((await amountsOf(added)).at(-1)).toEqual(['FactReversedByRuling', 7]);
  });
});

describe('a fact of a call that a ruling takes back', () => {
  const message = (kind: DispatchEvent['kind'], second: number): DispatchEvent => ({
    ...{ source: 'cad-zjg', eventId: `E/${kind}`, callId: 'C/20240517/1', kind },
    at: `2024-05-17T02:00:0${second}.000Z`,
    ...(['answered', 'dispatched'].includes(kind) ? { badge: 'F100001' } : {}),
  });

  test('stays so, whatever the call comes to; its other facts count', async () => {
    const took = await duty.feed([message('received', 0), message('answered', 7)]);
    expect(took.body).toMatchObject({ accepted: 2, rejected: [] });
    const answered = await eventually(
      async () => (await told()).find(({ fact }) => fact.code === 'call.answered'),
      (found) => found !== undefined,
    );
    const fact = answered?.fact;
    if (fact === undefined) throw new Error('The call yields no fact.');
    const { fact: id, code, occurredAt, origin } = fact;
    const kind = 'feed' as const;
    const said = { fact: id, code, occurredAt, amounts: null, evidence: null };
    await rule(ruling([{ ...said, origin: { ...origin, kind } }]));
    const after = await eventually(
      () => shown(id),
      (events) => events.length === 2,
    );
    expect(after[1]).toMatchObject({ type: 'FactReversedByRuling', amounts: { answerMs: 7000 } });
    const corrected = { ...message('corrected', 9), eventId: 'E/2' };
    const change = { at: corrected.at };
    await duty.feed([{ ...corrected, corrects: 'E/answered', change }]);
    await duty.feed([{ ...message('dispatched', 9), orderId: 'O-1' }]);
    await eventually(
      async () => (await told()).some(({ fact: each }) => each.code === 'order.dispatched'),
      (found) => found,
    );
    expect(await shown(id)).toHaveLength(2);
  });
});

test('facts of a ruling stand before the marks that were asked for after it', async () => {
  const fact = randomUUID();
  await enter(fact);
  await rule(ruling([change(fact, null)]));
  await duty.cutOff('2024-05', { revision: 2, final: false });
  const marked = `SELECT partition, pos FROM event WHERE log = '${LOGS.fact}' AND type = 'PeriodCutOff'`;
  const marks = await eventually(
    () => query<{ partition: number; pos: string }>(duty.database.adminUrl, marked),
    (found) => found.length === PARTITIONS,
  );
  const [, reversal] = (await told()).filter((each) => each.fact.fact === fact);
  const mark = marks.find(({ partition }) => partition === reversal?.partition);
  expect(reversal?.type).toBe('FactReversedByRuling');
  expect(reversal?.pos).toBeLessThan(Number(mark?.pos));
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { liabilityBorne, LOGS, type Fact, type LiabilityBorne } from '@ywk/contracts';
import { EventStore } from '@ywk/event-store';
import { eventually } from '@ywk/testing';
import { DutyBench } from './duty-bench.ts';

let duty: DutyBench;
beforeAll(async () => {
  duty = await DutyBench.start();
}, 60_000);
afterAll(() => duty.stop());

const person = randomUUID();
const borne: LiabilityBorne = { ...liabilityBorne.sample, person };

const say = (type: 'LiabilityBorne' | 'LiabilityEnded', data: LiabilityBorne) =>
  duty.neighbours.publish(LOGS.decision, data.person, [{ type, v: liabilityBorne.v, data }]);

/** What duty tells about the one who bears it, in order. */
const told = async () => {
  const place = { log: LOGS.fact, stream: `officer-${person}`, key: person };
  const events = await duty.app.get(EventStore).readStream(place);
  return events.map(({ type, data, causationId }) => ({ type, fact: data as Fact, causationId }));
};

describe('what somebody bears for the act of another', () => {
  test('becomes a fact about them that names the act, its event and its evidence', async () => {
    const cause = await say('LiabilityBorne', borne);
    await eventually(told, (facts) => expect(facts).toHaveLength(1));
    const [first] = await told();
    expect(first).toEqual({
      type: 'FactRecorded',
      causationId: cause,
      fact: {
        ...{ fact: borne.liability, officer: person, code: 'liability.borne' },
        occurredAt: borne.occurredAt,
        amounts: { hundredths: 600, levelSteps: 0 },
        origin: {
          ...{ kind: 'liability', source: 'D07' },
          reference: `CASE-2024-117 ${borne.cause.eventId}`,
        },
        ...{ evidence: 'CAUTION-2024-31', actId: null },
      },
    });
  });

  test('is taken back whole when it changes; what is only on record is no fact', async () => {
    const less = { ...borne, points: 200 };
    const record = { ...borne, liability: randomUUID(), points: 0, record: 'MAIN' as const };
    await say('LiabilityEnded', borne);
    await say('LiabilityBorne', record);
    await say('LiabilityBorne', less);
    await eventually(told, (facts) =>
      expect(facts.map(({ type, fact }) => [type, fact.amounts['hundredths']])).toEqual([
        ['FactRecorded', 600],
        ['FactReversed', 600],
        ['FactRecorded', 200],
      ]),
    );
  });

  test('follows a ruling as the facts of that ruling do', async () => {
    const ruling = randomUUID();
    await say('LiabilityEnded', { ...borne, points: 200, ruling });
    await say('LiabilityBorne', { ...borne, points: 100, ruling });
    await eventually(told, (facts) =>
      expect(facts.slice(3).map(({ type, fact }) => [type, fact])).toMatchObject([
        ['FactReversedByRuling', { ruling, amounts: { hundredths: 200 } }],
        ['FactRecordedByRuling', { ruling, amounts: { hundredths: 100 } }],
      ]),
    );
  });
});

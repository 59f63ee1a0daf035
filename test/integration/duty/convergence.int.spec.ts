import { describe, expect, test } from '@jest/globals';
import { views } from '@ywk/duty-app';
import { eventually, query } from '@ywk/testing';
import { rebuildView } from '../../support/rebuild-view.ts';
import { DutyBench } from './duty-bench.ts';
import { netFacts } from './net-facts.ts';
import { cut, monthOf, scattered } from './seeded-month.ts';

const SEED = 20240531;
const CALLS = 300;
const OFFICERS = ['1', '2', '3', '4'].map((n) => ({
  officer: `0190a1b2-c3d4-7e5f-8a6b-00000000000${n}`,
  badge: `F${n}`,
}));
const messages = monthOf(
  SEED,
  CALLS,
  OFFICERS.map(({ badge }) => badge),
);

const known = (duty: DutyBench) =>
  eventually(
    () => query(duty.database.adminUrl, 'SELECT operator FROM operator_hold WHERE partition >= 0'),
    (holds) => expect(holds).toHaveLength(OFFICERS.length),
  );

const hireAll = async (duty: DutyBench): Promise<void> => {
  for (const { officer, badge } of OFFICERS) await duty.hire(officer, badge);
};

const outcome = async (duty: DutyBench) => ({
  facts: await netFacts(duty),
  figures: await duty.get('/v1/figures/calls?source=cad&by=day'),
});

describe(`the same month (seed ${SEED})`, () => {
  test('shuffled, repeated and cut otherwise gives the same net facts and figures', async () => {
    const straight = await DutyBench.start();
    const other = await DutyBench.start();
    try {
      await hireAll(straight);
      await known(straight);
      expect((await straight.feed(messages)).body).toMatchObject({
        accepted: messages.length,
        parked: 0,
      });
      const expected = await outcome(straight);
      expect(expected.facts.length).toBeGreaterThan(2 * CALLS);

      // Many senders at once, and nobody is known until half of it is in.
      const pieces = cut(scattered(messages, SEED + 1), SEED + 2);
      const half = Math.floor(pieces.length / 2);
      const send = (some: typeof pieces) => Promise.all(some.map((piece) => other.feed(piece)));
      const first = await send(pieces.slice(0, half));
      await hireAll(other);
      const second = await send(pieces.slice(half));
      expect([...first, ...second].map(({ status }) => status)).toEqual(pieces.map(() => 200));
      const total = [...first, ...second].reduce((sum, { body }) => sum + Number(body.accepted), 0);
      expect(total).toBe(messages.length);
      await eventually(
        () => outcome(other),
        (found) => expect(found).toEqual(expected),
        { withinMs: 60_000 },
      );
      // Who held what is built again, equal to the live view, and takes over.
      const rebuilt = await rebuildView(other.config, 'duty', views())('duty.personnel');
      expect(rebuilt).toMatchObject({ equal: true, different: [], swapped: {} });
      await known(other);
    } finally {
      await straight.stop();
      await other.stop();
    }
  }, 300_000);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { localDay } from '@ywk/kernel';
import { AppraisalBench, type Asker } from './appraisal-bench.ts';

interface Sign {
  readonly id: string;
  readonly kind: string;
  readonly seen: boolean;
  readonly acknowledged: boolean;
}
interface Items<T = Sign> {
  readonly items: readonly T[];
}

const leader: Asker = { role: 'leader', units: ['ZJG-110'] };
const stranger: Asker = { role: 'leader', units: ['ZJG-XT'] };
/** Facts of the present: what a leader may know depends on working days since. */
const now = Date.now();
const day = localDay(new Date(now).toISOString());

let bench: AppraisalBench;
let officer: string;
let clean: string;
let self: Asker;

beforeAll(async () => {
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'ZJG' });
  await bench.define({ unit: 'ZJG-110', parent: 'ZJG' });
  await bench.define({ unit: 'ZJG-XT', parent: 'ZJG' });
  officer = await bench.hire();
  clean = await bench.hire();
  self = { role: 'officer', sub: 'self', officer };
  const occurredAt = new Date(now - 60_000).toISOString();
  await bench.record(
    [1, 2, 3].map(() => ({ officer, code: 'A03', occurredAt, amounts: { minutes: 5 } })),
  );
  await bench.settled();
}, 60_000);
afterAll(() => bench.stop());

const signsFor = async (asker: Asker, who = officer) =>
  bench.ask<Items>(asker, `/v1/officers/${who}/signs?day=${day}`);
const post = (asker: Asker, what: string, body: object = {}) =>
  bench.ask<Items<object>>(asker, `/v1/officers/${officer}/signs:${what}?day=${day}`, { body });
const sheet = async () =>
  (await bench.ask<object>(leader, `/v1/officers/${officer}/scores/${day.slice(0, 7)}`)).body;
const listed = async (asker: Asker) => {
  const { body } = await bench.ask<Items<{ officer: string; signs: Sign[] }>>(
    asker,
    `/v1/signs?day=${day}`,
  );
  return body.items.find((item) => item.officer === officer)?.signs.map(({ kind }) => kind);
};

test('an early sign is told to the officer first, then to leaders, and docks nothing', async () => {
  const before = await sheet();
  expect((await signsFor(self)).body.items).toMatchObject([
    { kind: 'REPEATED', seen: false, acknowledged: false },
  ]);
  expect((await signsFor(self, clean)).status).not.toBe(200);
  expect((await signsFor(leader)).body.items).toEqual([]);
  expect(await listed(leader)).toEqual([]);
  expect(await listed(stranger)).toBeUndefined();

  const [{ id = '' } = {}] = (await signsFor(self)).body.items;
  const early = await post(self, 'acknowledge', { sign: id });
  expect(early).toMatchObject({ status: 409, body: { code: 'SIGN_UNSEEN' } });
  expect((await post(leader, 'see')).status).toBe(403);
  const other = { ...self, officer: clean };
  expect((await post(other, 'see')).body).toMatchObject({ code: 'NOT_THE_OFFICER' });

  expect((await post(self, 'see')).body.items).toMatchObject([{ sign: id, acknowledged: false }]);
  expect((await post(self, 'see')).body.items).toHaveLength(1);
  expect(await listed(leader)).toEqual(['REPEATED']);
  expect((await signsFor(leader)).body.items).toMatchObject([{ id, seen: true }]);
  expect((await post(self, 'acknowledge', { sign: id })).status).toBe(200);
  expect((await signsFor(leader)).body.items).toMatchObject([{ id, acknowledged: true }]);
  expect(await sheet()).toEqual(before);
});

test('facts taken back take the sign with them; what was seen stays on record', async () => {
  const mine = await bench.hire();
  const own: Asker = { role: 'officer', sub: 'mine', officer: mine };
  const occurredAt = new Date(now - 60_000).toISOString();
  const facts = [1, 2, 3].map(() => ({
    ...{ officer: mine, code: 'D01', occurredAt, fact: randomUUID() },
  }));
  await bench.record(facts);
  await bench.settled();
  await bench.ask(own, `/v1/officers/${mine}/signs:see?day=${day}`, { body: {} });
  const first = facts[0];
  if (first === undefined) throw new Error('no fact');
  await bench.record([{ ...first, reversed: true }]);
  await bench.settled();
  expect((await signsFor(own, mine)).body.items).toEqual([]);
  const { body } = await bench.ask<Items<object>>(own, `/v1/officers/${mine}/signs/history`);
  expect(body.items).toMatchObject([{ kind: 'REPEATED', says: { en: expect.any(String) } }]);
});

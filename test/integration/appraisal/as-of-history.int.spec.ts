import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { canonicalText, LOGS } from '@ywk/contracts';
import { eventually } from '@ywk/testing';
import fc from 'fast-check';
import { AppraisalBench, type Asker, type StatedFact } from './appraisal-bench.ts';

const SEED = 20_240_531;
const STEPS = 16;
/** After this step the month is cut off: what comes later waits for a revision and counts nowhere yet. */
const CUT_OFF_AFTER = 12;
const appraiser: Asker = { role: 'appraiser' };
const officers = Array.from({ length: 9 }, () => randomUUID());

const amounts: Readonly<Record<string, fc.Arbitrary<Record<string, number>>>> = {
  'call.answered': fc.record({ answerMs: fc.integer({ min: 9_000, max: 11_000 }) }),
  'call.abandoned': fc.record({ ringMs: fc.integer({ min: 0, max: 20_000 }) }),
  'calls.answered': fc.record({ n: fc.integer({ min: 1, max: 30 }) }),
  'order.dispatched': fc.record({ callToDispatchMs: fc.integer({ min: 0, max: 90_000 }) }),
  'order.wrongConfirmed': fc.constant({}),
  A03: fc.record({ minutes: fc.integer({ min: 1, max: 30 }) }),
  B05: fc.constantFrom<Record<string, number>>({}, { points: 2 }, { points: 3 }),
};

const DAY = 86_400_000;
/** From this day on every third officer is in the other team: the day of a fact says in which stay it counts. */
const MOVED = '2024-05-13';
const startOf = (day: string): number => Date.parse(`${day}T00:00:00.000+08:00`);
/** The edges of local days at which a month or a stay begins, and the days around them. */
const anyInstant = fc
  .tuple(
    fc.constantFrom('2024-05-01', MOVED),
    fc.oneof(fc.constantFrom(0, 1, -1, DAY - 1), fc.integer({ min: -DAY, max: 2 * DAY })),
  )
  .map(([day, ms]) => new Date(startOf(day) + ms).toISOString());

const anyFact: fc.Arbitrary<StatedFact> = fc.constantFrom(...Object.keys(amounts)).chain((code) =>
  fc.record({
    code: fc.constant(code),
    officer: fc.constantFrom(...officers),
    fact: fc.uuid(),
    occurredAt: anyInstant,
    amounts: amounts[code] ?? fc.constant({}),
  }),
);

/** What comes in one step: new facts, and which of those that stand are replaced or withdrawn. */
const anyStep = fc.record({
  fresh: fc.array(anyFact, { minLength: 4, maxLength: 20 }),
  touched: fc.array(fc.record({ at: fc.nat(), by: fc.option(anyFact) }), { maxLength: 6 }),
});

/** Facts of every step in the order in which they are recorded. */
const history = (): StatedFact[][] => {
  const standing: StatedFact[] = [];
  const steps = fc.sample(anyStep, { seed: SEED, numRuns: STEPS });
  return steps.map(({ fresh, touched }) => {
    const told: StatedFact[] = [];
    for (const { at, by } of standing.length === 0 ? [] : touched) {
      const [old] = standing.splice(at % standing.length, 1);
      if (old === undefined) break;
      told.push({ ...old, reversed: true });
      // Another version of the same fact: its officer stays, its act and its day may be others.
      if (by !== null) fresh.push({ ...by, fact: old.fact ?? '', officer: old.officer });
    }
    standing.push(...fresh);
    return [...told, ...fresh];
  });
};

interface Moment {
  readonly step: number;
  readonly at: string;
  readonly seen: ReadonlyMap<string, string>;
}

const addresses = [
  ...officers.map((id) => `/v1/officers/${id}/scores/2024-05`),
  '/v1/scores?period=2024-05&unit=ZJG-110',
  // Others of the same teams are on the next page.
  '/v1/scores?period=2024-05&unit=ZJG-110&limit=4',
];

const teamOf = (at: number): string => `ZJG-110-${at % 2}`;

let bench: AppraisalBench;
const moments: Moment[] = [];

const look = async (path: string): Promise<string> => {
  const { status, body } = await bench.ask<object>(appraiser, path);
  expect({ path, status }).toEqual({ path, status: 200 });
  return canonicalText(body);
};

/** @returns the first instant seen after this one, ms */
const laterThan = (instant: number): Promise<number> =>
  eventually(
    () => Promise.resolve(Date.now()),
    (now) => now > instant,
  );

const keepMoment = async (step: number): Promise<void> => {
  await bench.settled();
  const seen = new Map<string, string>();
  for (const path of addresses) seen.set(path, await look(path));
  const at = await laterThan(Date.now() + 2);
  moments.push({ step, at: new Date(at).toISOString(), seen });
  await laterThan(at + 2);
};

beforeAll(async () => {
  bench = await AppraisalBench.start();
  await bench.define({ unit: 'ZJG-110' });
  for (const [at, officer] of officers.entries()) {
    const badge = `F${at}`;
    await bench.hire({ officer, team: teamOf(at), badge });
    if (at % 3 !== 0) continue;
    const place = { unit: 'ZJG-110', post: 'CALL110', team: teamOf(at + 1), badge, seat: null };
    const data = { officer, from: MOVED, ...place };
    await bench.publish(LOGS.personnel, officer, [{ type: 'OfficerTransferred', data }]);
  }
  for (const [step, facts] of history().entries()) {
    await bench.record(facts);
    await keepMoment(step);
    if (step === CUT_OFF_AFTER) await bench.mark(LOGS.fact, '2024-05');
  }
}, 120_000);
afterAll(() => bench.stop());

test('a random history moves the sheets until the cut-off, and not after it', () => {
  for (const [step, { seen }] of moments.entries()) {
    const before = moments[step - 1]?.seen;
    const same = addresses.every((path) => before?.get(path) === seen.get(path));
    expect({ step, same }).toEqual({ step, same: step > CUT_OFF_AFTER });
  }
});

test('what is summed from facts as of an instant is to the byte what was folded by then', async () => {
  for (const { step, at, seen } of moments) {
    for (const [path, text] of seen) {
      const again = await look(`${path}${path.includes('?') ? '&' : '?'}asOf=${at}`);
      expect({ step, path, again }).toEqual({ step, path, again: text });
    }
  }
});

test('an explanation, which names its facts, comes to the same total', async () => {
  for (const { step, at, seen } of moments) {
    for (const officer of officers) {
      const path = `/v1/officers/${officer}/scores/2024-05`;
      const told = JSON.parse(await look(`${path}/differences?asOf=${at}`)) as {
        then: { total: number | null };
      };
      const { total } = JSON.parse(seen.get(path) ?? '') as { total: number | null };
      expect({ step, officer, total: told.then.total }).toEqual({ step, officer, total });
    }
  }
});

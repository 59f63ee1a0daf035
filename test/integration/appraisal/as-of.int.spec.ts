import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { shippedBook } from '@ywk/appraisal-app';
import {
  canonicalText,
  ContractRegistry,
  EVENT_CONTRACTS,
  LOGS,
  RULES_STREAM,
} from '@ywk/contracts';
import { createPool, EventStore } from '@ywk/event-store';
import { eventually } from '@ywk/testing';
import { v7 } from 'uuid';
import { AppraisalBench, factsOfW1, type Asker, type StatedFact } from './appraisal-bench.ts';

const appraiser: Asker = { role: 'appraiser' };
const team = 'ZJG-110-A';
const occurredAt = '2024-05-21T02:00:00.000Z';

/** What people saw at one moment, by address. */
interface Moment {
  readonly what: string;
  readonly at: string;
  readonly seen: ReadonlyMap<string, string>;
}

interface Difference {
  readonly kind: string;
  readonly points: number;
  readonly code?: string;
  readonly cohort?: string;
}

interface Differences {
  readonly then: { readonly total: number | null };
  readonly now: { readonly total: number | null };
  readonly points: number;
  readonly changes: readonly Difference[];
}

let bench: AppraisalBench;
let officer: string;
let mates: string[];
const moments: Moment[] = [];

const addresses = (): string[] => [
  ...[officer, ...mates].flatMap((id) =>
    ['2024-05', '2024-06'].map((period) => `/v1/officers/${id}/scores/${period}`),
  ),
  '/v1/scores?period=2024-05&unit=ZJG-110',
  '/v1/scores?period=2024-05&unit=ZJG-PATROL',
  `/v1/officers/${officer}/facts?period=2024-05`,
];

const look = async (path: string): Promise<string> => {
  const { status, body } = await bench.ask<object>(appraiser, path);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return canonicalText(body);
};

/** @returns the first instant seen after this one, ms */
const laterThan = (instant: number): Promise<number> =>
  eventually(
    () => Promise.resolve(Date.now()),
    (now) => now > instant,
  );

/** Lets something happen, waits until everybody sees it, and keeps what is seen. */
const then = async (what: string, happen: () => Promise<unknown>): Promise<void> => {
  await happen();
  await bench.settled();
  const seen = new Map<string, string>();
  for (const path of addresses()) seen.set(path, await look(path));
  // The next thing is recorded in a later millisecond than this look.
  const at = await laterThan(Date.now() + 2);
  moments.push({ what, at: new Date(at).toISOString(), seen });
  await laterThan(at + 2);
};

const fact = (code: string, over: Partial<StatedFact> = {}): StatedFact => ({
  ...{ officer, code, occurredAt },
  ...over,
});

/** A version as it stands in the log of rules once two people have put it in force. */
const putInForce = async (): Promise<void> => {
  const url = bench.database.appUrl;
  const pool = createPool({ url, max: 1, applicationName: 'rules-of-the-test' });
  const store = new EventStore({ pool, registry: new ContractRegistry(EVENT_CONTRACTS) });
  const { document } = shippedBook().of('2024-05').scheme;
  const next = {
    ...document,
    version: 2,
    effectiveFrom: '2024-05',
    bonus: { ...document.bonus, cap: 3 },
  };
  const name = { kind: 'SCHEME', name: document.scheme, version: 2 };
  const said = [
    { type: 'RulesDrafted', data: { kind: 'SCHEME', document: next, author: 'a' } },
    { type: 'RulesApproved', data: { ...name, approver: 'b' } },
    { type: 'RulesActivated', data: { ...name, approver: 'c', report: randomUUID() } },
  ];
  const events = said.map((each) => ({ ...each, eventId: v7(), v: 1, occurredAt }));
  const write = { log: LOGS.rules, stream: RULES_STREAM, key: RULES_STREAM, events };
  const [outcome] = await store.append([
    {
      ...{ commandId: v7(), actor: 'c', request: 'rules' },
      writes: [{ ...write, expectedVersion: 'any' as const }],
    },
  ]);
  await pool.end();
  if (outcome?.outcome !== 'accepted') throw new Error(JSON.stringify(outcome));
};

const close = async (): Promise<void> => {
  const may = '/v1/periods/month/2024-05';
  await bench.ask(appraiser, `${may}/cut-off`, { method: 'POST' });
  await bench.mark(LOGS.personnel, '2024-05');
  await bench.mark(LOGS.fact, '2024-05');
  await bench.settled();
  await eventually(
    () => bench.ask<{ status: string }>(appraiser, `${may}/compute`, { method: 'POST' }),
    ({ body }) => body.status === 'COMPUTED',
  );
  await bench.markAll('2024-05', { revision: 1, final: true });
  await bench.settled();
};

const transfer = (unit: string, post: string, from: string) => ({
  type: 'OfficerTransferred',
  data: {
    officer,
    from,
    unit,
    post,
    team: null,
    badge: 'F100001',
    seat: null,
  },
});

beforeAll(async () => {
  bench = await AppraisalBench.start();
  officer = randomUUID();
  mates = [randomUUID(), randomUUID()];
  await bench.define({ unit: 'ZJG' });
  await bench.define({ unit: 'ZJG-110', parent: 'ZJG' });
  await bench.define({ unit: 'ZJG-PATROL', parent: 'ZJG' });
  const [mate = '', other = ''] = mates;
  const late = randomUUID();
  const answered = (who: string, n: number) =>
    fact('calls.answered', { officer: who, amounts: { n } });
  await then('before anybody was hired', () => Promise.resolve());
  await then('a month of W1', async () => {
    for (const id of [officer, mate, other]) await bench.hire({ officer: id, team });
    await bench.record([...factsOfW1(officer), answered(mate, 1450), answered(other, 1392)]);
  });
  await then('a dress finding, with its evidence', () =>
    bench.record([fact('D01', { fact: late })]),
  );
  await then('it is corrected', () =>
    bench.record([fact('D01', { fact: late, reversed: true }), fact('D02', { fact: late })]),
  );
  await then('and withdrawn', () => bench.record([fact('D02', { fact: late, reversed: true })]));
  await then('a mate answered more, so that the median moves', () =>
    bench.record([answered(mate, 900), answered(other, 900)]),
  );
  await then('a transfer told late', () =>
    bench.publish(LOGS.personnel, officer, [
      transfer('ZJG-PATROL', 'PATROL_STATION', '2024-05-11'),
    ]),
  );
  await then('a version of the scheme, and a fact for everybody', async () => {
    await putInForce();
    await bench.record([officer, mate, other].map((id) => fact('B06', { officer: id })));
  });
  await then('the close', close);
  await then('a fact of the closed month, received late', () =>
    bench.record([fact('A03', { amounts: { minutes: 5 } }), fact('D01', { officer: mate })]),
  );
  await then('taken back', () =>
    bench.record([fact('A03', { amounts: { minutes: 5 }, reversed: true })]),
  );
}, 120_000);
afterAll(() => bench.stop());

describe('as of each moment', () => {
  test('the moments differ from each other, or they would prove nothing', () => {
    expect(moments).toHaveLength(11);
    for (const [at, { what, seen }] of moments.entries()) {
      const before = moments[at - 1]?.seen;
      const same =
        before !== undefined && [...seen].every(([path, text]) => before.get(path) === text);
      expect({ what, same }).toEqual({ what, same: false });
    }
  });

  test('every read gives to the byte what it gave then', async () => {
    for (const { what, at, seen } of moments) {
      for (const [path, text] of seen) {
        const sign = path.includes('?') ? '&' : '?';
        const again = await look(`${path}${sign}asOf=${at}`);
        expect({ what, path, again }).toEqual({ what, path, again: text });
      }
    }
  });

  test('an instant may be written with a zone', async () => {
    const [{ at = '' } = {}] = moments.slice(1);
    const local = `${new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, -1)}+08:00`;
    const path = `/v1/officers/${officer}/scores/2024-05`;
    expect(await look(`${path}?asOf=${encodeURIComponent(local)}`)).toBe(
      await look(`${path}?asOf=${at}`),
    );
  });

  test('what is still to come and what is no instant is refused', async () => {
    const path = `/v1/officers/${officer}/scores/2024-05`;
    const future = new Date(Date.now() + 60_000).toISOString();
    for (const door of ['', '/explanation', '/explanation.html', '/differences']) {
      expect(await bench.ask(appraiser, `${path}${door}?asOf=${future}`)).toMatchObject({
        status: 422,
        body: { code: 'AS_OF_IN_FUTURE', errors: [{ pointer: '?asOf' }] },
      });
      const wrong = await bench.ask(appraiser, `${path}${door}?asOf=yesterday`);
      expect(wrong).toMatchObject({ status: 400, body: { code: 'REQUEST_NOT_VALID' } });
    }
    const none = await bench.ask(appraiser, `${path}?asOf=2024-02-31T99:00:00Z`);
    expect(none).toMatchObject({ status: 422, body: { code: 'AS_OF_NOT_AN_INSTANT' } });
    expect((await bench.ask(appraiser, `/v1/scores?period=2024-05&asOf=${future}`)).status).toBe(
      422,
    );
    const facts = `/v1/officers/${officer}/facts?period=2024-05&asOf=${future}`;
    expect((await bench.ask(appraiser, facts)).status).toBe(422);
  });

  test('before anything existed nobody stood anywhere', async () => {
    const one = JSON.parse(
      await look(`/v1/officers/${officer}/scores/2024-05?asOf=2020-01-01T00:00Z`),
    );
    expect(one).toMatchObject({ status: 'NOT_SCORED', reason: 'NO_STAY', stays: [] });
    expect(JSON.parse(await look('/v1/scores?period=2024-05&asOf=2020-01-01T00:00Z'))).toEqual({
      items: [],
      nextCursor: null,
    });
  });

  test('pages go on where they stopped', async () => {
    const at = moments[4]?.at ?? '';
    const path = `/v1/scores?period=2024-05&unit=ZJG-110&limit=2&asOf=${at}`;
    type Page = { items: { officer: string }[]; nextCursor: string | null };
    const first = JSON.parse(await look(path)) as Page;
    expect(first.items).toHaveLength(2);
    const rest = JSON.parse(await look(`${path}&cursor=${first.nextCursor}`)) as Page;
    const all = [...first.items, ...rest.items].map((item) => item.officer);
    expect(all).toEqual([officer, ...mates].sort());
  });
});

describe('the differences since', () => {
  const since = async (at: string, period = '2024-05'): Promise<Differences> =>
    JSON.parse(
      await look(`/v1/officers/${officer}/scores/${period}/differences?asOf=${at}`),
    ) as Differences;

  test('every moment lead from what was believed then to what is believed now', async () => {
    for (const { what, at, seen } of moments) {
      const found = await since(at);
      const path = `/v1/officers/${officer}/scores/2024-05`;
      const [before, now] = [seen.get(path) ?? '', moments.at(-1)?.seen.get(path) ?? ''].map(
        (text) => (JSON.parse(text) as { total: number | null }).total,
      );
      const sum = found.changes.reduce((all, { points }) => all + points, 0);
      expect({ what, then: found.then.total, now: found.now.total, sum }).toEqual({
        ...{ what, then: before, now },
        sum: (now ?? 0) - (before ?? 0),
      });
    }
  });

  test('name what came: facts, the median, the transfer, the version', async () => {
    const { changes } = await since(moments[4]?.at ?? '');
    const kinds = new Set(changes.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['COHORT', 'FACTS', 'PLACEMENT', 'RULES']);
    expect(changes.find(({ kind }) => kind === 'FACTS')).toMatchObject({ code: 'B06' });
    expect(changes.find(({ kind }) => kind === 'COHORT')).toMatchObject({ cohort: `${team}|C5` });
  });

  test('name late facts by their month', async () => {
    const late = moments[9]?.at ?? '';
    expect(await since(late, '2024-06')).toMatchObject({
      // 3 points over the 21 days of the second stay, of 31.
      changes: [{ kind: 'LATE', originPeriod: '2024-05', points: 203 }],
    });
    expect((await since(moments.at(-1)?.at ?? '')).changes).toEqual([]);
  });
});

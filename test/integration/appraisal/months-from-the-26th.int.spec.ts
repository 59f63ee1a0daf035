import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { shippedBook, views } from '@ywk/appraisal-app';
import { LOGS } from '@ywk/contracts';
import { takeActTimeFrom } from '@ywk/platform';
import { eventually } from '@ywk/testing';
import { putInForce } from '../../support/put-in-force.ts';
import { rebuildView } from '../../support/rebuild-view.ts';
import { AppraisalBench, type Asker, type StatedFact } from './appraisal-bench.ts';

const appraiser: Asker = { role: 'appraiser' };
const MAY = '/v1/periods/month/2024-05';

interface PeriodAnswer {
  readonly code?: string;
  readonly revision: number;
  readonly waiting: number;
  readonly obstacles: readonly { readonly code: string }[];
}

interface Score {
  readonly revision: number;
  readonly shown: string;
  readonly adjustments: readonly { originPeriod: string; shown: string; facts: string }[];
  readonly stays: readonly { from: string; to: string }[];
}

const folder = mkdtempSync(join(tmpdir(), 'ywk-months-'));
const clock = join(folder, 'now');
let bench: AppraisalBench;
let officer: string;

const itIs = (instant: string): void => {
  writeFileSync(clock, instant);
};

const post = async (what: string): Promise<PeriodAnswer> =>
  (await bench.ask<PeriodAnswer>(appraiser, `${MAY}/${what}`, { body: {} })).body;
const state = async (): Promise<PeriodAnswer> =>
  (await bench.ask<PeriodAnswer>(appraiser, MAY)).body;
const scoreOf = async (period: string, query = ''): Promise<Score> =>
  (await bench.ask<Score>(appraiser, `/v1/officers/${officer}/scores/${period}${query}`)).body;

/** Deducts one point of DIS. */
const found = (occurredAt: string): StatedFact => ({ officer, code: 'D01', occurredAt });
const LAST = '2024-05-25T15:59:59.999Z';
const NEXT = '2024-05-25T16:00:00.000Z';

const recorded = async (...facts: readonly StatedFact[]): Promise<void> => {
  await bench.record(facts);
  await bench.settled();
};

const computed = async (): Promise<PeriodAnswer> => {
  await bench.settled();
  await eventually(state, ({ obstacles }) => obstacles.length === 0);
  const answer = await post('compute');
  await bench.settled();
  return answer;
};

const cutOffDeadline = async (): Promise<object[]> => {
  interface Found {
    readonly soon: readonly { readonly what: string }[];
  }
  const { body } = await bench.ask<Found>(appraiser, '/v1/deadlines?limit=200');
  return body.soon.filter(({ what }) => what === 'CUT_OFF');
};

beforeAll(async () => {
  takeActTimeFrom(clock);
  itIs('2024-05-25T23:59:59.999+08:00');
  bench = await AppraisalBench.start();
  const { document } = shippedBook().of('2024-05').scheme;
  await putInForce(bench.database.appUrl, {
    ...document,
    ...{ version: 2, effectiveFrom: '2024-04' },
    decisions: { ...document.decisions, calendar: { firstDay: 26 } },
  });
  await bench.define({ unit: 'U1' });
  officer = await bench.hire({ unit: 'U1', team: 'U1-A' });
  const dispatched = { officer, code: 'orders.dispatched', amounts: { n: 100 } };
  await recorded(
    { ...dispatched, occurredAt: LAST },
    { ...dispatched, occurredAt: '2024-06-10T02:00:00.000Z' },
    found('2024-04-26T02:00:00.000Z'),
    found(LAST),
    found(NEXT),
  );
}, 60_000);

afterAll(async () => {
  takeActTimeFrom(undefined);
  rmSync(folder, { recursive: true });
  await bench.stop();
});

describe('a month from the 26th to the 25th', () => {
  test('is over at the first instant of the 26th, not before', async () => {
    expect((await post('cut-off')).code).toBe('PERIOD_NOT_OVER');
    expect(await cutOffDeadline()).toEqual([]);
    itIs('2024-05-26T00:00:00+08:00');
    expect(await cutOffDeadline()).toMatchObject([{ period: '2024-05', day: '2024-06-04' }]);
  });

  test('counts its own days alone', async () => {
    expect(await scoreOf('2024-05')).toMatchObject({
      ...{ revision: 0, shown: '98.00' },
      // April, the first that ends on a 25th, began on its first day.
      stays: [{ from: '2024-04-26', to: '2024-05-25' }],
    });
    expect(await scoreOf('2024-06')).toMatchObject({ revision: 0, shown: '99.00' });
  });

  test('keeps what comes late for its next revision, however near the next month', async () => {
    await post('cut-off');
    for (const log of [LOGS.personnel, LOGS.fact]) await bench.mark(log, '2024-05');
    expect(await computed()).toMatchObject({ revision: 1 });
    await recorded(found(LAST), found(NEXT));
    expect(await state()).toMatchObject({ revision: 1, waiting: 1 });
    expect(await scoreOf('2024-06')).toMatchObject({ shown: '98.00', adjustments: [] });
    await post('revise');
    await bench.markAll('2024-05', { revision: 2, final: false });
    expect(await computed()).toMatchObject({ revision: 2 });
    expect(await scoreOf('2024-05')).toMatchObject({ revision: 2, shown: '97.00' });
  });

  test('once final is adjusted in the next, which says where from', async () => {
    await bench.markAll('2024-05', { revision: 2, final: true });
    await recorded(found(LAST));
    const june = await scoreOf('2024-06');
    expect(june).toMatchObject({
      shown: '97.00',
      adjustments: [{ originPeriod: '2024-05', shown: '-1.00' }],
    });
    const path = june.adjustments[0]?.facts ?? '';
    const { body } = await bench.ask<{ items: object[] }>(appraiser, path);
    expect(body.items).toMatchObject([{ code: 'D01', posted: '2024-06' }]);
  });

  test('as of an instant is the same month', async () => {
    const asOf = encodeURIComponent(new Date().toISOString());
    const may = await scoreOf('2024-05', `?asOf=${asOf}`);
    expect(may).toMatchObject({ revision: 2, shown: '97.00' });
    const june = await scoreOf('2024-06', `?asOf=${asOf}`);
    expect(june).toMatchObject({ shown: '97.00', adjustments: [{ shown: '-1.00' }] });
  });

  test('rebuilt from the facts gives the same rows', async () => {
    const tallies = () =>
      bench.sql('SELECT * FROM tally ORDER BY partition, officer, day, metric, posted');
    const live = await tallies();
    expect(new Set(live.map(({ posted }) => posted))).toEqual(new Set(['', 'r2', '2024-06']));
    const rebuilt = rebuildView(await bench.config(), 'appraisal', views());
    expect(await rebuilt('appraisal.tallies')).toMatchObject({ swapped: {} });
    expect(await tallies()).toEqual(live);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS } from '@ywk/contracts';
import { EventStore } from '@ywk/event-store';
import { takeActTimeFrom } from '@ywk/platform';
import { eventually } from '@ywk/testing';
import { AppraisalBench, factsOfW1, type Asker } from './appraisal-bench.ts';

const appraiser: Asker = { role: 'appraiser' };
const approver: Asker = { role: 'approver', sub: 'approver-1' };
const MAY = '/v1/periods/month/2024-05';

interface Answered {
  readonly code: string;
  readonly status: string;
  readonly obstacles: readonly unknown[];
}

const folder = mkdtempSync(join(tmpdir(), 'ywk-broken-off-'));
const clock = join(folder, 'now');
let bench: AppraisalBench;
let b: string;

const itIs = (instant: string): void => {
  writeFileSync(clock, instant);
};

const post = (what: string, asker = appraiser) =>
  bench.ask<Answered>(asker, `${MAY}/${what}`, { body: {} });

const ready = () =>
  eventually(
    async () => (await bench.ask<Answered>(appraiser, MAY)).body,
    ({ obstacles }) => obstacles.length === 0,
  );

/** The service dies at the n-th append of a request: before the database has it, or after. */
const killed = async (
  what: string,
  { at = 1, when }: { at?: number; when: 'before' | 'after' },
  asker = appraiser,
): Promise<void> => {
  const store = bench.appraisal.get(EventStore);
  const append = store.append.bind(store);
  let appends = 0;
  store.append = async (...given) => {
    appends += 1;
    if (appends === at && when === 'before') throw new Error('Killed.');
    const outcome = await append(...given);
    if (appends === at) throw new Error('Killed.');
    return outcome;
  };
  const answer = await post(what, asker);
  store.append = append;
  expect(answer.status).toBe(500);
};

/** Everything that a close has written, but for the time and chance in it. */
const written = async () => ({
  events: await bench.sql(
    `SELECT log, partition, pos, type, stream, data FROM event
     WHERE log IN ('${LOGS.period}', '${LOGS.decision}') ORDER BY log, partition, pos`,
  ),
  sheets: await bench.sql('SELECT * FROM closed_sheet ORDER BY officer, revision'),
});

const countOf = async (type: string): Promise<number> =>
  (await bench.sql('SELECT 1 FROM event WHERE type = $1', [type])).length;

const confirm = async (): Promise<void> => {
  const body = { calendar: 'month', period: '2024-05' };
  const path = '/v1/grade-proposals:batch';
  const proposed = await bench.ask<{ items: { id: string }[] }>(appraiser, path, { body });
  const ids = proposed.body.items.map(({ id }) => id);
  await bench.ask(approver, '/v1/grade-proposals:approve', { body: { ids } });
};

beforeAll(async () => {
  takeActTimeFrom(clock);
  itIs('2024-06-04T09:00:00+08:00');
  bench = await AppraisalBench.start();
  for (const unit of ['U1', 'U2', 'U3']) await bench.define({ unit });
  for (const unit of ['U1', 'U2', 'U3']) {
    const officer = await bench.hire({ unit, team: `${unit}-A` });
    if (unit === 'U2') b = officer;
    await bench.record(factsOfW1(officer));
  }
  for (const log of [LOGS.personnel, LOGS.fact]) await bench.mark(log, '2024-05');
  await bench.settled();
}, 60_000);
afterAll(async () => {
  takeActTimeFrom(undefined);
  rmSync(folder, { recursive: true });
  await bench.stop();
});

describe('a service that dies in a close (T25)', () => {
  test('around the request of a cut-off leaves one request', async () => {
    await killed('cut-off', { when: 'before' });
    expect(await countOf('CutOffDue')).toBe(0);
    await killed('cut-off', { when: 'after' });
    const before = await written();
    await post('cut-off');
    expect(await written()).toEqual(before);
    expect(before.events).toHaveLength(65);
  });

  test('after the sheets and before their event computes the same bytes again', async () => {
    await ready();
    await killed('compute', { when: 'before' });
    const { sheets } = await written();
    expect(sheets).toHaveLength(3);
    await bench.sql(`DELETE FROM closed_sheet WHERE unit = 'U3'`);
    await killed('compute', { when: 'after' });
    expect((await written()).sheets).toEqual(sheets);
    const before = await written();
    await post('compute');
    expect(await written()).toEqual(before);
  });

  test('between two units publishes the others when it is asked again', async () => {
    await confirm();
    await killed('publish', { at: 2, when: 'before' });
    expect(await countOf('UnitPublished')).toBe(1);
    await killed('publish', { when: 'after' });
    expect(await countOf('UnitPublished')).toBe(2);
    await post('publish');
    const before = await written();
    itIs('2024-06-05T09:00:00+08:00');
    await post('publish');
    expect(await written()).toEqual(before);
    expect(await countOf('UnitPublished')).toBe(3);
  });

  test('in a revision shows the one before until the new one is whole', async () => {
    await bench.record([
      { officer: b, code: 'order.wrongConfirmed', occurredAt: '2024-05-31T15:50:00.000Z' },
    ]);
    await bench.settled();
    await killed('revise', { when: 'after' });
    await post('revise');
    expect(await countOf('CutOffDue')).toBe(2);
    await bench.markAll('2024-05', { revision: 2, final: false });
    await bench.settled();
    await ready();
    await killed('compute', { when: 'before' });
    const revision = async () => {
      const path = `/v1/officers/${b}/scores/2024-05`;
      return (await bench.ask<{ revision: number }>(appraiser, path)).body.revision;
    };
    expect(await revision()).toBe(1);
    const { sheets } = await written();
    await post('compute');
    expect((await written()).sheets).toEqual(sheets);
    expect(await revision()).toBe(2);
  });

  test('in finality leaves one final marker in each partition', async () => {
    await confirm();
    await post('publish');
    itIs('2024-06-20T09:00:00+08:00');
    await killed('finalise', { when: 'after' }, approver);
    const before = await written();
    expect((await post('finalise', approver)).body.status).toBe('FINAL');
    expect(await written()).toEqual(before);
    const final = `SELECT count(*)::int AS n FROM event WHERE stream = 'cut-off-month/2024-05/r2/final'`;
    expect(await bench.sql(final)).toEqual([{ n: 64 }]);
  });
});

describe('grades of a revision that is about to be followed', () => {
  test('are decided no more', async () => {
    const june = { calendar: 'month', period: '2024-06' };
    const path = '/v1/periods/month/2024-06';
    itIs('2024-07-04T09:00:00+08:00');
    const occurredAt = '2024-06-10T02:00:00.000Z';
    const amounts = { n: 100 };
    await bench.record([{ officer: b, code: 'orders.dispatched', occurredAt, amounts }]);
    for (const log of [LOGS.personnel, LOGS.fact]) await bench.mark(log, '2024-06');
    await bench.ask(appraiser, `${path}/cut-off`, { body: {} });
    await bench.record([{ officer: b, code: 'D01', occurredAt }]);
    await bench.settled();
    await eventually(
      async () => (await bench.ask<Answered>(appraiser, path)).body.obstacles,
      (found) => found.length === 0,
    );
    await bench.ask(appraiser, `${path}/compute`, { body: {} });
    const proposed = await bench.ask<{ id: string }>(appraiser, '/v1/grade-proposals', {
      body: { ...june, unit: 'U2' },
    });
    await bench.ask(appraiser, `${path}/revise`, { body: {} });
    const approve = `/v1/grade-proposals/${proposed.body.id}/approve`;
    const refused = await bench.ask<Answered>(approver, approve, { method: 'POST' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'PERIOD_CHANGED' } });
  });
});

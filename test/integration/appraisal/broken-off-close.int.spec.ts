import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOGS } from '@ywk/contracts';
import { EventStore } from '@ywk/event-store';
import { eventually } from '@ywk/testing';
import { POOL } from '../../../services/appraisal/app/src/app.module.ts';
import { ApproveGrades } from '../../../services/appraisal/app/src/commands/approve-grades.ts';
import { noObjections } from '../../../services/appraisal/app/src/commands/finalise-period.ts';
import { GradeProposals } from '../../../services/appraisal/app/src/commands/grade-proposals.ts';
import { Periods } from '../../../services/appraisal/app/src/commands/periods.ts';
import { FoldingRules } from '../../../services/appraisal/app/src/consumers/score.consumer.ts';
import type { Connections } from '../../../services/appraisal/app/src/persistence/database.ts';
import type { RulesInForce } from '../../../services/appraisal/app/src/persistence/rules-in-force.ts';
import { publishGrade } from '../../../services/appraisal/app/src/publishers/decision.publisher.ts';
import {
  publishMarker,
  publishPeriod,
} from '../../../services/appraisal/app/src/publishers/period.publisher.ts';
import { AppraisalBench, factsOfW1 } from './appraisal-bench.ts';

const name = { calendar: 'month', period: '2024-05' };
const published = { publisher: 'not asked for here' };
const publishing = {
  grade: publishGrade,
  period: publishPeriod,
  marker: publishMarker,
  tierChange: () => Promise.reject(published) as never,
  annualGrade: () => Promise.reject(published) as never,
};
const appraiser = { actor: 'appraiser-1', at: '2024-06-04T01:00:00.000Z' };
const approver = { actor: 'approver-1', officer: null };

let bench: AppraisalBench;
let b: string;

/** A store that dies with its process at the n-th append: before or after the database has it. */
const dyingStore = (at: number, when: 'before' | 'after'): EventStore => {
  const store = bench.appraisal.get(EventStore);
  let appends = 0;
  return new Proxy(store, {
    get: (target, member) => {
      const value: unknown = Reflect.get(target, member);
      if (typeof value !== 'function') return value;
      if (member !== 'append') return value.bind(target) as unknown;
      return async (...given: Parameters<EventStore['append']>) => {
        appends += 1;
        if (appends === at && when === 'before') throw new Error('Killed.');
        const outcome = await target.append(...given);
        if (appends === at) throw new Error('Killed.');
        return outcome;
      };
    },
  });
};

const periodsOn = (store: EventStore): Periods =>
  new Periods({
    ...{ store, publishing, objections: noObjections },
    pool: bench.appraisal.get<Connections>(POOL),
    rules: bench.appraisal.get<RulesInForce>(FoldingRules),
    groups: ['appraisal.score.v1', 'appraisal.board.v1'],
  });

const periods = (): Periods => periodsOn(bench.appraisal.get(EventStore));

const killed = (work: Promise<unknown>) => expect(work).rejects.toThrow('Killed.');

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

const confirm = async (unit: string): Promise<void> => {
  const store = bench.appraisal.get(EventStore);
  const proposals = new GradeProposals({
    ...{ store, publishing },
    pool: bench.appraisal.get<Connections>(POOL),
    rules: bench.appraisal.get<RulesInForce>(FoldingRules),
  });
  const { head } = await proposals.propose({ ...name, unit }, appraiser);
  await proposals.approve(head?.proposal ?? '', approver, appraiser.at);
};

beforeAll(async () => {
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
afterAll(() => bench.stop());

describe('a process that dies in a close', () => {
  test('between the request and the answer leaves one request', async () => {
    await killed(periodsOn(dyingStore(1, 'before')).cutOff(name, appraiser));
    expect(await countOf('CutOffDue')).toBe(0);
    await killed(periodsOn(dyingStore(1, 'after')).cutOff(name, appraiser));
    const before = await written();
    await periods().cutOff(name, appraiser);
    expect(await written()).toEqual(before);
    expect(before.events).toHaveLength(65);
  });

  test('after the sheets and before their event computes the same bytes again', async () => {
    const ready = () => periods().state(name, appraiser.at);
    await eventually(ready, ({ obstacles }) => obstacles.length === 0);
    await killed(periodsOn(dyingStore(1, 'before')).compute(name, appraiser));
    const { sheets } = await written();
    expect(sheets).toHaveLength(3);
    await bench.sql(`DELETE FROM closed_sheet WHERE unit = 'U3'`);
    await periods().compute(name, appraiser);
    expect((await written()).sheets).toEqual(sheets);
    const before = await written();
    await periods().compute(name, appraiser);
    expect(await written()).toEqual(before);
  });

  test('between two units publishes the others when it is asked again', async () => {
    for (const unit of ['U1', 'U2', 'U3']) await confirm(unit);
    await killed(periodsOn(dyingStore(2, 'before')).publish(name, null, appraiser));
    expect(await countOf('UnitPublished')).toBe(1);
    await killed(periodsOn(dyingStore(1, 'after')).publish(name, null, appraiser));
    expect(await countOf('UnitPublished')).toBe(2);
    await periods().publish(name, null, appraiser);
    const before = await written();
    await periods().publish(name, null, { ...appraiser, at: '2024-06-05T01:00:00.000Z' });
    expect(await written()).toEqual(before);
    expect(await countOf('UnitPublished')).toBe(3);
  });

  test('in a revision shows the one before until the new one is whole', async () => {
    await bench.record([
      { officer: b, code: 'order.wrongConfirmed', occurredAt: '2024-05-31T15:50:00.000Z' },
    ]);
    await bench.settled();
    await killed(periodsOn(dyingStore(1, 'after')).revise(name, appraiser));
    await periods().revise(name, appraiser);
    expect(await countOf('CutOffDue')).toBe(2);
    await bench.markAll('2024-05', { revision: 2, final: false });
    await bench.settled();
    const ready = () => periods().state(name, appraiser.at);
    await eventually(ready, ({ obstacles }) => obstacles.length === 0);
    await killed(periodsOn(dyingStore(1, 'before')).compute(name, appraiser));
    const score = () =>
      bench.ask<{ revision: number }>({ role: 'appraiser' }, `/v1/officers/${b}/scores/2024-05`);
    expect((await score()).body.revision).toBe(1);
    const { sheets } = await written();
    await periods().compute(name, appraiser);
    expect((await written()).sheets).toEqual(sheets);
    expect((await score()).body.revision).toBe(2);
  });

  test('approves no grades of a revision that was followed', async () => {
    const store = bench.appraisal.get(EventStore);
    const old = await bench.sql<{ id: string }>(
      `SELECT data::json ->> 'proposal' AS id FROM event
       WHERE type = 'GradesProposed' AND data::json ->> 'unit' = 'U2'`,
    );
    await periods().state(name, appraiser.at);
    const again = new ApproveGrades(store, publishing).approve(
      old[0]?.id ?? '',
      approver,
      appraiser.at,
    );
    // Approved before it was followed: the same person only finishes what was broken off.
    expect((await again).status).toBe('APPROVED');
  });

  test('in finality leaves one final marker in each partition', async () => {
    await confirm('U2');
    const shown = { ...appraiser, at: '2024-06-06T01:00:00.000Z' };
    await periods().publish(name, null, shown);
    const late = { actor: 'approver-1', at: '2024-06-20T01:00:00.000Z' };
    await killed(periodsOn(dyingStore(1, 'after')).finalise(name, late));
    const before = await written();
    expect((await periods().finalise(name, late)).status).toBe('FINAL');
    expect(await written()).toEqual(before);
    const [final] = await bench.sql(
      `SELECT count(*)::int AS n FROM event WHERE stream = 'cut-off-month/2024-05/r2/final'`,
    );
    expect(final).toEqual({ n: 64 });
  });
});

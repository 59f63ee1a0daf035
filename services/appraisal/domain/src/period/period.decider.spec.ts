import { describe, expect, test } from '@jest/globals';
import { fold } from '@ywk/kernel';
import { finalObstacles, type FinalityGround } from './finality.ts';
import type { Obstacle } from './obstacles.ts';
import { period, type PeriodCommand } from './period.decider.ts';
import type { PeriodEvent } from './period.events.ts';

const logs = ['duty.fact.v1'];

const request = (today = '2024-06-01'): PeriodCommand => ({
  type: 'RequestCutOff',
  data: { calendar: 'month', period: '2024-05', logs, until: '2024-06-01', today },
});

const record = (revision = 1, obstacles: Obstacle[] = []): PeriodCommand => ({
  type: 'RecordComputation',
  data: { revision, obstacles, schemeVersion: 'rc-1@1', scored: 3, notScored: 1 },
});

const revise = (touched = 1): PeriodCommand => ({
  type: 'RequestRevision',
  data: { logs, touched },
});

const publish = (revision: number, changed: string[] | null = null): PeriodCommand => ({
  type: 'PublishUnit',
  data: {
    ...{ revision, unit: 'U', publishedOn: '2024-06-04' },
    ...{ publicityUntil: '2024-06-12', objectionUntil: '2024-06-07' },
    ...{ everybody: changed === null ? 3 : null, changed: changed ?? [] },
  },
});

const finalise: PeriodCommand = { type: 'Finalise', data: { logs, obstacles: [] } };

const send = (history: PeriodEvent[], ...commands: PeriodCommand[]): PeriodEvent[] =>
  commands.reduce(
    (known, command) => [...known, ...period.decide(command, fold(period, known))],
    history,
  );

const closed = send([], request(), record());
const shown = send(closed, publish(1));

describe('the close of a month', () => {
  test('is cut off, then computed once', () => {
    expect(closed.map(({ type }) => type)).toEqual(['CutOffDue', 'PeriodComputed']);
    expect(send(closed, request(), record())).toEqual(closed);
  });

  test('waits until the month is over', () => {
    expect(() => send([], request('2024-05-31'))).toThrow('PERIOD_NOT_OVER');
  });

  test('is refused with all obstacles at once', () => {
    const missing: Obstacle = {
      code: 'MARKER_MISSING',
      log: 'duty.fact.v1',
      partitions: [3],
      officers: [],
      periods: [],
    };
    const parked: Obstacle = { ...missing, code: 'PARKED_ITEMS', officers: ['o1'] };
    const asked = () => send([], request(), record(1, [missing, parked]));
    expect(asked).toThrow('MARKER_MISSING, PARKED_ITEMS');
    const zh = '考核期尚不能结算：截止标记尚未到齐、有搁置事件待处理。';
    expect(asked).toThrow(expect.objectContaining({ details: expect.objectContaining({ zh }) }));
  });

  test('cannot be computed before the cut-off', () => {
    expect(() => send([], record())).toThrow('PERIOD_NOT_READY');
  });
});

describe('a revision', () => {
  const second = send(closed, revise());

  test('is asked for once, and computed once', () => {
    expect(second.at(-1)?.data).toMatchObject({ revision: 2, final: false, touched: 1 });
    expect(fold(period, second)).toMatchObject({ status: 'CUT_OFF_DUE', revision: 1, due: 2 });
    expect(send(second, revise())).toEqual(second);
    const computed = send(second, record(2));
    expect(fold(period, computed)).toMatchObject({ status: 'COMPUTED', revision: 2, due: 2 });
    expect(send(computed, record(2), record(1))).toEqual(computed);
  });

  test('is not asked for when nothing waits, nor before the first one is computed', () => {
    expect(() => send(closed, revise(0))).toThrow('NOTHING_TO_REVISE');
    expect(() => send([], revise())).toThrow('PERIOD_NOT_COMPUTED');
    expect(() => send([], request(), revise())).toThrow('PERIOD_NOT_COMPUTED');
    expect(() => send(closed, record(2))).toThrow('PERIOD_NOT_READY');
  });

  test('of a final month leaves it final', () => {
    const final = send(shown, finalise);
    expect(fold(period, final)).toMatchObject({ status: 'FINAL', final: true, revision: 1 });
    const reopened = send(final, revise());
    expect(reopened.at(-1)?.data).toMatchObject({ revision: 2, final: true });
    expect(fold(period, send(reopened, record(2)))).toMatchObject({ status: 'FINAL', revision: 2 });
  });
});

describe('a publication', () => {
  test('is of each unit once in a revision', () => {
    expect(shown.at(-1)).toMatchObject({ type: 'UnitPublished', data: { unit: 'U', noticed: 3 } });
    expect(send(shown, publish(1))).toEqual(shown);
  });

  test('of a later revision names those whose result changed, two hundred at a time', () => {
    const officers = Array.from({ length: 450 }, (_, at) => `o${at}`);
    const again = send(shown, revise(), record(2), publish(2, officers)).slice(-4);
    expect(again.map(({ type }) => type)).toEqual([
      'UnitPublished',
      ...['ResultsNoticed', 'ResultsNoticed', 'ResultsNoticed'],
    ]);
    expect(again[0]?.data).toMatchObject({ revision: 2, noticed: 450 });
    expect(again[3]?.data).toMatchObject({ part: 3, officers: officers.slice(400) });
  });

  test('is refused while a revision is due, and of another revision than the last', () => {
    expect(() => send([], publish(1))).toThrow('PERIOD_NOT_COMPUTED');
    expect(() => send(closed, revise(), publish(1))).toThrow('PERIOD_NOT_COMPUTED');
    expect(() => send(closed, revise(), record(2), publish(1))).toThrow('PERIOD_CHANGED');
  });
});

describe('finality', () => {
  const ground: FinalityGround = {
    ...{ today: '2024-06-13', waiting: 0, unpublished: [], openMonths: [], objections: [] },
  };

  test('is said once', () => {
    const final = send(shown, finalise);
    expect(final.at(-1)?.data).toMatchObject({ revision: 1, final: true });
    expect(send(final, finalise)).toEqual(final);
  });

  test('has no obstacle when publicity is over, all is published and nothing is open', () => {
    expect(finalObstacles(fold(period, shown), ground)).toEqual([]);
  });

  test('is refused with every obstacle', () => {
    const obstacles = finalObstacles(fold(period, shown), {
      ...{ today: '2024-06-12', waiting: 2, unpublished: ['V'], objections: ['x'] },
      openMonths: ['2024-05'],
    });
    expect(obstacles).toEqual([
      { code: 'REVISION_WAITING', officers: 2 },
      { code: 'UNITS_NOT_PUBLISHED', units: ['V'] },
      { code: 'MONTHS_NOT_FINAL', periods: ['2024-05'] },
      { code: 'PUBLICITY_RUNNING', units: ['U'], until: '2024-06-12' },
      { code: 'OBJECTIONS_OPEN', objections: ['x'] },
    ]);
    const asked: PeriodCommand = { type: 'Finalise', data: { logs, obstacles } };
    expect(() => send(shown, asked)).toThrow('PERIOD_NOT_FINAL');
    const zh = expect.stringContaining('有单位的结果尚未公示、所含月份尚未定案');
    expect(() => send(shown, asked)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ zh }) }),
    );
    expect(send(send(shown, finalise), asked)).toHaveLength(shown.length + 1);
  });

  test('does not come before a computation', () => {
    expect(finalObstacles(fold(period, []), ground)).toEqual([{ code: 'NOT_COMPUTED' }]);
    expect(() => send([], finalise)).toThrow('PERIOD_NOT_COMPUTED');
    expect(finalObstacles(fold(period, send(shown, revise())), ground)).toEqual([
      { code: 'NOT_COMPUTED' },
    ]);
  });
});

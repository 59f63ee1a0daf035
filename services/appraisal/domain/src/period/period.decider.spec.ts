import { describe, expect, test } from '@jest/globals';
import { fold } from '@ywk/kernel';
import { period, type Obstacle, type PeriodCommand, type PeriodEvent } from './period.decider.ts';

const request = (currentMonth = '2024-06'): PeriodCommand => ({
  type: 'RequestCutOff',
  data: { calendar: 'month', period: '2024-05', logs: ['duty.fact.v1'], currentMonth },
});

const record = (obstacles: Obstacle[] = []): PeriodCommand => ({
  type: 'RecordComputation',
  data: { obstacles, schemeVersion: 'rc-1@1', scored: 3, notScored: 1 },
});

const send = (history: PeriodEvent[], command: PeriodCommand) => [
  ...history,
  ...period.decide(command, fold(period, history)),
];

describe('the close of a month', () => {
  test('is cut off, then computed once', () => {
    const closed = send(send([], request()), record());
    expect(closed.map(({ type }) => type)).toEqual(['CutOffDue', 'PeriodComputed']);
    expect(send(send(closed, request()), record())).toEqual(closed);
  });

  test('waits until the month is over', () => {
    expect(() => send([], request('2024-05'))).toThrow('PERIOD_NOT_OVER');
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
    expect(() => send(send([], request()), record([missing, parked]))).toThrow(
      'MARKER_MISSING, PARKED_ITEMS',
    );
  });

  test('cannot be computed before the cut-off', () => {
    expect(() => send([], record())).toThrow('PERIOD_NOT_READY');
  });
});

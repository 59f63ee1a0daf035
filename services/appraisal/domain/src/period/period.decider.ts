import { Rejection, type Decider, type LocalMonth, type Message } from '@ywk/kernel';

/** Kept for ever. */
export type PeriodEvent =
  | Message<
      'CutOffDue',
      { readonly calendar: string; readonly period: LocalMonth; readonly logs: readonly string[] }
    >
  | Message<
      'PeriodComputed',
      {
        readonly calendar: string;
        readonly period: LocalMonth;
        readonly revision: number;
        readonly schemeVersion: string;
        readonly scored: number;
        readonly notScored: number;
      }
    >;

/** Why a period cannot be computed yet, for people and for the one who must clear it. */
export interface Obstacle {
  readonly code:
    | 'CUT_OFF_NOT_REQUESTED'
    | 'MARKER_MISSING'
    | 'PARTITION_HALTED'
    | 'PARKED_ITEMS'
    /** Late facts of these earlier periods count here, and their final totals are not known yet. */
    | 'EARLIER_PERIOD_OPEN';
  readonly log: string | null;
  readonly partitions: readonly number[];
  readonly officers: readonly string[];
  readonly periods: readonly LocalMonth[];
}

export type PeriodCommand =
  | Message<
      'RequestCutOff',
      {
        readonly calendar: string;
        readonly period: LocalMonth;
        readonly logs: readonly string[];
        /** The local month in which the request is made: a month can be cut off once it is over. */
        readonly currentMonth: LocalMonth;
      }
    >
  | Message<
      'RecordComputation',
      {
        readonly obstacles: readonly Obstacle[];
        readonly schemeVersion: string;
        readonly scored: number;
        readonly notScored: number;
      }
    >;

export interface Period {
  readonly status: 'OPEN' | 'CUT_OFF_DUE' | 'COMPUTED';
  readonly calendar: string;
  readonly period: LocalMonth;
  readonly revision: number;
}

type Request = Extract<PeriodCommand, { type: 'RequestCutOff' }>['data'];
type Computation = Extract<PeriodCommand, { type: 'RecordComputation' }>['data'];

const requestCutOff = (data: Request, state: Period): PeriodEvent[] => {
  if (state.status !== 'OPEN') return [];
  const { calendar, period, logs, currentMonth } = data;
  if (period >= currentMonth) {
    throw new Rejection('PERIOD_NOT_OVER', `The period ${period} is not over yet.`, { period });
  }
  return [{ type: 'CutOffDue', data: { calendar, period, logs } }];
};

/** @throws Rejection PERIOD_NOT_READY with every obstacle */
export const refuseObstacles = (obstacles: readonly Obstacle[]): void => {
  if (obstacles.length === 0) return;
  const codes = [...new Set(obstacles.map(({ code }) => code))].join(', ');
  throw new Rejection('PERIOD_NOT_READY', `The period cannot be computed yet: ${codes}.`, {
    obstacles,
  });
};

const recordComputation = (data: Computation, state: Period): PeriodEvent[] => {
  if (state.status === 'COMPUTED') return [];
  const { obstacles, schemeVersion, scored, notScored } = data;
  refuseObstacles(obstacles);
  if (state.status === 'OPEN') {
    throw new Rejection('PERIOD_NOT_READY', 'The cut-off was not requested.', {
      period: state.period,
    });
  }
  const { calendar, period } = state;
  const computed = { calendar, period, revision: 1, schemeVersion, scored, notScored };
  return [{ type: 'PeriodComputed', data: computed }];
};

/** The close of one period: cut off, then computed once from frozen tallies. */
export const period: Decider<PeriodCommand, Period, PeriodEvent> = {
  initialState: { status: 'OPEN', calendar: '', period: '', revision: 0 },

  decide: (command, state) => {
    switch (command.type) {
      case 'RequestCutOff':
        return requestCutOff(command.data, state);
      case 'RecordComputation':
        return recordComputation(command.data, state);
    }
  },

  evolve: (state, event) => {
    switch (event.type) {
      case 'CutOffDue': {
        const { calendar, period: name } = event.data;
        return { status: 'CUT_OFF_DUE', calendar, period: name, revision: 0 };
      }
      case 'PeriodComputed':
        return { ...state, status: 'COMPUTED', revision: event.data.revision };
    }
  },
};

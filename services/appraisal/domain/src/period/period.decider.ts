import { Rejection, type Decider, type LocalDay, type LocalMonth, type Message } from '@ywk/kernel';
import { refuseFinality, refuseObstacles, type FinalObstacle, type Obstacle } from './obstacles.ts';
import type { PeriodEvent, UnitPublication } from './period.events.ts';
import type { Publications } from './publication.ts';

export type PeriodCommand =
  | Message<
      'RequestCutOff',
      {
        readonly calendar: string;
        readonly period: LocalMonth;
        readonly logs: readonly string[];
        /** The first local day after the period, and the day of the request: it can be cut off once it is over. */
        readonly until: LocalDay;
        readonly today: LocalDay;
      }
    >
  | Message<
      'RequestRevision',
      {
        readonly logs: readonly string[];
        /** Officers of whom facts wait for the next revision. */
        readonly touched: number;
      }
    >
  | Message<
      'RecordComputation',
      {
        readonly revision: number;
        readonly obstacles: readonly Obstacle[];
        readonly schemeVersion: string;
        readonly scored: number;
        readonly notScored: number;
      }
    >
  | Message<
      'PublishUnit',
      Omit<UnitPublication, 'noticed'> & {
        /** Everybody with a result, or null when the unit was published before: then see `changed`. */
        readonly everybody: number | null;
        readonly changed: readonly string[];
      }
    >
  | Message<
      'Finalise',
      { readonly logs: readonly string[]; readonly obstacles: readonly FinalObstacle[] }
    >;

export interface Period {
  /** CUT_OFF_DUE from the request of a revision until it is computed; FINAL stays but for that. */
  readonly status: 'OPEN' | 'CUT_OFF_DUE' | 'COMPUTED' | 'FINAL';
  readonly calendar: string;
  readonly period: LocalMonth;
  /** The last one that was computed; 0 before the first. */
  readonly revision: number;
  /** The last one whose markers were asked for; 0 before the first. */
  readonly due: number;
  /** Its final markers were asked for. */
  readonly final: boolean;
  readonly published: Publications;
}

type Data<Type extends PeriodCommand['type']> = Extract<PeriodCommand, { type: Type }>['data'];

/** So many officers keep an event under 64 KiB. */
const OFFICERS_IN_ONE_EVENT = 200;

const nameOf = ({ calendar, period }: Period) => ({ calendar, period });

/** Whether everything that was asked for is computed. */
export const isComputed = ({ revision, due }: Period): boolean => revision > 0 && revision === due;

/** @throws Rejection PERIOD_NOT_COMPUTED while something that was asked for is not computed */
export const refuseOpen = (state: Period): void => {
  if (isComputed(state)) return;
  throw new Rejection(
    'PERIOD_NOT_COMPUTED',
    {
      zh: `考核期${state.period}尚未结算。`,
      en: `The period ${state.period} is not computed yet.`,
    },
    { status: state.status, revision: state.due },
  );
};

const requestCutOff = (data: Data<'RequestCutOff'>, state: Period): PeriodEvent[] => {
  if (state.due > 0) return [];
  const { calendar, period, logs, until, today } = data;
  if (today < until) {
    throw new Rejection(
      'PERIOD_NOT_OVER',
      { zh: `考核期${period}尚未结束。`, en: `The period ${period} is not over yet.` },
      { period },
    );
  }
  const first = { revision: 1, final: false, touched: 0 };
  return [{ type: 'CutOffDue', data: { calendar, period, ...first, logs } }];
};

const requestRevision = (
  { logs, touched }: Data<'RequestRevision'>,
  state: Period,
): PeriodEvent[] => {
  if (state.revision > 0 && state.due > state.revision) return [];
  refuseOpen(state);
  if (touched === 0) {
    throw new Rejection(
      'NOTHING_TO_REVISE',
      {
        zh: `没有待计入版次${state.due + 1}的事实。`,
        en: `Nothing waits for revision ${state.due + 1}.`,
      },
      { revision: state.due + 1 },
    );
  }
  const { final } = state;
  const next = { revision: state.due + 1, final, touched, logs };
  return [{ type: 'CutOffDue', data: { ...nameOf(state), ...next } }];
};

const recordComputation = (data: Data<'RecordComputation'>, state: Period): PeriodEvent[] => {
  if (state.revision >= data.revision) return [];
  const { obstacles, ...computed } = data;
  refuseObstacles(obstacles);
  if (state.due < data.revision) {
    throw new Rejection(
      'PERIOD_NOT_READY',
      { zh: '考核期尚未申请截止。', en: 'The cut-off was not requested.' },
      { period: state.period },
    );
  }
  return [{ type: 'PeriodComputed', data: { ...nameOf(state), ...computed } }];
};

const publishUnit = (data: Data<'PublishUnit'>, state: Period): PeriodEvent[] => {
  const { everybody, changed, ...publication } = data;
  const { revision, unit } = publication;
  if ((state.published.get(unit)?.revision ?? 0) >= revision) return [];
  refuseOpen(state);
  if (revision !== state.revision) {
    throw new Rejection(
      'PERIOD_CHANGED',
      {
        zh: `现最新版次为${state.revision}。`,
        en: `Revision ${state.revision} is the last one now.`,
      },
      { revision: state.revision },
    );
  }
  const name = nameOf(state);
  const noticed = everybody ?? changed.length;
  const events: PeriodEvent[] = [
    { type: 'UnitPublished', data: { ...name, ...publication, noticed } },
  ];
  for (let at = 0; everybody === null && at < changed.length; at += OFFICERS_IN_ONE_EVENT) {
    const officers = changed.slice(at, at + OFFICERS_IN_ONE_EVENT);
    const piece = { ...name, revision, unit, part: events.length, officers };
    events.push({ type: 'ResultsNoticed', data: piece });
  }
  return events;
};

const finalise = ({ logs, obstacles }: Data<'Finalise'>, state: Period): PeriodEvent[] => {
  if (state.final) return [];
  refuseFinality(obstacles);
  refuseOpen(state);
  const { revision } = state;
  return [
    { type: 'CutOffDue', data: { ...nameOf(state), revision, final: true, touched: 0, logs } },
  ];
};

const withStatus = (state: Omit<Period, 'status'>): Period => {
  if (state.due > state.revision) return { ...state, status: 'CUT_OFF_DUE' };
  return { ...state, status: state.final ? 'FINAL' : 'COMPUTED' };
};

/**
 * The close of one period: cut off, computed, published unit by unit, final. What comes after a
 * cut-off makes a further revision, which goes the same way; nothing is overwritten.
 */
export const period: Decider<PeriodCommand, Period, PeriodEvent> = {
  initialState: {
    ...{ status: 'OPEN', calendar: '', period: '', revision: 0, due: 0, final: false },
    published: new Map(),
  },

  decide: (command, state) => {
    switch (command.type) {
      case 'RequestCutOff':
        return requestCutOff(command.data, state);
      case 'RequestRevision':
        return requestRevision(command.data, state);
      case 'RecordComputation':
        return recordComputation(command.data, state);
      case 'PublishUnit':
        return publishUnit(command.data, state);
      case 'Finalise':
        return finalise(command.data, state);
    }
  },

  evolve: (state, event) => {
    switch (event.type) {
      case 'CutOffDue': {
        const { calendar, period: name, revision, final } = event.data;
        return withStatus({
          ...state,
          calendar,
          period: name,
          due: revision,
          final: final || state.final,
        });
      }
      case 'PeriodComputed':
        return withStatus({ ...state, revision: event.data.revision });
      case 'UnitPublished': {
        const { calendar: _calendar, period: _period, ...publication } = event.data;
        const published = new Map(state.published).set(publication.unit, publication);
        return { ...state, published };
      }
      case 'ResultsNoticed':
        return state;
    }
  },
};

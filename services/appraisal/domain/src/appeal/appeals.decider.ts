import {
  Rejection,
  type Decider,
  type Label,
  type LocalDay,
  type LocalMonth,
  type Message,
} from '@ywk/kernel';
import type { Person } from '../grade/grade-proposal.state.ts';
import type { AppealEvent, ObjectionSubject, Papers } from './appeal.events.ts';
import { isOpen, withAppealEvent, type Appeals, type Objection } from './appeals.state.ts';
import { notOpen } from './not-open.ts';
import { decideRuling, type RulingAsk } from './ruling.ts';

interface Named {
  readonly calendar: string;
  readonly period: LocalMonth;
  readonly objection: string;
}

/** An objection as it is lodged, with what is known of the result that it is about. */
export interface LodgeAsk extends Named, ObjectionSubject, Papers {
  readonly officer: string;
  /** Where the officer is ranked in that period. */
  readonly unit: string;
  readonly revision: number;
  /** Last day on which the result may be objected to; null: no window ever opened for the officer. */
  readonly windowUntil: LocalDay | null;
  /** Whether the officer's own sheet has what is objected to, or lacks it where it is missing. */
  readonly onSheet: boolean;
  readonly lodgedOn: LocalDay;
  readonly replyUntil: LocalDay;
}

/** An appeal to the bureau. */
export interface AppealAsk extends Named, Papers {
  readonly appellant: Person;
  readonly lodgedOn: LocalDay;
  /** Null: the scheme knows no second instance. */
  readonly decideUntil: LocalDay | null;
}

export type AppealCommand =
  | Message<'LodgeObjection', LodgeAsk>
  | Message<'WithdrawObjection', Named & { readonly appellant: Person; readonly on: LocalDay }>
  | Message<'LodgeAppeal', AppealAsk>
  | Message<'Rule', RulingAsk>;

const sameSubject = (a: ObjectionSubject, b: ObjectionSubject): boolean =>
  a.about === b.about && a.fact === b.fact && a.code === b.code;

const samePapers = (a: Papers | undefined, b: Papers): boolean =>
  a?.statement === b.statement && a.evidence.join() === b.evidence.join();

const refuseLate = (until: LocalDay | null, today: LocalDay): void => {
  if (until !== null && today <= until) return;
  throw new Rejection(
    'OBJECTION_LATE',
    until === null
      ? {
          zh: '本考核期没有公示过该人员的结果。',
          en: 'No result of this officer was published in this period.',
        }
      : {
          zh: `截止日为${until}，今天是${today}。`,
          en: `The last day was ${until}; it is ${today} now.`,
        },
    { until, today },
  );
};

const refuseSecond = (ask: LodgeAsk, appeals: Appeals): void => {
  const open = [...appeals.values()].find(
    (each) => each.officer === ask.officer && isOpen(each) && sameSubject(each, ask),
  );
  if (open === undefined) return;
  throw new Rejection(
    'OBJECTION_OPEN',
    { zh: '对同一事项的异议尚未答复。', en: 'An objection to the same is not answered yet.' },
    { objection: open.objection },
  );
};

const idReused = ({ objection }: LodgeAsk): Rejection =>
  new Rejection(
    'ID_REUSED',
    { zh: '该编号已用于另一异议。', en: 'This id stands for another objection.' },
    { objection },
  );

const ELSEWHERE: Label = {
  zh: '只能对本人本考核期考核单上所列或遗漏的内容提出异议。',
  en: 'Only what stands on the own sheet of the period, or is missing there, may be objected to.',
};

const notOnSheet = ({ about, fact, code }: LodgeAsk): Rejection =>
  new Rejection('NOT_ON_SHEET', ELSEWHERE, { about, fact, code });

const lodge = (ask: LodgeAsk, appeals: Appeals): AppealEvent[] => {
  const { windowUntil, onSheet, ...data } = ask;
  const known = appeals.get(ask.objection);
  if (known !== undefined) {
    const same = known.officer === ask.officer && sameSubject(known, ask);
    if (same && samePapers(known.papers[0], ask)) return [];
    throw idReused(ask);
  }
  refuseLate(windowUntil, ask.lodgedOn);
  if (!onSheet) throw notOnSheet(ask);
  refuseSecond(ask, appeals);
  return [{ type: 'ObjectionLodged', data }];
};

/** @throws Rejection OBJECTION_UNKNOWN also for that of another: nobody learns who objects */
const ownOf = (objection: string, { officer }: Person, appeals: Appeals): Objection => {
  const known = appeals.get(objection);
  if (known !== undefined && known.officer === officer) return known;
  throw new Rejection(
    'OBJECTION_UNKNOWN',
    { zh: '您没有该编号的异议。', en: 'You have no objection with this id.' },
    { objection },
  );
};

const withdraw = (
  { appellant, on, ...name }: Extract<AppealCommand, { type: 'WithdrawObjection' }>['data'],
  appeals: Appeals,
): AppealEvent[] => {
  const known = ownOf(name.objection, appellant, appeals);
  if (known.status === 'WITHDRAWN') return [];
  if (!isOpen(known)) throw notOpen(known);
  return [{ type: 'ObjectionWithdrawn', data: { ...name, withdrawnOn: on } }];
};

const appeal = ({ appellant, decideUntil, ...ask }: AppealAsk, appeals: Appeals): AppealEvent[] => {
  const known = ownOf(ask.objection, appellant, appeals);
  if (known.papers.length > 1 && samePapers(known.papers[1], ask)) return [];
  if (decideUntil === null) {
    throw new Rejection(
      'NO_SECOND_INSTANCE',
      { zh: '单位答复为最终答复。', en: "The unit's reply is the last word." },
      { objection: ask.objection },
    );
  }
  if (known.status !== 'RULED') throw notOpen(known);
  refuseLate(known.until, ask.lodgedOn);
  return [{ type: 'AppealLodged', data: { ...ask, decideUntil } }];
};

/**
 * Objections of officers to the published results of one period, and the rulings on them: the unit
 * answers first, the bureau decides on an appeal (DOMAIN 2.21).
 */
export const appeals: Decider<AppealCommand, Appeals, AppealEvent> = {
  initialState: new Map(),

  decide: (command, state) => {
    switch (command.type) {
      case 'LodgeObjection':
        return lodge(command.data, state);
      case 'WithdrawObjection':
        return withdraw(command.data, state);
      case 'LodgeAppeal':
        return appeal(command.data, state);
      case 'Rule':
        return decideRuling(command.data, state);
    }
  },

  evolve: withAppealEvent,
};

import { Rejection, type Label, type LocalDay, type LocalMonth } from '@ywk/kernel';
import type { Person } from '../grade/grade-proposal.state.ts';
import type { AnnualGrade } from '../scheme/annual-document.ts';
import type { AppealEvent, KeptEffect, MonthResult, Ruling, YearRight } from './appeal.events.ts';
import { isOpen, rulingsIn, type Appeals, type Objection } from './appeals.state.ts';
import { notOpen } from './not-open.ts';

/** What a ruling on a year puts right, and how it counts there. */
export interface PutAsk extends YearRight {
  /** The year is final: nobody else moves. */
  readonly held: boolean;
  /** The grade would be one above the ceiling of the excellent, and nobody may carry it. */
  readonly aboveCeiling: boolean;
}

/** A ruling as it is confirmed. */
export interface RulingAsk extends Omit<Ruling, 'instance' | 'ruledBy' | 'ruledOn' | 'right'> {
  readonly calendar: string;
  readonly period: LocalMonth;
  readonly objection: string;
  readonly ruler: Person;
  readonly on: LocalDay;
  /** Hash of the preview that the ruler saw; the effect is as it is computed now. */
  readonly seen: string;
  /** Rulings on results of the unit that the effect was computed with. */
  readonly rulings: number;
  /** Who entered or verified the facts, wrote, calibrated or approved the grades that are objected to. */
  readonly bound: readonly string[];
  readonly noAggravation: boolean;
  /** Null: nothing of a year. */
  readonly put: PutAsk | null;
}

const refuseSamePerson = ({ ruler, bound }: RulingAsk, { officer, rulings }: Objection): void => {
  const before = rulings.map(({ ruledBy }) => ruledBy);
  const barred = ruler.officer === officer || [...bound, ...before].includes(ruler.actor);
  if (!barred) return;
  throw new Rejection(
    'SAME_PERSON',
    {
      zh: '提出异议、认定事实、拟定或审批结果、此前作过裁决的人员，不得作出裁决。',
      en: 'Whoever objects, vouched for the facts, wrote or approved the result, or ruled before, cannot rule.',
    },
    { ruler: ruler.actor },
  );
};

const refuseUnfit = ({ outcome, changes, put }: RulingAsk): void => {
  const isEmpty = changes.length === 0 && put === null;
  if ((outcome === 'REJECTED') === isEmpty) return;
  throw new Rejection(
    'RULING_INVALID',
    outcome === 'REJECTED'
      ? { zh: '驳回异议的裁决不得作任何变更。', en: 'A rejection changes nothing.' }
      : {
          zh: '支持异议的裁决须写明所作变更：月份的事实，或年度的等次、得分。',
          en: 'A ruling that upholds has to say what it changes: facts of a month, grade or parts of a year.',
        },
    { outcome, changes: changes.length },
  );
};

/** Annual grades, and a comment alone: it gives no credit year, and demotes nobody. */
const ANNUAL_PLACES: Readonly<Record<AnnualGrade | 'NONE', number>> = {
  ...{ EXCELLENT: 1, COMPETENT: 2, BASIC: 3, NONE: 3, INCOMPETENT: 4 },
};

const TOTAL: Label = { zh: '总分', en: 'total' };

/** What is compared; the more, the worse. */
const WORSE: readonly {
  readonly what: Label;
  of(result: MonthResult): number;
}[] = [
  { what: TOTAL, of: ({ total }) => -total },
  {
    what: { zh: '等次', en: 'grade' },
    of: ({ grade }) => ANNUAL_PLACES[grade as AnnualGrade | 'NONE'] ?? 0,
  },
  { what: { zh: '警务等级', en: 'level' }, of: ({ level }) => level ?? 0 },
  { what: { zh: '绩效工资', en: 'pay' }, of: ({ pay }) => -pay },
];

/** What of a result went down; empty when nothing did. A month's lower grade is a lower total or pay. */
export const worsened = (before: MonthResult | null, after: MonthResult | null): Label[] => {
  if (before === null) return [];
  if (after === null) return [TOTAL];
  return WORSE.filter(({ of }) => of(after) > of(before)).map(({ what }) => what);
};

/** No aggravation: nobody is worse off for having objected (DOMAIN 2.21 [L9 art 95], §5 row 26). */
const refuseWorse = ({ effect, noAggravation, outcome }: RulingAsk): void => {
  if (!noAggravation || outcome === 'REJECTED') return;
  const { before, after }: KeptEffect = effect;
  const worse = worsened(before, after);
  if (worse.length === 0) return;
  const zh = worse.map((what) => what.zh).join('、');
  const en = worse.map((what) => what.en).join(', ');
  throw new Rejection(
    'AGGRAVATION',
    {
      zh: `该裁决将降低异议人的${zh}。`,
      en: `The ruling would lower the appellant's ${en}.`,
    },
    {
      before: { ...before },
      after: { ...after },
    },
  );
};

/** A unit may not go over its seats; what the bureau rules after the year is final is its approval. */
const refuseAbove = ({ put }: RulingAsk): void => {
  if (put?.aboveCeiling !== true) return;
  throw new Rejection(
    'SEAT_ABOVE_CEILING',
    { zh: '该等次已没有优秀名额。', en: 'There is no seat of the excellent for this grade.' },
    { grade: put.grade },
  );
};

const refuseStale = (
  { seen, effect, rulings }: RulingAsk,
  { unit }: Objection,
  appeals: Appeals,
): void => {
  if (seen === effect.etag && rulings === rulingsIn(appeals, unit)) return;
  throw new Rejection(
    'PREVIEW_STALE',
    {
      zh: '裁决的影响已有变化，请重新查看。',
      en: 'The effect is another one by now: look at it again.',
    },
    { seen, etag: effect.etag },
  );
};

const isRepeated = (ask: RulingAsk, { rulings }: Objection): boolean =>
  rulings.some(({ ruling, outcome }) => ruling === ask.ruling && outcome === ask.outcome);

/** The ruling, and what it puts right in a year. */
const eventsOf = (ask: RulingAsk, { officer, unit, status }: Objection): AppealEvent[] => {
  const {
    ruler,
    on,
    put,
    seen: _seen,
    rulings: _rulings,
    bound: _bound,
    noAggravation: _never,
    ...said
  } = ask;
  const instance = status === 'LODGED' ? 1 : 2;
  const data = {
    ...said,
    ...{ officer, unit, instance: instance as 1 | 2, ruledBy: ruler.actor, ruledOn: on },
    appealUntil: instance === 1 ? said.appealUntil : null,
  };
  const ruling: AppealEvent = { type: 'RulingMade', data };
  if (put === null) return [ruling];
  const { calendar, period, objection, ruling: id, document, effect } = said;
  const { aboveCeiling: _above, ...right } = put;
  const name = { calendar, period, objection, ruling: id, officer, unit, document };
  return [ruling, { type: 'YearPutRight', data: { ...name, ...right, revision: effect.revision } }];
};

/** @throws Rejection OBJECTION_UNKNOWN, OBJECTION_NOT_OPEN, SAME_PERSON, RULING_INVALID, PREVIEW_STALE, SEAT_ABOVE_CEILING, AGGRAVATION */
export const decideRuling = (ask: RulingAsk, appeals: Appeals): AppealEvent[] => {
  const known = appeals.get(ask.objection);
  if (known === undefined) {
    throw new Rejection(
      'OBJECTION_UNKNOWN',
      { zh: '没有该编号的异议。', en: 'No objection has this id.' },
      { objection: ask.objection },
    );
  }
  if (isRepeated(ask, known)) return [];
  if (!isOpen(known)) throw notOpen(known);
  refuseSamePerson(ask, known);
  refuseUnfit(ask);
  refuseStale(ask, known, appeals);
  refuseAbove(ask);
  refuseWorse(ask);
  return eventsOf(ask, known);
};

import { Rejection, type LocalDay, type LocalMonth } from '@ywk/kernel';
import type { Person } from '../grade/grade-proposal.state.ts';
import type { AppealEvent, KeptEffect, MonthResult, Ruling } from './appeal.events.ts';
import { isOpen, rulingsIn, type Appeals, type Objection } from './appeals.state.ts';

/** A ruling as it is confirmed. */
export interface RulingAsk extends Omit<Ruling, 'instance' | 'ruledBy' | 'ruledOn'> {
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
}

const refuseSamePerson = ({ ruler, bound }: RulingAsk, { officer, rulings }: Objection): void => {
  const before = rulings.map(({ ruledBy }) => ruledBy);
  const barred = ruler.officer === officer || [...bound, ...before].includes(ruler.actor);
  if (!barred) return;
  throw new Rejection(
    'SAME_PERSON',
    'Whoever objects, vouched for the facts, wrote or approved the result, or ruled before, cannot rule.',
    { ruler: ruler.actor },
  );
};

const refuseUnfit = ({ outcome, changes }: RulingAsk): void => {
  if ((outcome === 'REJECTED') === (changes.length === 0)) return;
  throw new Rejection(
    'RULING_INVALID',
    outcome === 'REJECTED'
      ? 'A rejection changes no fact.'
      : 'A ruling that upholds has to say which facts it changes.',
    { outcome, changes: changes.length },
  );
};

/** What is compared; the more, the worse. */
const WORSE: readonly {
  readonly what: string;
  of(result: MonthResult): number;
}[] = [
  { what: 'total', of: ({ total }) => -total },
  { what: 'level', of: ({ level }) => level ?? 0 },
  { what: 'pay', of: ({ pay }) => -pay },
];

/** What of a month went down; empty when nothing did. A lower grade is a lower total or pay. */
export const worsened = (before: MonthResult | null, after: MonthResult | null): string[] => {
  if (before === null) return [];
  if (after === null) return ['total'];
  return WORSE.filter(({ of }) => of(after) > of(before)).map(({ what }) => what);
};

/** No aggravation: nobody is worse off for having objected (DOMAIN 2.21 [L9 art 95], §5 row 26). */
const refuseWorse = ({ effect, noAggravation, changes }: RulingAsk): void => {
  if (!noAggravation || changes.length === 0) return;
  const { before, after }: KeptEffect = effect;
  const worse = worsened(before, after);
  if (worse.length === 0) return;
  throw new Rejection(
    'AGGRAVATION',
    `The ruling would lower the appellant's ${worse.join(', ')}.`,
    {
      before: { ...before },
      after: { ...after },
    },
  );
};

const refuseStale = (
  { seen, effect, rulings }: RulingAsk,
  { unit }: Objection,
  appeals: Appeals,
): void => {
  if (seen === effect.etag && rulings === rulingsIn(appeals, unit)) return;
  throw new Rejection('PREVIEW_STALE', 'The effect is another one by now: look at it again.', {
    seen,
    etag: effect.etag,
  });
};

const isRepeated = (ask: RulingAsk, { rulings }: Objection): boolean =>
  rulings.some(({ ruling, outcome }) => ruling === ask.ruling && outcome === ask.outcome);

/** @throws Rejection OBJECTION_UNKNOWN, OBJECTION_NOT_OPEN, SAME_PERSON, RULING_INVALID, PREVIEW_STALE, AGGRAVATION */
export const decideRuling = (ask: RulingAsk, appeals: Appeals): AppealEvent[] => {
  const known = appeals.get(ask.objection);
  if (known === undefined) {
    throw new Rejection('OBJECTION_UNKNOWN', 'No objection has this id.', {
      objection: ask.objection,
    });
  }
  if (isRepeated(ask, known)) return [];
  if (!isOpen(known)) {
    const { objection, status } = known;
    throw new Rejection('OBJECTION_NOT_OPEN', `The objection is ${status}.`, { objection, status });
  }
  refuseSamePerson(ask, known);
  refuseUnfit(ask);
  refuseStale(ask, known, appeals);
  refuseWorse(ask);
  const {
    ruler,
    on,
    seen: _seen,
    rulings: _rulings,
    bound: _bound,
    noAggravation: _never,
    ...said
  } = ask;
  const { officer, unit, status } = known;
  const instance = status === 'LODGED' ? 1 : 2;
  const ruling = {
    ...said,
    ...{ officer, unit, instance: instance as 1 | 2, ruledBy: ruler.actor, ruledOn: on },
    appealUntil: instance === 1 ? said.appealUntil : null,
  };
  return [{ type: 'RulingMade', data: ruling }];
};

import { localDay, nthWorkingDayAfter, Rejection, type Instant } from '@ywk/kernel';
import { appeals, type AppealCommand } from '../appeal/appeals.decider.ts';
import type { ObjectionSubject } from '../appeal/appeal.events.ts';
import {
  holdingFinality,
  rulingsIn,
  type Appeals,
  type Objection,
} from '../appeal/appeals.state.ts';
import { unitEffect } from '../appeal/effect.ts';
import { isOnSheet } from '../appeal/on-sheet.ts';
import { ruledChanges, ruledEntries, type ChangeAsk } from '../appeal/standing-facts.ts';
import { lastDayToObject, windowFor } from '../appeal/window.ts';
import type { ProposedGrade } from '../grade/grade-proposal.events.ts';
import type { RuleBook } from '../scheme/rule-book.ts';
import { postingOfRevision } from '../tally/posting.ts';
import { foldEntries, type Tally } from '../tally/tally.ts';
import type { CaseAction } from './ask.ts';
import type { CaseObjection, CaseRuling } from './appeal-steps.ts';
import type { CaseCloses } from './case-closes.ts';
import type { CaseFacts, FollowedRuling } from './case-facts.ts';
import type { MonthOfAll } from './case-month.ts';

export type AppealAction = Extract<CaseAction, { readonly act: 'OBJECT' | 'APPEAL' | 'RULE' }>;

/** What objections need to know of the story. */
export interface AppealGround {
  readonly at: Instant;
  readonly rules: RuleBook;
  readonly closes: CaseCloses;
  readonly facts: CaseFacts;
  month(period: string): MonthOfAll;
  /** Lines of everybody in the next revision, with more sums beside those that were told. */
  lines(period: string, more: readonly Tally[]): readonly ProposedGrade[];
}

const changeOf = (change: NonNullable<CaseRuling['changes']>[number], at: Instant): ChangeAsk => {
  if ('reverse' in change) return { kind: 'REVERSE', fact: change.reverse };
  if ('replace' in change) {
    return { kind: 'REPLACE', fact: change.replace, amounts: change.amounts };
  }
  const { add: fact, code, amounts = {}, occurredAt = at } = change;
  const utc = new Date(occurredAt).toISOString();
  return { kind: 'ADD', fact, code, occurredAt: utc, amounts, evidence: fact };
};

const subjectOf = ({ about = 'FACT', fact, code }: CaseObjection): ObjectionSubject => ({
  ...{ about, fact: fact ?? null, code: code ?? null },
});

/** Whether what is objected to stands on the officer's own sheet. */
const isOwn = (stated: CaseObjection, ground: AppealGround): boolean => {
  const { officer, period } = stated;
  const sheet = ground.month(period).get(officer)?.sheet;
  if (sheet === undefined) return false;
  const line = ground.lines(period, []).find((each) => each.officer === officer);
  return isOnSheet(subjectOf(stated), {
    sheet,
    level: line?.level?.level ?? null,
    standing: ground.facts.standing(officer, period, ground.rules),
    rules: ground.rules.of(period),
    metrics: ground.rules.metrics,
  });
};

/** A story has no papers: each objection rests on its own name. */
const papersOf = (name: string) => ({ statement: name, evidence: [name] });

/** Objections of a story and the rulings on them, by the same decisions as in a running system. */
export class CaseAppeals {
  private readonly months = new Map<string, Appeals>();
  private readonly periods = new Map<string, string>();

  /** @returns what a ruling makes of facts; nothing for an objection. @throws Rejection */
  perform(action: AppealAction, ground: AppealGround): FollowedRuling[] {
    switch (action.act) {
      case 'OBJECT':
        this.object(action.objection, ground);
        return [];
      case 'APPEAL':
        this.appeal(action.objection, ground);
        return [];
      case 'RULE':
        return [this.rule(action.ruling, ground)];
    }
  }

  /** Objections that keep a month from being final. */
  holding(period: string, rules: RuleBook): string[] {
    const { suspensive } = rules.of(period).scheme.appeals;
    return holdingFinality(this.of(period), suspensive).map(({ objection }) => objection);
  }

  private of(period: string): Appeals {
    return this.months.get(period) ?? new Map();
  }

  private send(period: string, command: AppealCommand): void {
    const events = appeals.decide(command, this.of(period));
    this.months.set(period, events.reduce(appeals.evolve, this.of(period)));
  }

  private object(stated: CaseObjection, ground: AppealGround): void {
    const { id: objection, officer, period } = stated;
    const { scheme, calendar } = ground.rules.of(period);
    const unit = ground.month(period).get(officer)?.sheet.unit ?? '';
    const window = windowFor(ground.closes.historyOf(period), { officer, unit });
    const lodgedOn = localDay(ground.at);
    const { objectionGraceDays, replyDays } = scheme.appeals;
    const data = {
      ...{ calendar: 'month', period, objection, officer, unit, lodgedOn },
      ...{ ...subjectOf(stated), ...papersOf(objection), revision: window?.revision ?? 0 },
      windowUntil: window && lastDayToObject(window, objectionGraceDays, calendar),
      onSheet: isOwn(stated, ground),
      replyUntil: nthWorkingDayAfter(calendar, lodgedOn, replyDays),
    };
    const { windowUntil = null } = data;
    this.send(period, { type: 'LodgeObjection', data: { ...data, windowUntil } });
    this.periods.set(objection, period);
  }

  private known(objection: string): Objection {
    const found = this.of(this.periods.get(objection) ?? '').get(objection);
    if (found !== undefined) return found;
    throw new Rejection(
      'OBJECTION_UNKNOWN',
      { zh: `没有名为“${objection}”的异议。`, en: `No objection is named "${objection}".` },
      { objection },
    );
  }

  private appeal(objection: string, { at, rules }: AppealGround): void {
    const { period, officer } = this.known(objection);
    const { scheme, calendar } = rules.of(period);
    const second = scheme.appeals.secondInstance;
    const lodgedOn = localDay(at);
    const data = {
      ...{ calendar: 'month', period, objection, lodgedOn, ...papersOf(`${objection}-2`) },
      appellant: { actor: officer, officer },
      decideUntil:
        second === null ? null : nthWorkingDayAfter(calendar, lodgedOn, second.decideDays),
    };
    this.send(period, { type: 'LodgeAppeal', data });
  }

  private rule(stated: CaseRuling, ground: AppealGround): FollowedRuling {
    const { objection, by, changes: asked = [] } = stated;
    const { period, officer, unit, rulings } = this.known(objection);
    const { rules: book, at } = ground;
    const { scheme, calendar, days } = book.of(period);
    const standing = ground.facts.standing(officer, period, book);
    const asks = asked.map((change) => changeOf(change, days.from));
    const changes = ruledChanges(asks, { standing, period, days, document: objection });
    const revision = ground.closes.revisionOf(period) + 1;
    const posted = postingOfRevision(revision);
    const more = foldEntries(book.metrics, ruledEntries(changes, { officer, standing, posted }));
    const { appellant, displaced, payDifference } = unitEffect(officer, {
      before: ground.lines(period, []),
      after: ground.lines(period, more.list()),
    });
    const { secondInstance, noAggravation } = scheme.appeals;
    const on = localDay(at);
    const ruling = `${objection} ${rulings.length + 1}`;
    const { before, after } = appellant;
    const data = {
      ...{ calendar: 'month', period, objection, ruling, changes, on, noAggravation },
      ...{
        reason: 'CASE',
        document: objection,
        ruler: { actor: by, officer: by },
        bound: [],
        put: null,
      },
      outcome: stated.outcome ?? (changes.length === 0 ? 'REJECTED' : 'UPHELD'),
      effect: { etag: '', revision, before, after, displaced: displaced.length, payDifference },
      ...{ seen: '', rulings: rulingsIn(this.of(period), unit) },
      appealUntil:
        secondInstance === null ? null : nthWorkingDayAfter(calendar, on, secondInstance.lodgeDays),
    };
    this.send(period, { type: 'Rule', data });
    return { officer, changes };
  }
}

import {
  yearOpenTo,
  type ChangeAsk,
  type YearOpenTo,
  type YearRightAsk,
} from '@ywk/appraisal-domain';
import { Rejection, type Label } from '@ywk/kernel';
import type { RulingEffect } from '../commands/ruling-effects.ts';
import type { ShownDecision } from '../persistence/decision-reading.store.ts';
import type { ChangeRequest, PreviewRequest } from './objections.requests.ts';
import type { OfficerTier } from './tier-reading.ts';

const missing = (what: Label, { kind, fact }: ChangeRequest): Rejection =>
  new Rejection(
    'RULING_INVALID',
    { zh: `${kind}须写明${what.zh}。`, en: `${kind} has to state ${what.en}.` },
    { fact },
  );

const addOf = (change: ChangeRequest): ChangeAsk => {
  const { fact, code, occurredAt, amounts = {}, evidence } = change;
  if (code === undefined || occurredAt === undefined || evidence === undefined) {
    throw missing(
      { zh: 'code、occurredAt和evidence', en: 'code, occurredAt and evidence' },
      change,
    );
  }
  const at = new Date(occurredAt).toISOString();
  return { kind: 'ADD', fact: fact.toLowerCase(), code, occurredAt: at, amounts, evidence };
};

/** A change of a ruling with what its kind asks for. @throws Rejection RULING_INVALID */
const changeOf = (change: ChangeRequest): ChangeAsk => {
  const { kind, amounts } = change;
  const fact = change.fact.toLowerCase();
  if (kind === 'REVERSE') return { kind, fact };
  if (kind === 'ADD') return addOf(change);
  if (amounts === undefined) throw missing({ zh: '数量 amounts', en: 'amounts' }, change);
  return { kind, fact, amounts };
};

/** What a ruling on a month changes. @throws Rejection RULING_INVALID */
export const changesOf = ({ changes, year }: PreviewRequest): ChangeAsk[] => {
  if (year === undefined) return changes.map(changeOf);
  throw new Rejection(
    'RULING_INVALID',
    {
      zh: '对月份的裁决变更该月的事实，不得填写/year。',
      en: 'A ruling on a month changes its facts: leave out /year.',
    },
    { year: { ...year } },
  );
};

const YEAR_ALONE: Label = {
  zh: '对年度的裁决填写/year，不得填写/changes：各月另有其异议。',
  en: 'A ruling on a year states /year and no /changes: its months have objections of their own.',
};

/** What a ruling on a year puts right. @throws Rejection RULING_INVALID */
export const rightOf = ({ changes, year }: PreviewRequest): YearRightAsk => {
  if (changes.length === 0) return { ...year };
  throw new Rejection('RULING_INVALID', YEAR_ALONE, { changes: changes.length });
};

/** What a ruling means for the appellant's tier, as far as the months of the year say it. */
export interface TierEffect {
  readonly tier: number | null;
  /** The best annual grade that the months leave open, without the ruling and with it. */
  readonly year: { readonly before: YearOpenTo; readonly after: YearOpenTo };
  /** First day of the next tier if every year to come has that grade; null where it never leads there. */
  readonly next: { readonly before: string | null; readonly after: string | null };
  readonly moves: boolean;
}

type DecidedMonth = { readonly period: string; readonly revision: number; readonly grade: string };

/** Grades of the other months of a year as last decided. */
const otherMonths = (decisions: readonly ShownDecision[], period: string): string[] => {
  const last = new Map<string, DecidedMonth>();
  for (const { data } of decisions) {
    const month = data as DecidedMonth;
    if (month.period === period || month.period.slice(0, 4) !== period.slice(0, 4)) continue;
    const known = last.get(month.period);
    if (known === undefined || month.revision >= known.revision) last.set(month.period, month);
  }
  return [...last.values()].map(({ grade }) => grade);
};

/** @param decisions grades of the appellant's months */
export const tierEffect = (
  { appellant }: RulingEffect,
  period: string,
  { tier, decisions }: { readonly tier: OfficerTier; readonly decisions: readonly ShownDecision[] },
): TierEffect => {
  const others = otherMonths(decisions, period);
  const openTo = (grade: string | undefined): YearOpenTo =>
    yearOpenTo([...others, ...(grade === undefined ? [] : [grade])]);
  const year = { before: openTo(appellant.before?.grade), after: openTo(appellant.after?.grade) };
  const nextBy = (best: YearOpenTo): string | null =>
    best === 'INCOMPETENT' ? null : (tier.forecast?.earliest[best] ?? null);
  const next = { before: nextBy(year.before), after: nextBy(year.after) };
  return { tier: tier.tier, year, next, moves: year.before !== year.after };
};

import { addDays, hundredthsText } from '@ywk/kernel';
import { pointsOf } from '../scheme/decimal.ts';
import { absenceSigns, repeatedSigns, type Look } from './repeated.ts';
import type { EarlySign, EffectAhead, GradeStanding, SignFact, SignMonth } from './sign.ts';
import type { SignRules } from './sign-rules.ts';

/** All that signs are read from. */
export interface SignGround extends Look {
  /** The appraisal month of the day. */
  readonly month: SignMonth;
  readonly effects: readonly EffectAhead[];
  /** Null without a score. */
  readonly grade: GradeStanding | null;
}

const within = ({ from, until }: SignMonth, facts: readonly SignFact[]): SignFact[] =>
  facts.filter(({ day }) => day >= from && day < until);

/** One fact more in the month, and an effect comes about. */
const effectSigns = ({ month, facts, effects }: SignGround): EarlySign[] =>
  effects.flatMap(({ clause, label, effect, codes, atLeast, rule }): EarlySign[] => {
    const counted = within(month, facts).filter(({ code }) => codes.includes(code));
    const last = counted.at(-1);
    // Where the first fact already does it, nothing comes before to be told.
    if (last === undefined || counted.length !== atLeast - 1) return [];
    return [
      {
        id: `EFFECT/${clause}/${month.period}/${counted[0]?.fact}`,
        ...{ kind: 'EFFECT', rule, since: last.day },
        inputs: { clause, effect, count: counted.length, atLeast },
        facts: counted.map(({ fact }) => fact),
        says: {
          zh: `本月已${counted.length}次；再有一次即“${label.zh}”`,
          en: `${counted.length} this month; one more is "${label.en}"`,
        },
      },
    ];
  });

/** Hundredths of a point above the next lower grade, where that is little; null where it is not. */
const littleAbove = (
  { total, endsAt }: GradeStanding,
  within: SignRules['grade']['within'],
): number | null => {
  const above = total - endsAt;
  return endsAt > 0 && above >= 0 && above <= pointsOf(within) ? above : null;
};

/** From the middle of the month on: little above the next lower grade. */
const gradeSigns = (
  { day, month, facts, grade }: SignGround,
  { grade: rule }: SignRules,
): EarlySign[] => {
  const from = addDays(month.from, rule.fromDay - 1);
  if (grade === null || day < from) return [];
  const above = littleAbove(grade, rule.within);
  if (above === null) return [];
  const last = within(month, facts).at(-1);
  const points = hundredthsText(above);
  return [
    {
      id: `GRADE/${month.period}/${grade.grade}`,
      ...{ kind: 'GRADE', rule: '/decisions/signs/grade' },
      since: last !== undefined && last.day > from ? last.day : from,
      inputs: { grade: grade.grade, total: hundredthsText(grade.total), above: points },
      facts: [],
      says: {
        zh: `距下一等次仅${points}分（当前${grade.grade}）`,
        en: `${points} points above the next lower grade (now ${grade.grade})`,
      },
    },
  ];
};

/**
 * What may be told early to an officer (DOMAIN 4.2.23): computed from what stands, in the order of
 * its days. It is read beside the score and is no part of it: a sign never docks a point.
 */
export const earlySigns = (ground: SignGround, rules: SignRules): EarlySign[] => {
  const inOrder = [...ground.facts].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const look = { ...ground, facts: inOrder };
  return [
    ...repeatedSigns(look, rules),
    ...absenceSigns(look, rules),
    ...effectSigns(look),
    ...gradeSigns(look, rules),
  ].sort((a, b) => (a.since < b.since ? -1 : 1));
};

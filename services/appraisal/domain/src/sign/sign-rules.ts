import type { Decimal } from '../scheme/clause-document.ts';

/** So many facts of a group of codes within so many days. */
export interface RepeatRule {
  readonly codes: readonly string[];
  readonly count: number;
  readonly days: number;
}

/** When something small is told before it becomes something: member `decisions.signs` (DOMAIN 4.2.23). */
export interface SignRules {
  /** Working days after which a leader sees what the officer has not looked at. */
  readonly leaderAfterDays: number;
  readonly repeats: readonly RepeatRule[];
  /** Days of absence: more than these lead to dismissal [P34 art 39]. */
  readonly absence: {
    readonly code: string;
    readonly consecutive: number;
    readonly year: number;
  };
  /** From the so many-th day of the month on: points above the next lower grade that are little. */
  readonly grade: { readonly fromDay: number; readonly within: Decimal };
}

/** What a scheme without `decisions.signs` means; counts and days are design. */
export const RC1_SIGNS: SignRules = {
  leaderAfterDays: 3,
  repeats: [
    { codes: ['A01', 'A02', 'A03', 'A06'], count: 3, days: 30 },
    { codes: ['D01', 'D02', 'D03', 'D04', 'T01'], count: 3, days: 30 },
  ],
  absence: { code: 'A05', consecutive: 3, year: 7 },
  grade: { fromDay: 15, within: 2 },
};

/** The signs' settings of a scheme; RC-1's where it has none. */
export const signRulesOf = (scheme: {
  readonly decisions?: { readonly signs?: SignRules };
}): SignRules => scheme.decisions?.signs ?? RC1_SIGNS;

import type { LocalDay } from '@ywk/kernel';
import type { ConductWord } from '../conduct/told-conduct.ts';
import type { TierAction } from './ask.ts';
import type { CaseAward, CaseDiscipline } from './tier-steps.ts';

/** Months that sanctions never last together, where a story does not say (DOMAIN 2.17). */
const MOST_MONTHS = 48;

const sanctionWord = (
  { case: conduct, sanction, months = 0, mostMonths = MOST_MONTHS, on, annulled }: CaseDiscipline,
  day: LocalDay,
): ConductWord =>
  annulled === true || sanction === undefined
    ? { conduct, kind: 'NONE' }
    : { conduct, kind: 'SANCTION', code: sanction, on: on ?? day, months, mostMonths };

const awardWord = (
  { award: conduct, code, on, annulled }: CaseAward,
  day: LocalDay,
): ConductWord =>
  annulled === true || code === undefined
    ? { conduct, kind: 'NONE' }
    : { conduct, kind: 'COMMENDATION', code, on: on ?? day };

/** What a step tells of conduct, each with its place. @param day of the step */
export const conductActs = (
  {
    discipline = [],
    award = [],
  }: {
    readonly discipline?: readonly CaseDiscipline[];
    readonly award?: readonly CaseAward[];
  },
  path: string,
  day: LocalDay,
): { readonly path: string; readonly tier: TierAction }[] => [
  ...discipline.map((told, at) => ({
    path: `${path}/discipline/${at}`,
    tier: { kind: 'CONDUCT' as const, officer: told.officer, word: sanctionWord(told, day) },
  })),
  ...award.map((told, at) => ({
    path: `${path}/award/${at}`,
    tier: { kind: 'CONDUCT' as const, officer: told.officer, word: awardWord(told, day) },
  })),
];

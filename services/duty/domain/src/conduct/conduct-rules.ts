import { Rejection, type Fen, type Label } from '@ywk/kernel';

/** A sanction and the months in which nobody under it is promoted. */
export interface SanctionRule {
  readonly code: string;
  readonly label: Label;
  readonly months: number;
}

/** A commendation: its money, the fact that it is, and whether it rewards a case. */
export interface AwardRule {
  readonly code: string;
  readonly label: Label;
  /** Fen; null: the decision states it. */
  readonly amount: Fen | null;
  /** Fact entered for each officer; null for none. */
  readonly fact: string | null;
  /** One case, one award: the proposal names the case. */
  readonly perCase: boolean;
}

/** Working days in which each step is due after the one before. */
export interface ConductDeadlines {
  readonly verify: number;
  readonly inform: number;
  readonly hear: number;
  readonly decide: number;
  /** After verification of a commendation [P84]. */
  readonly award: number;
}

/** How one award among several, or one case among several awards, is paid (DOMAIN 3.0b). */
export interface PerCaseRules {
  /** SHARE: one award split among joint reporters; EACH: same merit, same award. */
  readonly share: 'SHARE' | 'EACH';
  /**
   * ONCE pays a series of cases as one, EACH one award for each case [P83]. A document from before
   * there were series means ONCE.
   */
  readonly series?: 'ONCE' | 'EACH';
  /** From so many awards of a person in a calendar year on, its own share is multiplied. */
  readonly repeatFrom: number;
  readonly repeatMultiplier: number;
  /** Fact instead of money where finding it was the officer's duty. */
  readonly ownDutyFact: string;
}

/** Settings of discipline and commendation. */
export interface ConductRules {
  readonly deadlines: ConductDeadlines;
  /** Persons who verify a report jointly. */
  readonly verifiers: number;
  /** Months that sanctions never last together, from the day of the latest. */
  readonly mostMonths: number;
  readonly sanctions: readonly SanctionRule[];
  readonly awards: readonly AwardRule[];
  readonly perCase: PerCaseRules;
}

const sanction = (code: string, months: number, [zh, en]: readonly [string, string]) => ({
  ...{ code, months },
  label: { zh, en },
});

const award = (
  code: string,
  [zh, en]: readonly [string, string],
  more: Partial<AwardRule> = {},
): AwardRule => ({
  ...{ code, label: { zh, en }, amount: 0, fact: null, perCase: false },
  ...more,
});

/**
 * What holds where a catalogue says nothing: sanction periods of [L10], money of [S1] and [P90],
 * ten working days of [P84]; the other deadlines are design (DOMAIN 2.17, 2.18).
 */
export const RC1_CONDUCT: ConductRules = {
  deadlines: { verify: 10, inform: 5, hear: 5, decide: 10, award: 10 },
  verifiers: 2,
  mostMonths: 48,
  sanctions: [
    sanction('WARNING', 6, ['警告', 'Warning']),
    sanction('DEMERIT', 12, ['记过', 'Demerit']),
    sanction('MAJOR_DEMERIT', 18, ['记大过', 'Major demerit']),
    sanction('DOWNGRADE', 24, ['降级', 'Downgrade']),
    sanction('REMOVAL', 24, ['撤职', 'Removal from post']),
  ],
  awards: [
    award('PUBLIC_PRAISE', ['通报表扬', 'Public praise'], { fact: 'B06' }),
    award('INSTANT', ['即时奖励', 'Instant award'], { amount: null }),
    award('TWO_STAR', ['二星辅警', 'Two stars'], { amount: 250_000 }),
    award('FOUR_STAR', ['四星辅警', 'Four stars'], { amount: null }),
    award('BRAVERY', ['见义勇为', 'Bravery'], { amount: 1_000_000 }),
    award('CITY_HONOUR', ['市级荣誉', 'City honour']),
    award('CITATION', ['嘉奖', 'Citation'], { amount: 150_000 }),
    award('MERIT_3', ['三等功', 'Merit, third class'], { amount: 300_000 }),
    award('MERIT_2', ['二等功', 'Merit, second class'], { amount: 600_000 }),
    award('MERIT_1', ['一等功', 'Merit, first class'], { amount: 1_200_000 }),
    award('TITLE', ['荣誉称号', 'Title of honour'], { amount: 2_000_000 }),
    award('CASE', ['一案一奖', 'Award for a case'], { amount: null, perCase: true }),
  ],
  perCase: {
    ...{ share: 'SHARE', series: 'ONCE', repeatFrom: 4, repeatMultiplier: 2 },
    ownDutyFact: 'B04',
  },
};

/** A sanction by its code, with its months now; null for none. @throws Rejection SANCTION_UNKNOWN */
export const sanctionOf = (code: string | null, { sanctions, mostMonths }: ConductRules) => {
  if (code === null) return null;
  const rule = sanctions.find((one) => one.code === code);
  if (rule !== undefined) return { code, months: rule.months, mostMonths };
  throw new Rejection(
    'SANCTION_UNKNOWN',
    { zh: `“${code}”不是目录中的处分。`, en: `"${code}" is no sanction of the catalogue.` },
    { pointer: '/sanction', allowed: sanctions.map((one) => one.code) },
  );
};

import { daysBetween, Rejection, type Fen, type Label, type LocalDay } from '@ywk/kernel';
import { standingOf } from './career.ts';
import { seatCaps, Seats } from './seats.ts';
import { monthlyCost } from './tier-cost.ts';
import { covers, yearOf, type TierHistory, type TierMove } from './tier-history.ts';
import type { Education, TierRules } from './tier-rules.ts';
import { tierLabel } from './tier-words.ts';

/** What gives an incumbent a tier: an old rank, years of service, education. */
export interface ConversionMapping {
  readonly ranks: Readonly<Record<string, number>>;
  /** In any order: the most years that somebody has count. */
  readonly years: readonly { readonly atLeast: number; readonly tier: number }[];
  readonly educations: Readonly<Partial<Record<Education, number>>>;
}

/** One incumbent, with what the conversion's document says of them. */
export interface Incumbent {
  readonly officer: string;
  readonly history: TierHistory;
  readonly rank: string | null;
  readonly education: Education | null;
}

export interface ConversionAsk {
  readonly effectiveDate: LocalDay;
  readonly mapping: ConversionMapping;
  readonly establishment: number;
  readonly incumbents: readonly Incumbent[];
  /** Everybody else in service: they hold seats too. */
  readonly others: readonly TierHistory[];
  readonly tierPay: readonly Fen[];
}

/** What gave a tier. */
export type ConversionOption = 'RANK' | 'YEARS' | 'EDUCATION';

/** Where the conversion puts an incumbent. */
export interface ConvertedOfficer extends TierMove {
  readonly officer: string;
  readonly by: ConversionOption;
  /** All that was to choose from. */
  readonly options: Readonly<Partial<Record<ConversionOption, number>>>;
  /** Full years of service at the effective date. */
  readonly years: number;
  /** Fen a month by which pay is held up for who is mapped down; 0 for others. */
  readonly protection: Fen;
  readonly says: Label;
}

export interface Conversion {
  /** Who gets another tier. */
  readonly moves: readonly ConvertedOfficer[];
  /** Who keeps the tier. */
  readonly unchanged: readonly ConvertedOfficer[];
  /** Who has no tier on that day, or whom nothing in the mapping fits. */
  readonly leftOut: readonly { readonly officer: string; readonly says: Label }[];
}

/** Full years since the first day of the employment that lasts on a day. */
const yearsOf = ({ employments }: TierHistory, on: LocalDay): number => {
  // The trainee time is service too: what matters is an unbroken chain of employments.
  const chain = [...employments].sort((a, b) => (a.from < b.from ? 1 : -1));
  let first: LocalDay | undefined;
  for (const { from, to } of chain) {
    if (first === undefined ? covers({ from, to }, on) : joins(to, first)) first = from;
  }
  if (first === undefined) return 0;
  const whole = yearOf(on) - yearOf(first);
  return on.slice(5) < first.slice(5) ? whole - 1 : whole;
};

const joins = (to: LocalDay | null, next: LocalDay): boolean =>
  to !== null && to < next && daysBetween(to, next) === 1;

const optionsOf = (
  { rank, education }: Incumbent,
  years: number,
  mapping: ConversionMapping,
): Partial<Record<ConversionOption, number>> => {
  const byRank = rank === null ? undefined : mapping.ranks[rank];
  const most = [...mapping.years].sort((a, b) => b.atLeast - a.atLeast);
  const byYears = most.find(({ atLeast }) => years >= atLeast)?.tier;
  const byEducation = education === null ? undefined : mapping.educations[education];
  return {
    ...(byRank !== undefined && { RANK: byRank }),
    ...(byYears !== undefined && { YEARS: byYears }),
    ...(byEducation !== undefined && { EDUCATION: byEducation }),
  };
};

const OPTION_LABELS: Readonly<Record<ConversionOption, Label>> = {
  RANK: { zh: '原层级', en: 'old rank' },
  YEARS: { zh: '工作年限', en: 'years of service' },
  EDUCATION: { zh: '学历', en: 'education' },
};

const chosen = (
  options: Partial<Record<ConversionOption, number>>,
  { conversion }: TierRules,
): [ConversionOption, number] | undefined => {
  const offered = (['RANK', 'YEARS', 'EDUCATION'] as const).flatMap(
    (by): [ConversionOption, number][] => {
      const tier = options[by];
      return tier === undefined ? [] : [[by, tier]];
    },
  );
  if (conversion.choose === 'FIRST') return offered[0];
  return offered.sort(([, a], [, b]) => a - b)[0];
};

const leftOut = (officer: string, says: Label) => ({ officer, says });
const NO_TIER = { zh: '当日无层级', en: 'stands on no tier that day' };
const NOTHING_FITS = { zh: '套改表无对应', en: 'nothing in the mapping fits' };

const textOf = (move: { from: number; to: number; by: ConversionOption }, held: Fen): Label => {
  const by = OPTION_LABELS[move.by];
  const to = tierLabel(move.to);
  const kept = held > 0;
  return {
    zh: `按${by.zh}套改为${to.zh}${kept ? '，原待遇保留' : ''}`,
    en: `converted to ${to.en} by ${by.en}${kept ? '; pay is held as before' : ''}`,
  };
};

const converted = (
  incumbent: Incumbent,
  ask: ConversionAsk,
  rules: TierRules,
): ConvertedOfficer | ReturnType<typeof leftOut> => {
  const { officer, history } = incumbent;
  const { effectiveDate, mapping, tierPay } = ask;
  const { tier: from } = standingOf(history, rules, effectiveDate);
  if (from === null) return leftOut(officer, NO_TIER);
  const years = yearsOf(history, effectiveDate);
  const options = optionsOf(incumbent, years, mapping);
  const choice = chosen(options, rules);
  if (choice === undefined) return leftOut(officer, NOTHING_FITS);
  const [by, to] = choice;
  const keeps = rules.conversion.protection === 'KEEP_PAY';
  const protection = keeps ? Math.max(0, -monthlyCost({ from, to }, tierPay)) : 0;
  return {
    ...{ officer, from, to, effectiveDate, ground: 'CONVERSION', by, options, years, protection },
    says: textOf({ from, to, by }, protection),
  };
};

/** Seats on the day after everybody is converted. @throws Rejection TIER_SEATS_FULL */
const refuseOverfull = (
  lines: readonly (ConvertedOfficer | { readonly officer: string })[],
  { incumbents, others, establishment, effectiveDate }: ConversionAsk,
  rules: TierRules,
): void => {
  const standing = [...incumbents.map(({ history }) => history), ...others].map((history) =>
    standingOf(history, rules, effectiveDate),
  );
  const employed = standing.filter((each) => each.employed).length;
  const base = rules.seats.base === 'ACTIVE' ? employed : establishment;
  const tiers = standing.flatMap(({ tier }) => tier ?? []);
  const seats = new Seats(seatCaps(rules, base), tiers);
  for (const line of lines) if ('to' in line) seats.move(line.from, line.to);
  for (const group of seats.caps) {
    const taken = seats.takenIn(group);
    if (taken <= group.cap) continue;
    const { upTo, cap } = group;
    throw new Rejection(
      'TIER_SEATS_FULL',
      {
        zh: `套改后一级至${tierLabel(upTo).zh}共${taken}人，名额为${cap}个。`,
        en: `The conversion puts ${taken} officers on tiers 1 to ${upTo}, which have ${cap} seats.`,
      },
      { upTo, cap, taken, over: taken - cap },
    );
  }
};

/**
 * Puts all incumbents on the ladder once, with effect from one day, also a past one.
 * @throws Rejection TIER_SEATS_FULL with the group and its numbers
 */
export const convert = (ask: ConversionAsk, rules: TierRules): Conversion => {
  const lines = ask.incumbents.map((each) => converted(each, ask, rules));
  refuseOverfull(lines, ask, rules);
  const placed = lines.filter((line) => 'to' in line);
  return {
    moves: placed.filter(({ from, to }) => from !== to),
    unchanged: placed.filter(({ from, to }) => from === to),
    leftOut: lines.filter((line) => !('to' in line)),
  };
};

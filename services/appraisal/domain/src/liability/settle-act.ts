import { localDay, monthOf, type Instant, type LocalDay } from '@ywk/kernel';
import type { RuleBook } from '../scheme/rule-book.ts';
import type { Stay } from '../stay/stays.ts';
import { bindingsIn, type LeaderHeld, type MentorHeld } from './bindings.ts';
import { penaltyOfFact } from './fact-penalty.ts';
import {
  liability as settling,
  type LiabilityCause,
  type LiabilityState,
  type SaidLiability,
} from './liability.decider.ts';
import { liabilityOf, type PenaltyWord } from './liability.ts';

/** A fact of an act, or its reversal, as it was told. */
export interface ActWord extends LiabilityCause {
  readonly sign: 1 | -1;
  readonly occurredAt: Instant;
  readonly amounts: Readonly<Record<string, number>>;
  /** The ruling that it follows; null for most. */
  readonly ruling: string | null;
}

/** All that is known of one act of one officer. */
export interface KnownAct {
  readonly officer: string;
  readonly act: string;
  /** In the order in which they were told. */
  readonly words: readonly ActWord[];
  readonly stays: readonly Stay[];
  readonly mentors: readonly MentorHeld[];
  /** Of the units in which the officer stands. */
  readonly leaders: readonly LeaderHeld[];
  /** The units above a unit, the nearest first. */
  readonly above: (unit: string) => readonly string[];
}

type Costed = ActWord & PenaltyWord;

const stayOn = (stays: readonly Stay[], day: LocalDay): Stay | undefined =>
  stays.find(
    ({ from, to, share }) => share === undefined && from <= day && (to === null || day <= to),
  );

const costed = (word: ActWord, { officer, stays, above }: KnownAct, rules: RuleBook): Costed => {
  const day = localDay(word.occurredAt);
  const { scheme } = rules.of(monthOf(day));
  const stay = stayOn(stays, day);
  const post =
    stay === undefined ? undefined : scheme.rulesOf(stay.post, [stay.unit, ...above(stay.unit)]);
  const deltas = rules.metrics.deltasOn(day, { officer, code: word.code, amounts: word.amounts });
  return { ...word, points: penaltyOfFact(deltas, scheme, post) };
};

const saying = ({ fact, points, occurredAt }: Costed): string => `${fact}|${points}|${occurredAt}`;

/** Facts that count, the heaviest first; equal: the earlier act, then by id. */
const standing = (words: readonly Costed[]): Costed[] => {
  const net = new Map<string, number>();
  for (const word of words) net.set(saying(word), (net.get(saying(word)) ?? 0) + word.sign);
  const heavier = (a: Costed, b: Costed): number =>
    b.points - a.points || (saying(a) < saying(b) ? -1 : 1);
  return words.filter((word) => word.sign > 0 && (net.get(saying(word)) ?? 0) > 0).sort(heavier);
};

/**
 * Who bears what for an act, as it is known now: by the rules of its month, the place of the officer
 * and the bindings of its day. The heaviest fact that counts says when it was and is the cause.
 * @throws Rejection SCHEME_MISSING, METRICS_MISSING, and as the metrics for a fact that none counts
 */
export const settledAct = (known: KnownAct, rules: RuleBook): SaidLiability[] => {
  const words = known.words.map((word) => costed(word, known, rules));
  const [head] = standing(words);
  if (head === undefined) return [];
  const { officer, act, stays, mentors, leaders } = known;
  const { occurredAt, fact, code, eventId, evidence } = head;
  const day = localDay(occurredAt);
  const bindings = bindingsIn(stayOn(stays, day), mentors, leaders);
  const { liability } = rules.of(monthOf(day)).scheme;
  return liabilityOf({ officer, day, words, bindings }, liability).map((each) => ({
    ...{ officer, act, occurredAt, cause: { fact, code, eventId, evidence } },
    ...each,
  }));
};

const isSettled = (liabilities: readonly SaidLiability[], state: LiabilityState): boolean =>
  settling.decide({ type: 'Settle', data: { liabilities } }, state).length === 0;

/**
 * The ruling from which alone it follows that an act is settled otherwise than it was: what was borne
 * is what followed without its words. Null where something else changed too, or nothing was ruled.
 */
export const rulingBehind = (
  before: LiabilityState,
  known: KnownAct,
  rules: RuleBook,
): string | null => {
  const { words } = known;
  const ruling = words.at(-1)?.ruling ?? null;
  if (ruling === null) return null;
  for (let end = words.length - 1; words[end]?.ruling === ruling; end -= 1) {
    const earlier = settledAct({ ...known, words: words.slice(0, end) }, rules);
    if (isSettled(earlier, before)) return ruling;
  }
  return null;
};

import { ratio, toHundredths, type LocalDay } from '@ywk/kernel';
import { exactly, pointsOf } from '../scheme/decimal.ts';
import {
  LIABLE_ROLES,
  type LiabilityRecord,
  type LiabilityRules,
  type LiableRole,
  type RoleLiability,
} from './liability-rules.ts';

/** One word about a penalty: from now on it counts (1), or no longer (−1). */
export interface PenaltyWord {
  readonly fact: string;
  /** Hundredths of a point at face value, without sign. */
  readonly points: number;
  readonly sign: 1 | -1;
}

/** Who stood in a role for somebody; both days inclusive, `to` null while it lasts. */
export interface Binding {
  readonly role: LiableRole;
  readonly person: string;
  readonly from: LocalDay;
  readonly to: LocalDay | null;
}

/** One act of one officer: all facts that name it, and the bindings of the officer. */
export interface Act {
  readonly officer: string;
  /** Of the act, Asia/Shanghai. */
  readonly day: LocalDay;
  readonly words: readonly PenaltyWord[];
  readonly bindings: readonly Binding[];
}

/** What one person bears for the act of another. */
export interface Liability {
  readonly role: LiableRole;
  readonly person: string;
  /** Hundredths of a point off the own total. */
  readonly points: number;
  readonly levelSteps: number;
  readonly record: LiabilityRecord | null;
}

/** How an act stands now. */
export interface ActPenalty {
  /** Whether it was grave when it was decided, in any version: that opens liability for good. */
  readonly opened: boolean;
  /** Hundredths of a point; 0 once it is annulled. */
  readonly points: number;
  /** Whether it is grave as it stands. */
  readonly grave: boolean;
}

/** Facts that count, each with its points: what was taken back as often as it was said is gone. */
const standing = (words: readonly PenaltyWord[]): number[] => {
  const counts = new Map<string, { points: number; n: number }>();
  for (const { fact, points, sign } of words) {
    const key = `${fact}|${points}`;
    counts.set(key, { points, n: (counts.get(key)?.n ?? 0) + sign });
  }
  return [...counts.values()].filter(({ n }) => n > 0).map(({ points }) => points);
};

const largest = (points: readonly number[]): number => Math.max(0, ...points);

/** The penalty of an act: several facts that report it are one act, the heaviest of them counts. */
export const penaltyOfAct = (
  words: readonly PenaltyWord[],
  { graveFrom }: LiabilityRules,
): ActPenalty => {
  const limit = pointsOf(graveFrom);
  const decided = words.filter(({ sign }) => sign > 0).map(({ points }) => points);
  const points = largest(standing(words));
  return { opened: largest(decided) >= limit, points, grave: points >= limit };
};

const onDay = ({ from, to }: Binding, day: LocalDay): boolean =>
  from <= day && (to === null || day <= to);

/** Of two at once, which is an error of the data, the later one: equal: the first by id. */
const laterFirst = (a: Binding, b: Binding): number => {
  if (a.from !== b.from) return a.from < b.from ? 1 : -1;
  return a.person < b.person ? -1 : 1;
};

/** Who stood in a role on a day: nobody else bears anything, whoever stands there now. */
export const boundOn = (
  bindings: readonly Binding[],
  role: LiableRole,
  day: LocalDay,
): string | undefined =>
  bindings.filter((each) => each.role === role && onDay(each, day)).sort(laterFirst)[0]?.person;

const borne = (
  { share, points, levelSteps, record }: RoleLiability,
  penalty: ActPenalty,
): Omit<Liability, 'role' | 'person'> => ({
  points: toHundredths(ratio(penalty.points, 100).mul(exactly(share)).add(exactly(points))),
  levelSteps: penalty.grave ? levelSteps : 0,
  record: record ?? null,
});

/**
 * Who bears what for an act (DOMAIN 3.0b Joint liability): once, however many report it; by the
 * bindings of its day; following each correction, also below the grave limit, and nothing only when
 * it is annulled. It depends on what was said, not on the order. Nobody is bound for an own act, and
 * what is borne is no penalty: it opens nothing.
 */
export const liabilityOf = (act: Act, rules: LiabilityRules): Liability[] => {
  const penalty = penaltyOfAct(act.words, rules);
  if (!penalty.opened || penalty.points === 0) return [];
  return LIABLE_ROLES.flatMap((role) => {
    const person = boundOn(act.bindings, role, act.day);
    if (person === undefined || person === act.officer) return [];
    const what = borne(rules[role], penalty);
    const nothing = what.points === 0 && what.levelSteps === 0 && what.record === null;
    return nothing ? [] : [{ role, person, ...what }];
  });
};

import { isScored, type Competitor, type Scored } from './competitor.ts';
import type { LevelRules, QuotaBase } from './level-rules.ts';

/** People by what happens to them before scores are compared. */
export interface Sorted {
  readonly outside: readonly Competitor[];
  /** Level 4 on top of the quotas: vetoed, where they are not counted. */
  readonly vetoedOnTop: readonly Scored[];
  /** Level 1 on top of the quotas: honourees, where they are not counted. */
  readonly honouredOnTop: readonly Scored[];
  readonly vetoed: readonly Scored[];
  readonly forced: readonly Scored[];
  /** Counted honourees: they can fall into level 4, else level 1 without a seat. */
  readonly honoured: readonly Scored[];
  readonly others: readonly Scored[];
}

type Kind = keyof Sorted;

/** True for those whom the base leaves out altogether. */
export const isOutside = (person: Competitor, base: QuotaBase): boolean =>
  !isScored(person) ||
  (person.probation && !base.probation) ||
  (person.longLeave && !base.longLeave);

const kindOf = (person: Competitor, rules: LevelRules): Kind => {
  const { base, offQuotaReasons } = rules;
  if (isOutside(person, base)) return 'outside';
  if (person.veto !== null) return base.veto ? 'vetoed' : 'vetoedOnTop';
  if (person.forced !== null) return 'forced';
  if (person.offQuota === null || !offQuotaReasons.includes(person.offQuota)) return 'others';
  return base.offQuota ? 'honoured' : 'honouredOnTop';
};

/** People by what happens to them, whatever their scores. */
export const sorted = (people: readonly Competitor[], rules: LevelRules): Sorted => {
  const kinds = people.map((person) => ({ person, kind: kindOf(person, rules) }));
  const of = (kind: Kind) =>
    kinds.flatMap((each) => (each.kind === kind && isScored(each.person) ? [each.person] : []));
  return {
    outside: kinds.flatMap(({ kind, person }) => (kind === 'outside' ? [person] : [])),
    vetoedOnTop: of('vetoedOnTop'),
    honouredOnTop: of('honouredOnTop'),
    vetoed: of('vetoed'),
    forced: of('forced'),
    honoured: of('honoured'),
    others: of('others'),
  };
};

/** n: those of whom the shares are taken. */
export const countedIn = ({ vetoed, forced, honoured, others }: Sorted): number =>
  vetoed.length + forced.length + honoured.length + others.length;

/** How many people of a group its quotas are taken of. */
export const baseOf = (people: readonly Competitor[], rules: LevelRules): number =>
  countedIn(sorted(people, rules));

import { pointsOf } from '../scheme/decimal.ts';
import type { Scored } from './competitor.ts';
import type { CeilingRules, CeilingTie, LevelRules, TieStep } from './level-rules.ts';
import { byChain, byTotal, partedBy } from './standing.ts';

/** What parted people of one total at the cut, or what was done with those whom nothing parts. */
export type TieUse = TieStep | CeilingTie;

/** Who got the seats of one quota. */
export interface Filled {
  readonly taken: readonly Scored[];
  /** Total of the last who got a seat, in hundredths; null when nobody did. */
  readonly cut: number | null;
  readonly tie: TieUse | null;
  /** How many stood equal at the cut when nothing parted them; 0 otherwise. */
  readonly tied: number;
}

/** Seats that are given, and what to do with the first group too large for them. */
interface Giving {
  readonly groups: readonly (readonly Scored[])[];
  readonly taken: Scored[];
}

/** What parts the last who got a seat from the next one, when their totals are equal. */
const stepAtCut = ({ groups, taken }: Giving, chain: readonly TieStep[]): TieStep | null => {
  const last = taken.at(-1);
  const group = groups.find((each) => last !== undefined && each.includes(last)) ?? [];
  const got = new Set(taken);
  const classes = byChain(group, chain).flatMap(([first]) => first ?? []);
  const at = classes.findIndex(
    (each, index) => index > 0 && got.has(each) !== got.has(classes[index - 1] ?? each),
  );
  const [above, below] = [classes[at - 1], classes[at]];
  return above && below ? partedBy(group, [above, below], chain) : null;
};

const filled = (
  giving: Giving,
  chain: readonly TieStep[],
  left?: Pick<Filled, 'tie' | 'tied'>,
): Filled => {
  const { taken } = giving;
  const cut = taken.at(-1)?.total ?? null;
  const tie = left ?? { tie: stepAtCut(giving, chain), tied: 0 };
  return { taken, cut, ...tie };
};

/** Gives the seats of a ceiling from the top; nobody moves up past people who tie for one. */
export const fillCeiling = (
  people: readonly Scored[],
  seats: number,
  { tieChain, tieAtCeiling }: CeilingRules,
): Filled => {
  const groups = byTotal(people);
  const giving: Giving = { groups, taken: [] };
  const { taken } = giving;
  for (const equals of groups.flatMap((group) => byChain(group, tieChain))) {
    if (taken.length >= seats) break;
    const fits = taken.length + equals.length <= seats;
    if (fits || tieAtCeiling === 'INCLUDE') taken.push(...equals);
    if (!fits) return filled(giving, tieChain, { tie: tieAtCeiling, tied: equals.length });
  }
  return filled(giving, tieChain);
};

/** How much of a floor is met before the lowest scores are looked at. */
export interface FloorState {
  readonly floor: number;
  /** In level 4 already: vetoed and forced. */
  readonly fixed: number;
}

const candidatesOf = (people: readonly Scored[], rules: LevelRules): readonly Scored[] => {
  if (rules.floorUnmet === 'ENFORCE_LOWEST') return people;
  const bound = pointsOf(rules.deservedBelow);
  return people.filter(({ total }) => total < bound);
};

/** Fills a floor from the bottom. Nobody is taken who stands equal to one who is left. */
export const fillFloor = (
  people: readonly Scored[],
  { floor, fixed }: FloorState,
  rules: LevelRules,
): Filled => {
  const { tieChain, tieAtFloor, floorIncludesTimes } = rules;
  const need = Math.max(0, floor - fixed);
  const isOpen = tieAtFloor === 'INCLUDE';
  const most = isOpen ? floorIncludesTimes * floor - fixed : need;
  const groups = byTotal(candidatesOf(people, rules)).reverse();
  const giving: Giving = { groups, taken: [] };
  const { taken } = giving;
  const fits = (group: readonly Scored[]) => taken.length + group.length <= most;
  const classes = (group: Scored[]) =>
    isOpen && fits(group) ? [group] : byChain(group, tieChain).reverse();
  for (const group of groups) {
    // A group is parted by what is left when its turn comes, so not all groups at once.
    for (const equals of taken.length < need ? classes(group) : []) {
      if (taken.length >= need) break;
      if (!fits(equals)) return filled(giving, tieChain, { tie: 'TIEBREAK', tied: equals.length });
      taken.push(...equals);
      if (taken.length > need) {
        return filled(giving, tieChain, { tie: 'INCLUDE', tied: equals.length });
      }
    }
  }
  return filled(giving, tieChain);
};

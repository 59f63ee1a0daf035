import { pointsOf } from '../scheme/decimal.ts';
import type { Competitor, Scored } from './competitor.ts';
import { fillCeiling, fillFloor, type Filled } from './fill.ts';
import type { LevelRules } from './level-rules.ts';
import { steppedDown } from './level-step.ts';
import type {
  Carried,
  ForceLevel,
  GroupMode,
  LevelPlacement,
  LevelRule,
  LevelsOutcome,
  QuotaUse,
} from './levels.ts';
import { levelSeats, type LevelSeats } from './quota-seats.ts';
import { reportsOf } from './reports.ts';
import { countedIn, sorted, type Sorted } from './sort-people.ts';

/** One group whose quotas are taken together. */
export interface LevelGroup {
  readonly units: readonly string[];
  readonly mode: GroupMode;
  readonly people: readonly Competitor[];
  readonly carried?: Carried;
}

const without = (people: readonly Scored[], taken: readonly Scored[]): Scored[] => {
  const gone = new Set(taken);
  return people.filter((person) => !gone.has(person));
};

/** What the quotas came to, in the order they are placed: DOMAIN 3.0c.13. */
interface Placed {
  readonly floor: Filled;
  readonly first: Filled;
  readonly second: Filled;
  readonly honoured: readonly Scored[];
  readonly third: readonly Scored[];
}

const placed = (people: Sorted, seats: LevelSeats, rules: LevelRules): Placed => {
  const fixed = people.vetoed.length + people.forced.length;
  const scored = [...people.honoured, ...people.others];
  const floor = fillFloor(scored, { floor: seats.level4, fixed }, rules);
  const above = without(people.others, floor.taken);
  const first = fillCeiling(above, seats.level1, rules);
  const below = without(above, first.taken);
  const second = fillCeiling(below, seats.levels1And2 - first.taken.length, rules);
  return {
    ...{ floor, first, second },
    honoured: without(people.honoured, floor.taken),
    third: without(below, second.taken),
  };
};

const usesOf = (
  people: Sorted,
  { floor, first, second, third }: Placed,
  { seats, rules, n }: { seats: LevelSeats; rules: LevelRules; n: number },
): QuotaUse[] => {
  const fixed = people.vetoed.length + people.forced.length;
  const inFirst = first.taken.length;
  const above = { n, competitors: inFirst + second.taken.length + third.length };
  const at = ({ cut, tie, tied }: Filled) => ({ cut, tie, tied });
  const shareOf = (rule: 'level1' | 'levels1And2' | 'level4') => ({
    share: String(rules[rule].share),
    seats: seats[rule],
  });
  const used = fixed + floor.taken.length;
  const inBoth = inFirst + second.taken.length;
  return [
    { quota: 'LEVEL_4', ...shareOf('level4'), n, used, competitors: n - fixed, ...at(floor) },
    { quota: 'LEVEL_1', ...shareOf('level1'), ...above, used: inFirst, ...at(first) },
    { quota: 'LEVELS_1_AND_2', ...shareOf('levels1And2'), ...above, used: inBoth, ...at(second) },
  ];
};

type Ranked = readonly [ForceLevel | null, LevelRule, readonly Competitor[]];

const ranked = (people: Sorted, result: Placed): Ranked[] => [
  [4, 'VETO', [...people.vetoed, ...people.vetoedOnTop]],
  [4, 'FORCED', people.forced],
  [4, 'FLOOR', result.floor.taken],
  [1, 'OFF_QUOTA', [...people.honouredOnTop, ...result.honoured]],
  [1, 'LEVEL_1', result.first.taken],
  [2, 'LEVEL_2', result.second.taken],
  [3, 'LEVEL_3', result.third],
  [null, 'OUTSIDE', people.outside],
];

const BY: Readonly<Partial<Record<LevelRule, 'veto' | 'forced' | 'offQuota'>>> = {
  VETO: 'veto',
  FORCED: 'forced',
  OFF_QUOTA: 'offQuota',
};

const placementsOf = (all: readonly Ranked[], { deservedBelow }: LevelRules): LevelPlacement[] =>
  all
    .flatMap(([level, rule, people]) =>
      people.map((person): LevelPlacement => {
        const by = BY[rule];
        return {
          officer: person.officer,
          unit: person.unit,
          level: level === null ? null : steppedDown(level, person.steps),
          rule,
          by: by === undefined ? null : person[by],
          enforced: rule === 'FLOOR' && (person.total ?? 0) >= pointsOf(deservedBelow),
          steps: person.steps,
        };
      }),
    )
    .sort((a, b) => (a.officer < b.officer ? -1 : 1));

/**
 * Places everybody of a group: vetoed and forced, the floor of level 4, level 1, levels 1 and 2, the
 * rest (DOMAIN 3.0c.13). The order of the people changes nothing, and nothing parts people whom the
 * rules do not part.
 * @throws Rejection QUOTAS_IMPOSSIBLE
 */
export const placeLevels = (group: LevelGroup, rules: LevelRules): LevelsOutcome => {
  const people = sorted(group.people, rules);
  const n = countedIn(people);
  const seats = levelSeats(rules, n, group);
  const result = placed(people, seats, rules);
  const quotas = usesOf(people, result, { seats, rules, n });
  return {
    units: [...group.units].sort(),
    mode: group.mode,
    n,
    quotas,
    placements: placementsOf(ranked(people, result), rules),
    reports: quotas.flatMap(reportsOf),
    carried: seats.carried,
  };
};

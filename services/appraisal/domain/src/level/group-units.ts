import type { Competitor } from './competitor.ts';
import type { LevelRules } from './level-rules.ts';
import type { Carried, LevelsOutcome } from './levels.ts';
import { placeLevels, type LevelGroup } from './place-levels.ts';
import { baseOf } from './sort-people.ts';

/** A unit of the bureau with everybody ranked in it. */
export interface RankedUnit {
  readonly unit: string;
  /** The unit above; null for a root. */
  readonly parent: string | null;
  readonly people: readonly Competitor[];
}

/** Names a group over periods: its units. */
export const groupKey = (units: readonly string[]): string => [...units].sort().join('+');

const peopleOf = (units: readonly RankedUnit[]): Competitor[] =>
  units.flatMap(({ people }) => people);

const joined = (units: readonly RankedUnit[]): LevelGroup[] => {
  const byParent = new Map<string | null, RankedUnit[]>();
  for (const unit of units) {
    byParent.set(unit.parent, [...(byParent.get(unit.parent) ?? []), unit]);
  }
  return [...byParent].flatMap(([parent, siblings]): LevelGroup[] => {
    const alone = parent === null || siblings.length === 1;
    if (alone) return siblings.map((unit) => groupOf(unit, 'EXEMPT'));
    const names = siblings.map(({ unit }) => unit);
    return [{ units: names, mode: 'MERGED', people: peopleOf(siblings) }];
  });
};

const groupOf = ({ unit, people }: RankedUnit, mode: LevelGroup['mode']): LevelGroup => ({
  units: [unit],
  mode,
  people,
});

/**
 * The groups whose quotas are taken together. Small units apply them all the same, are exempt from
 * the floor of level 4, or are joined with the other small units of their parent (DOMAIN §5 row 2).
 */
export const levelGroups = (units: readonly RankedUnit[], rules: LevelRules): LevelGroup[] => {
  const isSmall = ({ people }: RankedUnit) => baseOf(people, rules) < rules.minUnitSize;
  const { smallUnitMode } = rules;
  if (smallUnitMode === 'APPLY') return units.map((unit) => groupOf(unit, 'APPLIED'));
  const large = units.filter((unit) => !isSmall(unit)).map((unit) => groupOf(unit, 'APPLIED'));
  const small = units.filter((unit) => isSmall(unit) && baseOf(unit.people, rules) > 0);
  const empty = units.filter((unit) => isSmall(unit) && baseOf(unit.people, rules) === 0);
  return [
    ...large,
    ...empty.map((unit) => groupOf(unit, 'EXEMPT')),
    ...(smallUnitMode === 'MERGE' ? joined(small) : small.map((unit) => groupOf(unit, 'EXEMPT'))),
  ];
};

/**
 * Levels of all units of a bureau, in the order of their names.
 * @param carried parts of seats that groups kept from the period before, by {@link groupKey}
 * @throws Rejection QUOTAS_IMPOSSIBLE
 */
export const placeUnits = (
  units: readonly RankedUnit[],
  rules: LevelRules,
  carried: Readonly<Record<string, Carried>> = {},
): LevelsOutcome[] =>
  levelGroups(units, rules)
    .map((group) => ({ ...group, carried: carried[groupKey(group.units)] ?? {} }))
    .map((group) => placeLevels(group, rules))
    .sort((a, b) => (groupKey(a.units) < groupKey(b.units) ? -1 : 1));

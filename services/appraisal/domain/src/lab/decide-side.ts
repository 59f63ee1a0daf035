import { isRejection, type Fen, type Label } from '@ywk/kernel';
import { withinBudget, type BudgetMode } from '../grade/unit-budget.ts';
import type { Competitor } from '../level/competitor.ts';
import { groupKey, placeUnits } from '../level/group-units.ts';
import type { LevelRules } from '../level/level-rules.ts';
import {
  FORCE_LEVELS,
  type Carried,
  type ForceLevel,
  type LevelsOutcome,
} from '../level/levels.ts';

/** One officer's month on one side, as quotas and budgets see it. */
export interface LabPerson extends Competitor {
  /** Null: not graded, in no budget. */
  readonly grade: string | null;
  /** Fen that the grade asks for. */
  readonly pay: Fen | null;
}

/** A unit with everybody in it, by officer id: in this order equal remainders are served. */
export interface LabUnit {
  readonly unit: string;
  readonly parent: string | null;
  readonly budgetMode: BudgetMode;
  readonly people: readonly LabPerson[];
}

/** What one month leaves to the next: parts of seats by group, overruns of pools by unit. */
export interface LabCarry {
  readonly levels: Readonly<Record<string, Carried>>;
  readonly overruns: Readonly<Record<string, Fen>>;
}

/** The rules of one side in a month. */
export interface SideRules {
  readonly levels: LevelRules;
  /** Fen of the budget for each who is ranked. */
  readonly perHead: Fen;
}

/** What a unit's month comes to on one side. Amounts in fen. */
export interface UnitDecided {
  /** People by level, level 1 first. */
  readonly levels: readonly number[];
  /** The group whose quotas are taken together, by {@link groupKey}, and what it keeps of seats. */
  readonly group: string;
  readonly carried: Carried;
  /** Why no level could be placed; null otherwise. */
  readonly impossible: Label | null;
  /** Ranked in the budget. */
  readonly members: number;
  readonly budget: Fen;
  readonly asked: Fen;
  /** 0 where BLOCK refuses. */
  readonly paid: Fen;
  readonly overrun: Fen;
  readonly carriedIn: Fen;
  readonly carryOver: Fen;
  /** BLOCK refuses the unit's grades. */
  readonly refused: boolean;
}

/** What is decided of one officer's month on one side. */
export interface OfficerDecided {
  /** Null for who is not counted, or where no level could be placed. */
  readonly level: ForceLevel | null;
  /** Fen after the unit's budget; null for who is not graded, and where BLOCK refuses. */
  readonly paid: Fen | null;
}

/** One side of some units' month. */
export interface SideDecided {
  readonly officers: ReadonlyMap<string, OfficerDecided>;
  readonly units: ReadonlyMap<string, UnitDecided>;
}

type Placed = LevelsOutcome | { readonly impossible: Label };

const placedAll = (units: readonly LabUnit[], rules: LevelRules, carry: LabCarry): Placed[] => {
  try {
    return placeUnits(units, rules, carry.levels);
  } catch (error) {
    if (!isRejection(error) || error.code !== 'QUOTAS_IMPOSSIBLE') throw error;
    return [{ impossible: error.facts['reason'] as Label }];
  }
};

const budgetOf = ({ unit, budgetMode: mode, people }: LabUnit, perHead: Fen, carry: LabCarry) => {
  const graded = people.filter(({ grade }) => grade !== null);
  const carried = carry.overruns[unit] ?? 0;
  const asks = graded.map(({ pay }) => pay ?? 0);
  const { pays, ...outcome } = withinBudget(asks, { mode, perHead, carried });
  const paid = new Map(graded.map(({ officer }, at) => [officer, pays?.[at] ?? null]));
  const sum = (pays ?? []).reduce((all, pay) => all + pay, 0);
  return {
    paid,
    use: {
      ...{ ...outcome, members: graded.length, paid: sum },
      ...{ carriedIn: carried, refused: pays === undefined },
    },
  };
};

/**
 * Levels and pay of units on one side, as the quota engine places them and the budgets allow.
 * @param units with all that share a parent: small ones may be joined
 */
export const decideSide = (
  units: readonly LabUnit[],
  { levels: rules, perHead }: SideRules,
  carry: LabCarry,
): SideDecided => {
  const placed = placedAll(units, rules, carry);
  const outcomes = placed.flatMap((each) => ('impossible' in each ? [] : [each]));
  const impossible = placed.flatMap((each) => ('impossible' in each ? [each.impossible] : []))[0];
  const levels = new Map(
    outcomes.flatMap(({ placements }) => placements.map(({ officer, level }) => [officer, level])),
  );
  const officers = new Map<string, OfficerDecided>();
  const decided = new Map<string, UnitDecided>();
  for (const each of units) {
    const { paid, use } = budgetOf(each, perHead, carry);
    const own = each.people.map(({ officer }) => levels.get(officer) ?? null);
    each.people.forEach(({ officer }, at) => {
      officers.set(officer, { level: own[at] ?? null, paid: paid.get(officer) ?? null });
    });
    const group = outcomes.find((outcome) => outcome.units.includes(each.unit));
    decided.set(each.unit, {
      levels: FORCE_LEVELS.map((level) => own.filter((found) => found === level).length),
      group: groupKey(group?.units ?? [each.unit]),
      carried: group?.carried ?? {},
      impossible: impossible ?? null,
      ...use,
    });
  }
  return { officers, units: decided };
};

/** What units of a month leave to the next one. */
export const carryOf = (
  units: readonly { readonly unit: string; readonly decided: UnitDecided }[],
): LabCarry => ({
  levels: Object.fromEntries(units.map(({ decided }) => [decided.group, decided.carried])),
  overruns: Object.fromEntries(units.map(({ unit, decided }) => [unit, decided.carryOver])),
});

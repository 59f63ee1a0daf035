import { Rejection, type Decider, type Label, type Message } from '@ywk/kernel';

/** How an overrun of the performance budget is met (DOMAIN 3.0b Unit budget). */
export type BudgetMode = 'BLOCK' | 'SCALE' | 'CARRY_POOL';

export interface Unit {
  readonly unit: string;
  readonly name: Label;
  /** Null for the root of a bureau. */
  readonly parent: string | null;
  readonly budgetMode: BudgetMode;
}

export interface DefineUnit extends Unit {
  /** Codes from the root to the parent as the tree stands now; empty when there is no such unit. */
  readonly parentPath: readonly string[];
}

export type UnitEvent = Message<'UnitDefined', Unit>;

const same = (one: Unit, other: Unit): boolean =>
  one.name.zh === other.name.zh &&
  one.name.en === other.name.en &&
  one.parent === other.parent &&
  one.budgetMode === other.budgetMode;

const refuseParent = ({ unit, parent, parentPath }: DefineUnit): void => {
  if (parent === null) return;
  if (unit === parent || parentPath.includes(unit)) {
    throw new Rejection('UNIT_CIRCLE', {
      zh: `单位${parent}在${unit}之下，不能作为其上级单位。`,
      en: `${parent} lies below ${unit} and cannot stand above it.`,
    });
  }
  if (parentPath.length === 0) {
    throw new Rejection('PARENT_UNKNOWN', {
      zh: `请先设立单位${parent}。`,
      en: `Define the unit ${parent} first.`,
    });
  }
};

/** One unit of the tree; its code is for life, all else may change. */
export const unitDecider: Decider<DefineUnit, Unit | undefined, UnitEvent> = {
  initialState: undefined,

  decide: (command, state) => {
    refuseParent(command);
    const { unit, name, parent, budgetMode } = command;
    const data = { unit, name, parent, budgetMode };
    return state !== undefined && same(state, data) ? [] : [{ type: 'UnitDefined', data }];
  },

  evolve: (_, { data }) => data,
};

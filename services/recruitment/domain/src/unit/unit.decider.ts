import { Rejection, type Decider, type Label, type Message } from '@ywk/kernel';

export interface UnitDefinition {
  readonly unit: string;
  readonly name: Label;
  /** Null for the root of a bureau. */
  readonly parent: string | null;
  readonly budgetMode: 'BLOCK' | 'SCALE';
}

export type UnitCommand = Message<'DefineUnit', UnitDefinition>;
export type UnitEvent = Message<'UnitDefined', UnitDefinition>;

export interface UnitState {
  readonly definition: UnitDefinition | null;
}

const same = (a: UnitDefinition, b: UnitDefinition): boolean =>
  a.name.zh === b.name.zh &&
  a.name.en === b.name.en &&
  a.parent === b.parent &&
  a.budgetMode === b.budgetMode;

/** A unit of the bureau's tree: set up once, its name, place and budget rule may change. */
export const unit: Decider<UnitCommand, UnitState, UnitEvent> = {
  initialState: { definition: null },

  decide({ data }, { definition }) {
    if (data.parent === data.unit) {
      throw new Rejection('UNIT_CYCLE', 'A unit cannot stand below itself.');
    }
    return definition !== null && same(definition, data) ? [] : [{ type: 'UnitDefined', data }];
  },

  evolve: (_state, { data }) => ({ definition: data }),
};

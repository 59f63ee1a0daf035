import { closed, shape, type JsonSchema } from '../event-contract.ts';

/** An officer's id, or the name in the token of a police officer. */
export const person: JsonSchema = { type: 'string', minLength: 1, maxLength: 64 };

const list = (items: object, maxItems: number) => ({ type: 'array', items, maxItems });
const decimal = {
  type: ['integer', 'string'],
  pattern: '^\\d+([.]\\d+)?%?$',
  maxLength: 32,
  minimum: 0,
};
const label = closed({ zh: shape.text, en: shape.text });

/** Everything by which a review is counted, as the scheme said when it was drawn up. */
export const reviewRulesShape = closed({
  schemeVersion: shape.code,
  classes: list(closed({ id: shape.code, label, weight: decimal }), 20),
  smallClasses: { enum: ['MERGE', 'HIDE'] },
  leaders: list(closed({ role: shape.code, label, weight: decimal }), 20),
  strictness: { enum: ['OFF', 'MEDIAN'] },
  panel: closed({ minMembers: { type: 'integer', minimum: 1 }, quorum: decimal }),
  parts: list(
    closed({ part: { enum: ['MONTH_TOTALS', 'LEADERS', 'VOTES'] }, weight: decimal }),
    20,
  ),
  votes: closed({ EXCELLENT: decimal, COMPETENT: decimal, BASIC: decimal, INCOMPETENT: decimal }),
  minTurnout: decimal,
  minVoters: { type: 'integer', minimum: 1 },
});

type Decimal = number | string;
interface Label {
  readonly zh: string;
  readonly en: string;
}

export interface RulesOfReview {
  readonly schemeVersion: string;
  readonly classes: readonly {
    readonly id: string;
    readonly label: Label;
    readonly weight: Decimal;
  }[];
  readonly smallClasses: 'MERGE' | 'HIDE';
  readonly leaders: readonly {
    readonly role: string;
    readonly label: Label;
    readonly weight: Decimal;
  }[];
  readonly strictness: 'OFF' | 'MEDIAN';
  readonly panel: { readonly minMembers: number; readonly quorum: Decimal };
  readonly parts: readonly {
    readonly part: 'MONTH_TOTALS' | 'LEADERS' | 'VOTES';
    readonly weight: Decimal;
  }[];
  readonly votes: Readonly<Record<'EXCELLENT' | 'COMPETENT' | 'BASIC' | 'INCOMPETENT', Decimal>>;
  readonly minTurnout: Decimal;
  readonly minVoters: number;
}

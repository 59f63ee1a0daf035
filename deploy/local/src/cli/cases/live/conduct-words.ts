/** A word of a story about one case, commendation or what was annulled; a later one replaces it. */
export type LiveConductWord = { readonly conduct: string } & (
  | {
      readonly kind: 'SANCTION';
      readonly code: string;
      readonly on: string;
      readonly months: number;
      readonly mostMonths: number;
    }
  | { readonly kind: 'COMMENDATION'; readonly code: string; readonly on: string }
  | { readonly kind: 'NONE' }
);

/** Days of leave, both included; `to` absent while it lasts. */
export interface LiveLeave {
  readonly from: string;
  readonly to?: string;
}

/** What a story tells of the conduct of an officer. */
export type LiveConductAction =
  | { readonly kind: 'CONDUCT'; readonly officer: string; readonly word: LiveConductWord }
  /** All of it as it is now told. */
  | { readonly kind: 'LEAVE'; readonly officer: string; readonly leave: readonly LiveLeave[] };

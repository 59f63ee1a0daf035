import type { Label } from '@ywk/kernel';
import { RC1_CONDUCT, type ConductRules } from '../conduct/conduct-rules.ts';

/** Bounds of one amount, both inclusive; every amount listed must be given unless optional. */
export interface AmountRule {
  readonly min: number;
  readonly max: number;
  readonly optional?: true;
  /** Only these values, where not every one between the bounds is meant. */
  readonly only?: readonly number[];
}

/** Roles that verify; a fact of a code that a machine owns counts at once. */
export type FactOwner =
  'leader' | 'hr' | 'operator' | 'appraiser' | 'approver' | 'auditor' | 'machine';

/** Which moment `occurredAt` states (DOMAIN 3.0c §7). */
export type Attribution = 'occurredAt' | 'documentDate' | 'monthEnd';

/** What may be entered under one code. */
export interface FactCode {
  readonly code: string;
  readonly label: Label;
  /** Where the rule stands, for those who ask. */
  readonly source: string;
  /** Integers by name; the name states the unit: minutes, points (whole, positive), n. */
  readonly amounts: Readonly<Record<string, AmountRule>>;
  readonly evidence: 'required' | 'optional';
  readonly owner: FactOwner;
  readonly attribution: Attribution;
}

/** An act as the document states it: what is left out has the defaults of {@link codesOf}. */
export interface ActLine {
  readonly code: string;
  readonly label: Label;
  readonly source: string;
  readonly owner: FactOwner;
  readonly amounts?: FactCode['amounts'];
  readonly evidence?: FactCode['evidence'];
  readonly attribution?: Attribution;
}

/** A total of another system, by the metric it adds to; its one amount is `n`. */
export interface TotalLine {
  readonly code: string;
  readonly label: Label;
  readonly source: string;
  readonly owner?: FactOwner;
}

/** Everything that may be entered, as one document with a version. */
export interface CatalogueDocument {
  readonly version: number;
  readonly acts: readonly ActLine[];
  readonly totals: readonly TotalLine[];
  /** Discipline and commendation; RC-1's where it says nothing. */
  readonly conduct?: ConductRules;
}

const LARGEST_TOTAL = 1_000_000;

const ofAct = (line: ActLine): FactCode => ({
  amounts: {},
  evidence: 'required',
  attribution: 'occurredAt',
  ...line,
});

const ofTotal = (line: TotalLine): FactCode => ({
  amounts: { n: { min: 0, max: LARGEST_TOTAL } },
  evidence: 'optional',
  attribution: 'occurredAt',
  owner: 'machine',
  ...line,
});

/** Every code of a document with its defaults, acts first. */
export const codesOf = ({ acts, totals }: CatalogueDocument): FactCode[] => [
  ...acts.map(ofAct),
  ...totals.map(ofTotal),
];

/** A catalogue that can be looked up. */
export class FactCatalogue {
  private readonly codes: ReadonlyMap<string, FactCode>;
  readonly version: number;
  readonly conduct: ConductRules;

  constructor(document: CatalogueDocument) {
    this.version = document.version;
    this.conduct = document.conduct ?? RC1_CONDUCT;
    this.codes = new Map(codesOf(document).map((one) => [one.code, one]));
  }

  find(code: string): FactCode | undefined {
    return this.codes.get(code);
  }

  all(): FactCode[] {
    return [...this.codes.values()];
  }
}

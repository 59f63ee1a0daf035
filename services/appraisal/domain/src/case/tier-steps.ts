import type { LocalDay } from '@ywk/kernel';
import type { AnnualGrade } from '../scheme/annual-document.ts';
import type { Decimal } from '../scheme/clause-document.ts';
import type { Education } from '../tier/tier-rules.ts';

/** A year's grade, alone or with what orders officers who wait. */
export type CaseAnnualGrade =
  | AnnualGrade
  | {
      readonly grade: AnnualGrade;
      readonly total?: Decimal;
      readonly custom?: Decimal;
      readonly deducted?: Decimal;
      readonly democratic?: Decimal;
    };

/** Days, both inclusive; `to` absent while it lasts. */
export interface CaseSpan {
  readonly from: LocalDay;
  readonly to?: LocalDay;
}

/** A sanction as duty tells it, by its case; annulled, it never was. Its fact is told like any other. */
export interface CaseDiscipline {
  readonly case: string;
  readonly officer: string;
  /** Absent where it is annulled. */
  readonly sanction?: string;
  readonly months?: number;
  readonly mostMonths?: number;
  /** The step's day when absent. */
  readonly on?: LocalDay;
  readonly annulled?: true;
}

/** A commendation as duty tells it; annulled, it never was. */
export interface CaseAward {
  readonly award: string;
  readonly officer: string;
  /** Absent where it is annulled. */
  readonly code?: string;
  /** The step's day when absent. */
  readonly on?: LocalDay;
  readonly annulled?: true;
}

/** Officers outside the story who hold seats, by tier. */
export type CaseOthers = Readonly<Record<string, number>>;

export interface CaseTierRun {
  readonly year: number;
  /** Approved posts. */
  readonly quota: number;
  readonly others?: CaseOthers;
  readonly by: string;
}

export interface CaseConversion {
  readonly effectiveDate: LocalDay;
  readonly quota: number;
  readonly others?: CaseOthers;
  readonly by: string;
  readonly mapping: {
    readonly ranks?: Readonly<Record<string, number>>;
    readonly years?: readonly { readonly atLeast: number; readonly tier: number }[];
    readonly educations?: Readonly<Partial<Record<Education, number>>>;
  };
  readonly incumbents: Readonly<
    Record<string, { readonly rank?: string; readonly education?: Education }>
  >;
}

/** A change that somebody asks for outside a run. */
export interface CaseTierChange {
  readonly officer: string;
  readonly to: number;
  readonly effectiveDate: LocalDay;
  readonly ground: string;
  readonly by: string;
}

/** Approves what is proposed, in the order in which it was: all, or for some officers. */
export interface CaseTierApproval {
  readonly by: string;
  readonly officers?: readonly string[];
}

/** What happens in a step to careers, in the order of these members. */
export interface CaseTierSteps {
  readonly annualGrades?: Readonly<Record<string, Readonly<Record<string, CaseAnnualGrade>>>>;
  /** By officer, all of it as it is now told. */
  readonly leave?: Readonly<Record<string, readonly CaseSpan[]>>;
  readonly conversion?: CaseConversion;
  readonly discipline?: readonly CaseDiscipline[];
  readonly award?: readonly CaseAward[];
  readonly tierRun?: CaseTierRun;
  readonly proposeTier?: CaseTierChange;
  readonly approveTiers?: CaseTierApproval;
}

/** What is expected of an officer's career on a day. */
export interface TierExpectation {
  readonly officer: string;
  readonly on: LocalDay;
  /** NONE in the trainee time and outside service. */
  readonly tier?: number | 'NONE';
  readonly credits?: Decimal;
  /** Credit years that are missing for the next tier. */
  readonly missing?: Decimal;
  /** Fen a month held up after a conversion, in yuan. */
  readonly protection?: Decimal;
}

/** What is expected of the last run. */
export interface TierRunExpectation {
  readonly run: number;
  /** Proposed tiers by officer: all of them. */
  readonly proposed?: Readonly<Record<string, number>>;
  /** Who waits for a seat, in order. */
  readonly waiting?: readonly string[];
  /** Why somebody with the credit years is not moved. */
  readonly held?: Readonly<Record<string, string>>;
  /** Seats by the highest number of the group. */
  readonly tierSeats?: Readonly<Record<string, number>>;
  /** What the proposals cost in the twelve months from the effective date on, in yuan. */
  readonly cost?: Decimal;
}

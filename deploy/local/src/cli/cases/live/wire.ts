/** A stay as a story tells it; days in Asia/Shanghai, both included. */
export interface LiveStay {
  readonly unit: string;
  readonly post: string;
  readonly team: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly probation: boolean;
}

/** What a system must have before a story begins. */
export interface LiveStory {
  readonly case: string;
  readonly at: string;
  /** Whether nobody else may have been there before. */
  readonly alone: boolean;
  readonly people: Readonly<Record<string, readonly LiveStay[]>>;
  /** The unit above a unit. */
  readonly units: Readonly<Record<string, string>>;
}

export interface LiveContent {
  readonly occurredAt: string;
  readonly amounts: Readonly<Record<string, number>>;
  readonly count: number;
}

interface FactVersion {
  readonly id: string;
  /** Null: the next one. */
  readonly version: number | null;
}

export interface ToldFact extends FactVersion {
  readonly version: number;
  readonly officer: string;
  readonly code: string;
  readonly content: LiveContent;
}

export interface CorrectedFact extends FactVersion {
  readonly change: Partial<LiveContent>;
}

export interface LiveRules {
  readonly document: object;
  readonly draftedBy: string;
  readonly activatedBy: string;
}

/** What is to be done or answered, and at what instant. */
export type LiveAsk = { readonly at: string } & (
  | { readonly act: 'STAYS'; readonly officer: string; readonly stays: readonly LiveStay[] }
  | { readonly act: 'TELL'; readonly fact: ToldFact }
  | { readonly act: 'CORRECT'; readonly fact: CorrectedFact }
  | { readonly act: 'WITHDRAW'; readonly fact: FactVersion }
  | { readonly act: 'CLOSE'; readonly period: string }
  | ({ readonly act: 'RULES' } & LiveRules)
  | { readonly ask: 'COPY'; readonly month: string }
  | { readonly ask: 'SHEET'; readonly officer: string; readonly period: string }
);

export type LiveAnswer =
  | { readonly kind: 'DONE' }
  | { readonly kind: 'REFUSED'; readonly code: string; readonly detail: string }
  | { readonly kind: 'UNSUPPORTED' }
  | {
      readonly kind: 'SHEET';
      readonly sheet: unknown;
      readonly revision: number;
      readonly scheme: unknown;
      readonly facts: unknown;
    }
  | { readonly kind: 'DOCUMENT'; readonly document: unknown };

export const DONE: LiveAnswer = { kind: 'DONE' };
export const UNSUPPORTED: LiveAnswer = { kind: 'UNSUPPORTED' };

/** What the program of cases writes for those who play live. */
export interface LiveLine {
  readonly begin?: LiveStory;
  readonly ask?: LiveAsk;
}

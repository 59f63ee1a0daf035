import type { Instant, Message } from '@ywk/kernel';

/** What one version says happened. */
export interface FactContent {
  readonly occurredAt: Instant;
  readonly amounts: Readonly<Record<string, number>>;
  readonly evidence: string | null;
  readonly source: string;
  readonly reference: string | null;
  /** The act that several facts report (DOMAIN 3.0b); null: this fact alone. */
  readonly actId: string | null;
}

/** What never changes about an act, whatever version. */
export interface EntrySubject {
  readonly fact: string;
  readonly officer: string;
  readonly code: string;
}

/** A version names its number; whoever sends the fact counts, from 1. */
type Version = EntrySubject & { readonly version: number };
type Said = Version & { readonly author: string; readonly atOnce: boolean };

export type EntryEvent =
  | Message<'FactEntered' | 'FactCorrected', Said & FactContent>
  | Message<'FactWithdrawn', Said & { readonly reason: string }>
  | Message<'FactVerified', Version & { readonly verifier: string }>
  | Message<'FactRejected', Version & { readonly verifier: string; readonly reason: string }>
  | Message<'FactRuled', EntrySubject & RuledContent>;

/** What a ruling on an objection says of an act; it holds whatever is said after it. */
export interface RuledContent {
  readonly ruling: string;
  /** Null: it does not count. */
  readonly content: FactContent | null;
}

export type Verdict = 'pending' | 'verified' | 'rejected';

export interface EntryVersion {
  /** Null for a withdrawal. */
  readonly content: FactContent | null;
  /** Why it was withdrawn. */
  readonly reason: string | null;
  readonly author: string;
  readonly verdict: Verdict;
}

/** All that was said about one act. */
export interface EntryState {
  readonly subject: EntrySubject | null;
  readonly versions: ReadonlyMap<number, EntryVersion>;
  /** The last ruling on it, where there was one. */
  readonly ruled?: RuledContent;
}

export const UNKNOWN_ENTRY: EntryState = { subject: null, versions: new Map() };

/** The highest version that is known; 0 for none. */
export const topOf = ({ versions }: EntryState): number => Math.max(0, ...versions.keys());

/** The version that counts: the highest that was verified. Undefined for none. */
export const countingOf = ({ versions }: EntryState): number | undefined => {
  const verified = [...versions].filter(([, { verdict }]) => verdict === 'verified');
  return verified.length === 0 ? undefined : Math.max(...verified.map(([version]) => version));
};

/** What counts now; null when nothing does. */
export const standingOf = (state: EntryState): FactContent | null => {
  if (state.ruled !== undefined) return state.ruled.content;
  const counting = countingOf(state);
  return counting === undefined ? null : (state.versions.get(counting)?.content ?? null);
};

export type EntryStanding = Verdict | 'withdrawn';

/** Where the highest version stands, in one word; a lower one may still count, and a ruling goes before. */
export const stateOf = (state: EntryState): EntryStanding => {
  if (state.ruled !== undefined) return state.ruled.content === null ? 'withdrawn' : 'verified';
  const top = state.versions.get(topOf(state));
  if (top === undefined) return 'pending';
  return top.content === null && top.verdict === 'verified' ? 'withdrawn' : top.verdict;
};

const amountsText = (amounts: FactContent['amounts']): string =>
  JSON.stringify(Object.entries(amounts).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Whether two versions say the same. */
export const sameContent = (a: FactContent | null, b: FactContent | null): boolean => {
  if (a === null || b === null) return a === b;
  return (
    a.occurredAt === b.occurredAt &&
    a.evidence === b.evidence &&
    a.source === b.source &&
    a.reference === b.reference &&
    a.actId === b.actId &&
    amountsText(a.amounts) === amountsText(b.amounts)
  );
};

/** What a change of one entry means for the facts of the officer: what ceases, what begins. */
export const factEffects = (
  before: EntryState,
  after: EntryState,
): { readonly reversed: FactContent | null; readonly recorded: FactContent | null } => {
  const [was, is] = [standingOf(before), standingOf(after)];
  return sameContent(was, is)
    ? { reversed: null, recorded: null }
    : { reversed: was, recorded: is };
};

/** Who entered a version, and who verified it. */
export interface Vouched {
  readonly author: string;
  readonly verifier: string;
}

/** Who vouched for a version in these events; null where nobody did. @param after them all */
export const vouchedIn = (events: readonly EntryEvent[], after: EntryState): Vouched | null => {
  const verified = events.findLast((event) => event.type === 'FactVerified');
  if (verified?.type !== 'FactVerified') return null;
  const { version, verifier } = verified.data;
  const author = after.versions.get(version)?.author;
  return author === undefined ? null : { author, verifier };
};

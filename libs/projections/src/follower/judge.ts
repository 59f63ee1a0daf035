import { expectedHash } from '@ywk/contracts';
import type { EventEnvelope } from '@ywk/contracts';

/** The last event of a partition that was taken; what the next one must continue. */
export interface ChainState {
  /** 0 before the first. */
  readonly lastPos: number;
  /** 64 hex digits. */
  readonly lastHash: string;
  /** 0 before the first. */
  readonly logEpoch: number;
}

export type Verdict =
  | { readonly verdict: 'take' | 'drop' | 'gap' }
  | { readonly verdict: 'halt'; readonly reason: string };

const TAKE: Verdict = { verdict: 'take' };
const DROP: Verdict = { verdict: 'drop' };
const GAP: Verdict = { verdict: 'gap' };

const halt = (reason: string): Verdict => ({ verdict: 'halt', reason });

const judgeNext = (state: ChainState, event: EventEnvelope): Verdict => {
  if (event.logEpoch < state.logEpoch) {
    return halt(`Position ${event.pos} is of epoch ${event.logEpoch}, after ${state.logEpoch}.`);
  }
  if (event.prevHash !== state.lastHash) {
    return halt(`Position ${event.pos} does not continue the chain: wrong prevHash.`);
  }
  if (expectedHash(event) !== event.hash) {
    return halt(`Position ${event.pos} does not match its hash.`);
  }
  return TAKE;
};

/**
 * What becomes of an event, given the one before. An event seen again is dropped, unless it comes
 * from a newer epoch: then the log was restored to an earlier point and what was applied is not
 * what the log now says.
 */
export const judge = (state: ChainState, event: EventEnvelope): Verdict => {
  if (event.pos === state.lastPos + 1) return judgeNext(state, event);
  if (event.pos > state.lastPos) return GAP;
  if (event.logEpoch <= state.logEpoch) return DROP;
  return halt(
    `Epoch ${event.logEpoch} holds position ${event.pos}; up to ${state.lastPos} was applied before.`,
  );
};

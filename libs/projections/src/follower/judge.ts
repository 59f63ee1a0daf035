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

const judgeKnown = (state: ChainState, event: EventEnvelope): Verdict => {
  if (event.logEpoch > state.logEpoch) {
    return halt(
      `Epoch ${event.logEpoch} holds position ${event.pos}; up to ${state.lastPos} was applied before.`,
    );
  }
  if (event.pos === state.lastPos && event.hash !== state.lastHash) {
    return halt(
      `A fork: another event was applied at position ${event.pos} than ${event.eventId}.`,
    );
  }
  return DROP;
};

/**
 * What becomes of an event, given the one before. An event seen again is dropped, unless it is not
 * what was applied: of a newer epoch (the log was restored to an earlier point), or another event
 * at the last position (two servers wrote the same log).
 */
export const judge = (state: ChainState, event: EventEnvelope): Verdict => {
  if (event.pos === state.lastPos + 1) return judgeNext(state, event);
  return event.pos > state.lastPos ? GAP : judgeKnown(state, event);
};

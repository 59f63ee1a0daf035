import type { SERVICES } from '../checker/dump.ts';
import type { Chance } from '../load/chance.ts';
import type { ChaosSystem } from '../system/chaos-system.ts';
import type { History } from '../system/history.ts';

/** What a fault works with. */
export interface Harm {
  readonly system: ChaosSystem;
  readonly history: History;
  readonly chance: Chance;
  /** Long pauses outlast leases and sessions; short ones fit into a test of a minute. */
  readonly long: boolean;
}

/** One kind of fault. It heals by itself, in a bounded time. */
export interface Fault {
  readonly kind: string;
  /** Plays it once. @returns what was done to whom, for the history */
  play(harm: Harm): Promise<unknown>;
}

export type Service = (typeof SERVICES)[number];

import type { World } from './world.ts';

/** What can go wrong with one request. */
export type RequestFault =
  'lostRequest' | 'lostAnswer' | 'lateBatch' | 'partialBatch' | 'doubledBatch';

/** In a thousand requests, when the schedule has this fault at all. */
const SHARES: Readonly<Record<RequestFault, number>> = {
  lostRequest: 40,
  lostAnswer: 60,
  lateBatch: 120,
  partialBatch: 120,
  doubledBatch: 150,
};

/** A transaction that is open at the server. */
export interface OpenTransaction {
  /** Whether nobody has used it for too long. */
  isIdle(now: number): boolean;
  hangUp(): void;
}

/** Which faults a schedule has, until they stop. */
export class Faults {
  /** Transactions that are open. */
  readonly connections = new Set<OpenTransaction>();
  private readonly shares = new Map<RequestFault, number>();
  private readonly slowUntil = new Map<number, number>();

  constructor(private readonly world: World) {
    for (const [fault, share] of Object.entries(SHARES) as [RequestFault, number][]) {
      if (world.chance.below(2) === 0) this.shares.set(fault, share);
    }
  }

  happens(fault: RequestFault): boolean {
    const happens = this.world.chance.permille(this.shares.get(fault) ?? 0);
    if (happens) this.world.note('FAULT', fault);
    return happens;
  }

  isSlow(partition: number): boolean {
    return this.world.now < (this.slowUntil.get(partition) ?? 0);
  }

  slow(partition: number, ms: number): void {
    this.slowUntil.set(partition, this.world.now + ms);
  }

  stop(): void {
    this.shares.clear();
    this.slowUntil.clear();
  }

  /** The server ends transactions that nobody has used for long. */
  endIdle(): void {
    for (const connection of this.connections) {
      if (connection.isIdle(this.world.now)) connection.hangUp();
    }
  }
}

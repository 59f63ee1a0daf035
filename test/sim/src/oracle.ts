import { PARTITIONS_PLAYED } from './notes.ts';
import type { Process, World } from './world.ts';

/** What the topic holds of one partition. */
interface Held {
  positions: Set<number>;
  /** Every position up to this one is there. */
  prefix: number;
  /** Records were taken from it, and the relay was not set back since. */
  lossy: boolean;
  /** Nothing was ever taken from it: order is judged. */
  ordered: boolean;
}

const positionIn = (value: string): number => Number(/"pos":(\d+)/.exec(value)?.[1] ?? 0);

/** Watches what was promised while the schedule runs. */
export class Oracle {
  private readonly held = new Map<number, Held>();
  private readonly holders = new Map<number, Process>();
  private readonly acknowledged = new Set<string>();

  constructor(private readonly world: World) {}

  accepted(commandId: string): void {
    this.acknowledged.add(commandId);
  }

  stored(partition: number, value: string): void {
    const held = this.of(partition);
    const pos = positionIn(value);
    held.positions.add(pos);
    if (!held.ordered || pos === 1 || held.positions.has(pos - 1)) return;
    this.world.broken(
      `the topic holds position ${pos} of partition ${partition} before ${pos - 1}`,
    );
  }

  lost(partition: number, left: readonly { readonly value: string }[]): void {
    const positions = new Set(left.map(({ value }) => positionIn(value)));
    this.held.set(partition, { positions, prefix: 0, lossy: true, ordered: false });
  }

  rewound(partition: number): void {
    this.of(partition).lossy = false;
  }

  /** Partitions whose topic lost something that the relay was not set back for. */
  lossy(): number[] {
    return PARTITIONS_PLAYED.filter((partition) => this.of(partition).lossy);
  }

  checkpointMoved(partition: number, pos: number): void {
    const held = this.of(partition);
    if (held.lossy) return;
    while (held.positions.has(held.prefix + 1)) held.prefix += 1;
    if (held.prefix < pos) {
      this.world.broken(
        `the checkpoint of partition ${partition} is ${pos}, the topic lacks ${held.prefix + 1}`,
      );
    }
  }

  claimed(partition: number, by: Process): void {
    this.holders.set(partition, by);
  }

  advanced(partition: number, by: Process): void {
    const holder = this.holders.get(partition);
    if (holder === by) return;
    this.world.broken(
      `${by.name} writes partition ${partition}, which ${holder?.name ?? 'nobody'} has claimed`,
    );
  }

  /** A page is asked for to fill a gap. */
  filling(by: Process, pending: number, most: number): void {
    if (pending < most) return;
    this.world.broken(
      `${by.name} fills a gap with ${pending} events in memory; ${most} are the most`,
    );
  }

  /** Commands whose senders were told that they are in the log. */
  acceptedCommands(): ReadonlySet<string> {
    return this.acknowledged;
  }

  private of(partition: number): Held {
    let held = this.held.get(partition);
    if (held === undefined) {
      held = { positions: new Set(), prefix: 0, lossy: false, ordered: true };
      this.held.set(partition, held);
    }
    return held;
  }
}

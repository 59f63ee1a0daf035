import type { EventEnvelope } from '@ywk/contracts';
import type { Database } from './database/database.ts';
import { LOG, OFFICERS, PARTITIONS_PLAYED, type Noted } from './notes.ts';
import type { Process, World } from './world.ts';
import type { TopicEntry } from './kafka/topic.ts';

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

/** One step of the fold: order and repetition both show in it. */
export const folded = (total: number, pos: number, n: number): number =>
  (total * 31 + pos * 7 + n) % 1_000_003;

/** Watches what was promised while the schedule runs, and compares everything at its end. */
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

  lost(partition: number, left: readonly TopicEntry[]): void {
    const positions = new Set(left.map(({ value }) => positionIn(value)));
    this.held.set(partition, { positions, prefix: 0, lossy: true, ordered: false });
  }

  rewound(partition: number): void {
    this.of(partition).lossy = false;
  }

  /** Whether something was ever taken from the topic, or put there by a stranger. */
  everLost(): boolean {
    return PARTITIONS_PLAYED.some((partition) => !this.of(partition).ordered);
  }

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

  /** Compares everything, when nothing moves any more. */
  judge(database: Database): void {
    const counts = new Map<string, number>();
    for (const partition of PARTITIONS_PLAYED) {
      const { events } = database.log.chain(`${LOG}/${partition}`);
      this.judgeOrder(partition, events);
      for (const { commandId } of events) counts.set(commandId, (counts.get(commandId) ?? 0) + 1);
      for (const officer of OFFICERS) this.judgeView(database, partition, { officer, events });
      this.checkpointMoved(partition, database.relay.checkpoint(LOG, partition));
    }
    for (const id of this.acknowledged) {
      if (!counts.has(id)) this.world.broken(`the accepted command ${id} is not in the log`);
    }
    for (const [id, times] of counts) {
      if (times > 1) this.world.broken(`command ${id} was carried out ${times} times`);
    }
  }

  private judgeOrder(partition: number, events: readonly EventEnvelope[]): void {
    const counts = new Map<string, number>();
    for (const [at, { pos, key, streamVersion, dataText }] of events.entries()) {
      const n = (counts.get(key) ?? 0) + 1;
      counts.set(key, n);
      if (pos !== at + 1) this.world.broken(`partition ${partition} has no position ${at + 1}`);
      if (streamVersion !== n) this.world.broken(`${key} has no version ${n}`);
      const said = (JSON.parse(dataText) as Noted).n;
      if (said !== n) this.world.broken(`event ${n} of ${key} was decided as if it were ${said}`);
    }
  }

  private judgeView(
    database: Database,
    partition: number,
    { officer, events }: { officer: string; events: readonly EventEnvelope[] },
  ): void {
    const row = database.followers.view(partition, officer);
    const own = events.filter(({ key }) => key === officer);
    const total = own.reduce((sum, { pos, streamVersion }) => folded(sum, pos, streamVersion), 0);
    const applied = own.map(({ pos }) => `${pos} `).join('');
    const added = own.reduce((sum, { streamVersion }) => sum + streamVersion, 0);
    const found = `${row?.applied ?? ''}| ${row?.added ?? 0} | ${row?.total ?? 0}`;
    const wanted = `${applied}| ${added} | ${total}`;
    if (found !== wanted) {
      this.world.broken(`the view of ${officer} is "${found}"; the log says "${wanted}"`);
    }
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

import type { EventEnvelope } from '@ywk/contracts';
import type { Database } from './database/database.ts';
import { folded } from './folded.ts';
import { LOG, OFFICERS, PARTITIONS_PLAYED, type Noted } from './notes.ts';
import type { Oracle } from './oracle.ts';

/** Compares the log, the topic and the view at the end of a schedule. */
export class Judgement {
  constructor(
    private readonly database: Database,
    private readonly oracle: Oracle,
    private readonly broken: (promise: string) => void,
  ) {}

  /** Compares everything, when nothing moves any more. */
  judge(): void {
    const { database } = this;
    const counts = new Map<string, number>();
    for (const partition of PARTITIONS_PLAYED) {
      const { events } = database.log.chain(LOG, partition);
      this.judgeOrder(partition, events);
      for (const { commandId } of events) counts.set(commandId, (counts.get(commandId) ?? 0) + 1);
      for (const officer of OFFICERS) this.judgeView(partition, officer, events);
      this.oracle.checkpointMoved(partition, database.relay.checkpoint(LOG, partition));
    }
    this.judgeCommands(counts);
  }

  private judgeCommands(counts: ReadonlyMap<string, number>): void {
    for (const id of this.oracle.acceptedCommands()) {
      if (!counts.has(id)) this.broken(`the accepted command ${id} is not in the log`);
    }
    for (const [id, times] of counts) {
      if (times > 1) this.broken(`command ${id} was carried out ${times} times`);
    }
  }

  private judgeOrder(partition: number, events: readonly EventEnvelope[]): void {
    const counts = new Map<string, number>();
    for (const [at, { pos, key, streamVersion, dataText }] of events.entries()) {
      const n = (counts.get(key) ?? 0) + 1;
      counts.set(key, n);
      if (pos !== at + 1) this.broken(`partition ${partition} has no position ${at + 1}`);
      if (streamVersion !== n) this.broken(`${key} has no version ${n}`);
      const said = (JSON.parse(dataText) as Noted).n;
      if (said !== n) this.broken(`event ${n} of ${key} was decided as if it were ${said}`);
    }
  }

  private judgeView(partition: number, officer: string, events: readonly EventEnvelope[]): void {
    const row = this.database.followers.view(partition, officer);
    const own = events.filter(({ key }) => key === officer);
    const total = own.reduce((sum, { pos, streamVersion }) => folded(sum, pos, streamVersion), 0);
    const applied = own.map(({ pos }) => `${pos} `).join('');
    const added = own.reduce((sum, { streamVersion }) => sum + streamVersion, 0);
    const found = `${row?.applied ?? ''}| ${row?.added ?? 0} | ${row?.total ?? 0}`;
    const wanted = `${applied}| ${added} | ${total}`;
    if (found !== wanted) {
      this.broken(`the view of ${officer} is "${found}"; the log says "${wanted}"`);
    }
  }
}

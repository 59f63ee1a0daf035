import { canonicalText } from '@ywk/contracts';
import { inTransaction, type AppendCommand, type EventStore } from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import { unitDecider, type Unit } from '@ywk/recruitment-domain';
import type { Connections } from '../persistence/database.ts';
import { lockUnitTree } from '../persistence/unit-tree.lock.ts';
import { stamped, type Asking, type Publishing } from './publishing.ts';
import { unitOf, unitStream } from './streams.ts';
import { UnitPaths } from './unit-paths.ts';

export interface DefineUnitParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly publishing: Publishing;
}

export interface UnitDefinedOnce {
  readonly outcome: 'accepted' | 'duplicate' | 'unchanged';
}

/** Sets up units and moves them. */
export class DefineUnit {
  constructor(private readonly parts: DefineUnitParts) {}

  /** @throws Rejection PARENT_UNKNOWN, UNIT_CIRCLE, COMMAND_ID_REUSED, CONCURRENT_CHANGE */
  async define(unit: Unit, commandId: string, asking: Asking): Promise<UnitDefinedOnce> {
    const { pool, store } = this.parts;
    // Two moves at once could close a circle that neither of them sees: one at a time.
    const done = await inTransaction(pool, async (tx) => {
      await lockUnitTree(tx);
      const command = await this.decided(unit, commandId, asking);
      if (command === undefined) return undefined;
      const [outcome] = await store.append([command], tx);
      return outcome;
    });
    if (done === undefined) return { outcome: 'unchanged' };
    switch (done.outcome) {
      case 'reused':
        throw new Rejection('COMMAND_ID_REUSED', `The id ${commandId} was used before.`);
      case 'conflict':
        throw new Rejection('CONCURRENT_CHANGE', `Others changed ${unit.unit} at the same time.`);
      default:
        store.announce([unitStream(unit.unit).log]);
        return { outcome: done.outcome };
    }
  }

  private async decided(
    unit: Unit,
    commandId: string,
    { actor, at }: Asking,
  ): Promise<AppendCommand | undefined> {
    const { store, publishing } = this.parts;
    const place = unitStream(unit.unit);
    const history = await store.readStream(place);
    const { parent } = unit;
    const parentPath = parent === null ? [] : ((await new UnitPaths(store).pathOf(parent)) ?? []);
    const events = unitDecider.decide({ ...unit, parentPath }, unitOf(history));
    if (events.length === 0) return undefined;
    const write = {
      ...place,
      expectedVersion: history.length,
      events: events.map((event) => stamped(publishing.unit(event), at)),
    };
    return { commandId, actor, request: canonicalText(unit), writes: [write] };
  }
}

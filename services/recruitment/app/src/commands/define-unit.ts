import { canonicalText } from '@ywk/contracts';
import { inTransaction, type AppendCommand, type EventStore } from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import { requireSeen, type SeenVersion, type Versioned } from '@ywk/platform';
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

/** What a unit is to be, under which id, and on which version of it that rests. */
export interface Defining {
  readonly unit: Unit;
  readonly commandId: string;
  readonly seen: SeenVersion;
}

export interface UnitDefinedOnce {
  readonly outcome: 'accepted' | 'duplicate' | 'unchanged';
}

const reused = (commandId: string): Rejection =>
  new Rejection('COMMAND_ID_REUSED', {
    zh: `命令编号${commandId}此前已使用。`,
    en: `The id ${commandId} was used before.`,
  });

const concurrent = (unit: string): Rejection =>
  new Rejection('CONCURRENT_CHANGE', {
    zh: `他人同时修改了单位${unit}。`,
    en: `Others changed ${unit} at the same time.`,
  });

/** Sets up units and moves them. */
export class DefineUnit {
  constructor(private readonly parts: DefineUnitParts) {}

  /** A unit and its version, as the log tells them. @throws Rejection UNIT_UNKNOWN */
  async one(unit: string): Promise<Unit & Versioned> {
    const history = await this.parts.store.readStream(unitStream(unit));
    const found = unitOf(history);
    if (found === undefined) {
      throw new Rejection('UNIT_UNKNOWN', {
        zh: `单位${unit}不存在。`,
        en: `There is no unit ${unit}.`,
      });
    }
    return { ...found, version: history.length };
  }

  /**
   * A unit that is there is changed only by who names the version they have seen.
   * @throws Rejection PARENT_UNKNOWN, UNIT_CIRCLE, COMMAND_ID_REUSED, CONCURRENT_CHANGE,
   *   VERSION_NOT_NAMED, VERSION_MISMATCH
   */
  async define(defining: Defining, asking: Asking): Promise<UnitDefinedOnce> {
    const { unit, commandId } = defining;
    const { pool, store } = this.parts;
    // Two moves at once could close a circle that neither of them sees: one at a time.
    const done = await inTransaction(pool, async (tx) => {
      await lockUnitTree(tx);
      const command = await this.decided(defining, asking);
      if (command === undefined) return undefined;
      const [outcome] = await store.append([command], tx);
      return outcome;
    });
    if (done === undefined) return { outcome: 'unchanged' };
    switch (done.outcome) {
      case 'reused':
        throw reused(commandId);
      case 'conflict':
        throw concurrent(unit.unit);
      default:
        store.announce([unitStream(unit.unit).log]);
        return { outcome: done.outcome };
    }
  }

  private async decided(
    { unit, commandId, seen }: Defining,
    { actor, at }: Asking,
  ): Promise<AppendCommand | undefined> {
    const { store, publishing } = this.parts;
    const place = unitStream(unit.unit);
    const history = await store.readStream(place);
    const { parent } = unit;
    const parentPath = parent === null ? [] : ((await new UnitPaths(store).pathOf(parent)) ?? []);
    const events = unitDecider.decide({ ...unit, parentPath }, unitOf(history));
    if (events.length === 0) return undefined;
    const request = canonicalText(unit);
    const known = await store.findCommand(commandId, place.log, request);
    // What was done before is answered as it was, whatever others made of it since.
    if (history.length > 0 && known === undefined) requireSeen(seen, history.length);
    const write = {
      ...place,
      expectedVersion: history.length,
      events: events.map((event) => stamped(publishing.unit(event), at)),
    };
    return { commandId, actor, request, writes: [write] };
  }
}

import type { ContractRegistry, EventEnvelope } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import { pendingOf } from '../follower/intake.ts';
import type { Place } from '../source.ts';
import type { AppliedEvent, LogReader } from '../types.ts';
import type { LiveState } from './vector.ts';
import type { ViewModule } from './view-module.ts';

/** The tables beside cannot be built: the code cannot apply what the live tables hold. */
export class RebuildFailed extends Error {
  override readonly name = 'RebuildFailed';
}

export interface StepParts {
  readonly view: ViewModule;
  readonly reader: LogReader;
  readonly registry: ContractRegistry;
  readonly table: (name: string) => string;
}

const LOCK = `
SELECT last_pos::float8 AS pos FROM view_rebuild
WHERE partition = $1 AND view = $2 AND log = $3 FOR UPDATE`;

const MOVE = `
UPDATE view_rebuild SET last_pos = $4 WHERE partition = $1 AND view = $2 AND log = $3`;

const SKIPPED = `
SELECT pos::float8 AS pos FROM view_rebuild_skipped
WHERE partition = $1 AND view = $2 AND log = $3 ORDER BY view_rebuild_skipped.pos`;

const SKIP = `
INSERT INTO view_rebuild_skipped (partition, view, log, pos)
SELECT $1, $2, $3, * FROM unnest($4::bigint[])`;

const UNSKIP = `
DELETE FROM view_rebuild_skipped
WHERE partition = $1 AND view = $2 AND log = $3 AND pos = ANY($4::bigint[])`;

/** Brings the tables beside a page further in one place. */
export class RebuildStep {
  constructor(
    private readonly parts: StepParts,
    private readonly tx: PoolClient,
  ) {}

  /** At most `limit` events towards the live state. @returns the position reached */
  async run(live: LiveState, limit: number): Promise<number> {
    const at = [live.partition, this.parts.view.name, live.log];
    const { rows } = await this.tx.query<{ pos: number }>(LOCK, at);
    const from = rows[0]?.pos;
    if (from === undefined) throw new RebuildFailed('The rebuild was discarded meanwhile.');
    // First what was parked when its turn came and was replayed since: later events build on it.
    await this.foldReleased(live, at);
    if (from >= live.pos) return from;
    const events = await this.read(live, from, Math.min(limit, live.pos - from));
    const skipped = events.filter(({ pos }) => live.parked.has(pos)).map(({ pos }) => pos);
    if (skipped.length > 0) await this.tx.query(SKIP, [...at, skipped]);
    await this.fold(
      live,
      events.filter(({ pos }) => !live.parked.has(pos)),
    );
    const reached = from + events.length;
    await this.tx.query(MOVE, [...at, reached]);
    return reached;
  }

  /** Fills one place from nothing. @returns false when it cannot, and nothing was written */
  async fill(live: LiveState): Promise<boolean> {
    const { view, table } = this.parts;
    const at = [live.partition, view.name, live.log];
    const { rows } = await this.tx.query<{ pos: number }>(LOCK, at);
    const [found] = rows;
    if (found === undefined) throw new RebuildFailed('The rebuild was discarded meanwhile.');
    const { log, partition, pos } = live;
    const parked = new Set([...live.parked].filter((each) => each <= pos));
    const filled = await view.bulk?.fill({ tx: this.tx, log, partition, pos, parked }, table);
    if (filled !== true) return false;
    if (parked.size > 0) await this.tx.query(SKIP, [...at, [...parked]]);
    await this.tx.query(MOVE, [...at, pos]);
    return true;
  }

  private async foldReleased(live: LiveState, at: unknown[]): Promise<void> {
    const { rows } = await this.tx.query<{ pos: number }>(SKIPPED, at);
    const released = rows.map(({ pos }) => pos).filter((pos) => !live.parked.has(pos));
    for (const pos of released) await this.fold(live, await this.read(live, pos - 1, 1));
    if (released.length > 0) await this.tx.query(UNSKIP, [...at, released]);
  }

  private async read({ log, partition }: Place, after: number, limit: number) {
    const events = await this.parts.reader.read({ log, partition, after, limit });
    const dense = events.every(({ pos }, index) => pos === after + index + 1);
    if (events.length > 0 && dense) return events;
    throw new RebuildFailed(`The log ${log}/${partition} does not hold position ${after + 1}.`);
  }

  private async fold({ log }: Place, envelopes: readonly EventEnvelope[]): Promise<void> {
    if (envelopes.length === 0) return;
    const { view, table, registry } = this.parts;
    const events: AppliedEvent[] = envelopes.map((envelope) => {
      const { event, refusal } = pendingOf(registry, envelope, null);
      if (refusal !== undefined) throw refused(event, refusal.detail);
      return event;
    });
    const park = (event: AppliedEvent, _code: string, detail: string): never => {
      throw refused(event, detail);
    };
    await view.fold({ log, events, tx: this.tx, park }, table);
  }
}

const refused = ({ log, partition, pos }: EventEnvelope, why: string): RebuildFailed =>
  new RebuildFailed(`${log}/${partition} position ${pos} was applied and now cannot be: ${why}`);

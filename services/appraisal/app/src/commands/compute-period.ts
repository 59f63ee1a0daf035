import { isComputed, refuseObstacles, type Obstacle, type Period } from '@ywk/appraisal-domain';
import type { EventStore } from '@ywk/event-store';
import type { Connections } from '../persistence/database.ts';
import { computeClose } from '../persistence/close.store.ts';
import { markPostedFrom } from '../persistence/sheet-due.store.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import { originsPostedTo } from '../persistence/tally.store.ts';
import type { Asking } from './cut-off.ts';
import { findObstacles } from './obstacles.ts';
import { loadPeriod, type PeriodName } from './period.stream.ts';
import type { Publishing } from './publishing.ts';
import { recordComputation } from './record-computation.ts';

export interface ComputeParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: RuleSource;
  /** Followers whose state must be clean. */
  readonly groups: readonly string[];
  readonly publishing: Publishing;
}

const notRequested: Obstacle = {
  code: 'CUT_OFF_NOT_REQUESTED',
  log: null,
  partitions: [],
  officers: [],
  periods: [],
};

/** Computes a revision once every marker of every log of facts has been applied. */
export class ComputePeriod {
  constructor(private readonly parts: ComputeParts) {}

  /** What stands in the way; empty once everything that was asked for is computed. */
  async obstacles(name: PeriodName): Promise<readonly Obstacle[]> {
    const { state } = await loadPeriod(this.parts.store, name);
    if (isComputed(state)) return [];
    const revision = Math.max(1, state.due);
    const found = [
      ...(await findObstacles(this.parts, { ...name, revision })),
      // What adjusted the first revision adjusts all others.
      ...(revision === 1 ? await this.earlierPeriods(name) : []),
    ];
    return state.due === 0 ? [notRequested, ...found] : found;
  }

  /** Late facts are measured against final totals: the months they come from must be computed. */
  private async earlierPeriods({ calendar, period }: PeriodName): Promise<Obstacle[]> {
    const { pool, rules } = this.parts;
    const open: string[] = [];
    const { months } = await rules.read(pool);
    for (const origin of await originsPostedTo(pool, period, months)) {
      const { state } = await loadPeriod(this.parts.store, { calendar, period: origin });
      if (!isComputed(state)) open.push(origin);
    }
    if (open.length === 0) return [];
    const none = { log: null, partitions: [], officers: [] };
    return [{ code: 'EARLIER_PERIOD_OPEN', ...none, periods: open }];
  }

  /** @throws Rejection PERIOD_NOT_READY with every obstacle */
  async compute(name: PeriodName, asking: Asking): Promise<Period> {
    const { store, pool } = this.parts;
    const rules = await this.parts.rules.read(pool);
    const { state } = await loadPeriod(store, name);
    if (isComputed(state)) return this.adjusted(state);
    const obstacles = await this.obstacles(name);
    refuseObstacles(obstacles);
    const revision = state.due;
    const count = await computeClose({ pool, rules, period: name.period, revision });
    const schemeVersion = rules.of(name.period).scheme.name;
    const data = { revision, obstacles, schemeVersion, ...count };
    await recordComputation(this.parts, { name, data }, asking);
    return this.adjusted((await loadPeriod(store, name)).state);
  }

  /** Months that late facts of this one adjust are measured against the revision that now stands. */
  private async adjusted(state: Period): Promise<Period> {
    const { pool, rules } = this.parts;
    await markPostedFrom(pool, (await rules.read(pool)).months.boundsOf(state.period));
    return state;
  }
}

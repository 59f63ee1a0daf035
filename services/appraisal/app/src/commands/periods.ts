import {
  type FinalObstacle,
  isRollup,
  type Obstacle,
  type Period,
  type UnitPublication,
} from '@ywk/appraisal-domain';
import { markersOfRevision } from '../persistence/marker.store.ts';
import { countDue } from '../persistence/sheet-due.store.ts';
import { ComputePeriod, type ComputeParts } from './compute-period.ts';
import { CutOff, logsOf, type Asking } from './cut-off.ts';
import { FinalisePeriod, type OpenObjections } from './finalise-period.ts';
import { readNotices, type UnitNotices } from './notices.ts';
import { missingPartitions } from './obstacles.ts';
import { loadPeriod, type PeriodName } from './period.stream.ts';
import type { UnitPeriod } from './proposal.stream.ts';
import { PublishUnits } from './publish-units.ts';
import { RollUp } from './roll-up.ts';
import { unitsToPublish, unitsWithResults } from './units-to-publish.ts';
import { countActsDue } from '../persistence/liability-due.store.ts';
import { officersWaiting } from './waiting.ts';

/** Where a close stands, for those who drive it. */
export interface PeriodState extends PeriodName {
  readonly status: Period['status'];
  /** The last one that was computed; 0 before the first. */
  readonly revision: number;
  /** Markers that were asked for last, and where they were not applied yet. */
  readonly markers: readonly { readonly log: string; readonly missing: readonly number[] }[];
  /** What keeps the revision that is due from being computed. */
  readonly obstacles: readonly Obstacle[];
  /** Provisional sheets that wait to be computed again, of all periods. */
  readonly sheetsDue: number;
  /** Acts of which it is not settled yet who answers for them, of all periods. */
  readonly actsDue: number;
  /** Units that have grades; empty until computed. */
  readonly gradedUnits: readonly string[];
  /** Officers of whom facts wait for the revision after the last one that was asked for. */
  readonly waiting: number;
  /** Last publication of each unit, with the last days of its clocks. */
  readonly publications: readonly UnitPublication[];
  /** Units whose results must be published yet. */
  readonly unpublished: readonly string[];
  /** What keeps the period from being final. */
  readonly finalObstacles: readonly FinalObstacle[];
}

export interface PeriodsParts extends ComputeParts {
  readonly objections: OpenObjections;
}

/** Drives the close of periods and tells how far it has come. */
export class Periods {
  private readonly cutOffs: CutOff;
  private readonly computing: ComputePeriod;
  private readonly rolling: RollUp;
  private readonly publishing: PublishUnits;
  private readonly finalising: FinalisePeriod;

  constructor(private readonly parts: PeriodsParts) {
    this.cutOffs = new CutOff(parts);
    this.computing = new ComputePeriod(parts);
    this.rolling = new RollUp(parts);
    this.publishing = new PublishUnits(parts);
    this.finalising = new FinalisePeriod(parts);
  }

  /** @throws Rejection PERIOD_NOT_OVER */
  async cutOff(name: PeriodName, asking: Asking): Promise<PeriodState> {
    await this.cutOffs.request(name, asking);
    return this.state(name, asking.at);
  }

  /** @throws Rejection PERIOD_NOT_READY with every obstacle */
  async compute(name: PeriodName, asking: Asking): Promise<PeriodState> {
    await this.computerOf(name).compute(name, asking);
    return this.state(name, asking.at);
  }

  /**
   * Ends the facts of the next revision; it is computed like the first.
   * @throws Rejection PERIOD_NOT_COMPUTED, NOTHING_TO_REVISE
   */
  async revise(name: PeriodName, asking: Asking): Promise<PeriodState> {
    const { state } = await loadPeriod(this.parts.store, name);
    const touched = await officersWaiting(this.parts, state);
    const data = { logs: logsOf(name), touched };
    await this.cutOffs.mark(name, { type: 'RequestRevision', data }, asking);
    return this.state(name, asking.at);
  }

  /** See {@link PublishUnits.publish}. */
  async publish(
    name: PeriodName,
    units: readonly string[] | null,
    asking: Asking,
  ): Promise<PeriodState> {
    await this.publishing.publish(name, units, asking);
    return this.state(name, asking.at);
  }

  /** @throws Rejection PERIOD_NOT_FINAL with every obstacle */
  async finalise(name: PeriodName, asking: Asking): Promise<PeriodState> {
    await this.finalising.finalise(name, asking);
    return this.state(name, asking.at);
  }

  /** Revision of a computed month; 0 while it is open. */
  async revisionOf(period: string): Promise<number> {
    const { state } = await loadPeriod(this.parts.store, { calendar: 'month', period });
    return state.revision;
  }

  /** Whose window the last publication of a unit opened. */
  notices(name: UnitPeriod): Promise<UnitNotices> {
    return readNotices(this.parts.store, name);
  }

  /** @param at instant at which it is asked, UTC */
  async state(name: PeriodName, at: string): Promise<PeriodState> {
    const { store, pool } = this.parts;
    const { state } = await loadPeriod(store, name);
    const { calendar, period, status, revision, published } = state;
    return {
      ...{ calendar, period, status, revision },
      markers: await this.markers(state),
      obstacles: await this.computerOf(name).obstacles(name),
      sheetsDue: await countDue(pool),
      actsDue: await countActsDue(pool),
      gradedUnits: revision > 0 ? await unitsWithResults(pool, state) : [],
      waiting: await officersWaiting(this.parts, state),
      publications: [...published.values()].sort((a, b) => (a.unit < b.unit ? -1 : 1)),
      unpublished: await unitsToPublish(this.parts, state),
      finalObstacles: await this.finalising.obstacles(state, at),
    };
  }

  /** A month is computed from facts, a longer period from its months. */
  private computerOf({ calendar }: PeriodName): ComputePeriod | RollUp {
    return isRollup(calendar) ? this.rolling : this.computing;
  }

  private async markers({ calendar, period, due, final }: Period) {
    const revision = Math.max(1, due);
    const all = await markersOfRevision(this.parts.pool, { calendar, period, revision });
    const applied = all.filter((marker) => marker.final === final);
    return logsOf({ calendar, period }).map((log) => ({
      log,
      missing: missingPartitions(applied, log),
    }));
  }
}

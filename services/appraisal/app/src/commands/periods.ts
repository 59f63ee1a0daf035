import type { Obstacle, Period } from '@ywk/appraisal-domain';
import { FACT_LOGS } from '@ywk/contracts';
import { gradedUnits } from '../persistence/closed-sheet.store.ts';
import { markersOfPeriod } from '../persistence/marker.store.ts';
import { countDue } from '../persistence/sheet-due.store.ts';
import { ComputePeriod, type ComputeParts } from './compute-period.ts';
import { CutOff, type Asking } from './cut-off.ts';
import { missingPartitions } from './obstacles.ts';
import { loadPeriod, type PeriodName } from './period.stream.ts';

/** Where a close stands, for those who drive it. */
export interface PeriodState extends PeriodName {
  readonly status: Period['status'];
  readonly revision: number;
  readonly markers: readonly { readonly log: string; readonly missing: readonly number[] }[];
  readonly obstacles: readonly Obstacle[];
  /** Provisional sheets that wait to be computed again, of all periods. */
  readonly sheetsDue: number;
  /** Units that have grades to propose; empty until computed. */
  readonly gradedUnits: readonly string[];
}

/** Drives the close of periods and tells how far it has come. */
export class Periods {
  private readonly cutOffs: CutOff;
  private readonly computing: ComputePeriod;

  constructor(private readonly parts: ComputeParts) {
    this.cutOffs = new CutOff(parts.store, parts.publishing);
    this.computing = new ComputePeriod(parts);
  }

  /** @throws Rejection PERIOD_NOT_OVER */
  async cutOff(name: PeriodName, asking: Asking): Promise<PeriodState> {
    await this.cutOffs.request(name, asking);
    return this.state(name);
  }

  /** @throws Rejection PERIOD_NOT_READY with every obstacle */
  async compute(name: PeriodName, asking: Asking): Promise<PeriodState> {
    await this.computing.compute(name, asking);
    return this.state(name);
  }

  /** Revision of a computed month; 0 while it is open. */
  async revisionOf(period: string): Promise<number> {
    const { state } = await loadPeriod(this.parts.store, { calendar: 'month', period });
    return state.revision;
  }

  async state(name: PeriodName): Promise<PeriodState> {
    const { store, pool } = this.parts;
    const { state } = await loadPeriod(store, name);
    const markers = await markersOfPeriod(pool, name.calendar, name.period);
    const { status, revision } = state;
    return {
      calendar: name.calendar,
      period: name.period,
      status,
      revision,
      markers: FACT_LOGS.map((log) => ({ log, missing: missingPartitions(markers, log) })),
      obstacles: await this.computing.obstacles(name),
      sheetsDue: await countDue(pool),
      gradedUnits: revision > 0 ? await gradedUnits(pool, name.period, revision) : [],
    };
  }
}

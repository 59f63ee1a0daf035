import { finalObstacles, isRollup, type FinalObstacle, type Period } from '@ywk/appraisal-domain';
import type { EventStore } from '@ywk/event-store';
import { localDay } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import { CutOff, logsOf, type Asking } from './cut-off.ts';
import { loadPeriod, type PeriodName } from './period.stream.ts';
import type { Publishing } from './publishing.ts';
import { openMonthsOf } from './rolled-months.ts';
import { unitsToPublish } from './units-to-publish.ts';
import { officersWaiting } from './waiting.ts';

/** Where objections are kept. */
export interface OpenObjections {
  /** Ids of the objections to a period that came in time and are not answered. */
  open(name: PeriodName): Promise<readonly string[]>;
}

export interface FinaliseParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: RuleSource;
  readonly publishing: Publishing;
  readonly objections: OpenObjections;
}

/** Makes a period final: what comes after its last markers goes by the policy of the late. */
export class FinalisePeriod {
  private readonly cutOff: CutOff;

  constructor(private readonly parts: FinaliseParts) {
    this.cutOff = new CutOff(parts);
  }

  /** What stands in the way on the day of an instant; empty once the period is final. */
  async obstacles(state: Period, at: string): Promise<FinalObstacle[]> {
    const { objections } = this.parts;
    return finalObstacles(state, {
      today: localDay(at),
      waiting: await officersWaiting(this.parts, state),
      unpublished: await unitsToPublish(this.parts, state),
      openMonths: isRollup(state.calendar) ? await openMonthsOf(this.parts.store, state) : [],
      objections: await objections.open(state),
    });
  }

  /** Twice changes nothing. @throws Rejection PERIOD_NOT_FINAL with every obstacle */
  async finalise(name: PeriodName, asking: Asking): Promise<void> {
    const { state } = await loadPeriod(this.parts.store, name);
    const obstacles = await this.obstacles(state, asking.at);
    const data = { logs: logsOf(name), obstacles };
    await this.cutOff.mark(name, { type: 'Finalise', data }, asking);
  }
}

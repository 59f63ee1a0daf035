import {
  type AppraisalCalendar,
  boundsOfPeriod,
  isComputed,
  lastMonthOf,
  monthsOfPeriod,
  type Obstacle,
  refuseObstacles,
  rollUp,
  type ServiceAsk,
  serviceIn,
} from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import { inTransaction } from '@ywk/event-store';
import { addDays, type LocalMonth } from '@ywk/kernel';
import { readCareers } from '../persistence/career.store.ts';
import { activeMonths } from '../persistence/lab-run.store.ts';
import { markersOfRevision } from '../persistence/marker.store.ts';
import { pieceByPiece } from '../persistence/month-officers.ts';
import {
  closedMonths,
  keepRollups,
  officersClosedIn,
  type MonthRevisions,
} from '../persistence/rollup.store.ts';
import type { OfficerAt } from '../persistence/database.ts';
import { twoAtOnce } from '../persistence/two-at-once.ts';
import type { ComputeParts } from './compute-period.ts';
import type { Asking } from './cut-off.ts';
import { haltsIn, missingPartitions } from './obstacles.ts';
import { loadPeriod, type PeriodName } from './period.stream.ts';
import { recordComputation } from './record-computation.ts';
import { monthsNow } from './rolled-months.ts';

/** By what a period is put together. */
interface Given {
  readonly schemeVersion: string;
  readonly calendar: AppraisalCalendar;
}

const NONE = { log: null, partitions: [], officers: [], periods: [] };

/** Puts quarters, half-years and years together from the closed months in them. */
export class RollUp {
  constructor(private readonly parts: ComputeParts) {}

  /** What stands in the way; empty once everything that was asked for is computed. */
  async obstacles(name: PeriodName): Promise<readonly Obstacle[]> {
    const { state } = await loadPeriod(this.parts.store, name);
    if (isComputed(state)) return [];
    const found = [
      ...(await this.missingMarkers(name, Math.max(1, state.due))),
      ...(await haltsIn(this.parts)),
      ...(await this.openMonths(name)),
    ];
    return state.due === 0 ? [{ code: 'CUT_OFF_NOT_REQUESTED', ...NONE }, ...found] : found;
  }

  /** The decisions that went before must be known here. */
  private async missingMarkers(name: PeriodName, revision: number): Promise<Obstacle[]> {
    const markers = await markersOfRevision(this.parts.pool, { ...name, revision });
    const log = LOGS.decision;
    const partitions = missingPartitions(markers, log);
    return partitions.length === 0 ? [] : [{ ...NONE, code: 'MARKER_MISSING', log, partitions }];
  }

  /** Months in which something was counted, and the last one, must be computed. */
  private async openMonths(name: PeriodName): Promise<Obstacle[]> {
    const months = monthsOfPeriod(name);
    const last = lastMonthOf(name);
    const active = await activeMonths(this.parts.pool, months[0] ?? last, last);
    const open: LocalMonth[] = [];
    for (const period of new Set([...active, last])) {
      const { state } = await loadPeriod(this.parts.store, { calendar: 'month', period });
      if (!isComputed(state)) open.push(period);
    }
    return open.length === 0 ? [] : [{ ...NONE, code: 'MONTHS_OPEN', periods: open }];
  }

  /** @throws Rejection PERIOD_NOT_READY with every obstacle */
  async compute(name: PeriodName, asking: Asking): Promise<void> {
    const { state } = await loadPeriod(this.parts.store, name);
    if (isComputed(state)) return;
    const obstacles = await this.obstacles(name);
    refuseObstacles(obstacles);
    const revision = state.due;
    const book = await this.parts.rules.read(this.parts.pool);
    const schemeVersion = book.of(lastMonthOf(name)).scheme.name;
    const count = await this.keepAll(name, { revision, schemeVersion, calendar: book.months });
    const data = { revision, obstacles, schemeVersion, ...count };
    await recordComputation(this.parts, { name, data }, asking);
  }

  /** Puts everybody's period together, and keeps it. */
  private async keepAll(
    name: PeriodName,
    { revision, ...given }: Given & { revision: number },
  ): Promise<{ scored: number; notScored: number }> {
    const { pool } = this.parts;
    const months = await monthsNow(this.parts.store, name);
    const last = lastMonthOf(name);
    const officers = await officersClosedIn(pool, { period: last, revision: months[last] ?? 0 });
    let all = 0;
    let scored = 0;
    await twoAtOnce(pieceByPiece(officers), async (piece) => {
      const sheets = await this.sheetsOf(piece, { name, months, ...given });
      await inTransaction(pool, (tx) =>
        keepRollups(tx, { period: name.period, revision, months, sheets }),
      );
      all += sheets.length;
      scored += sheets.filter(({ total }) => total !== null).length;
    });
    return { scored, notScored: all - scored };
  }

  private async sheetsOf(
    officers: readonly OfficerAt[],
    given: Given & { name: PeriodName; months: MonthRevisions },
  ) {
    const { name, months, schemeVersion: scheme, calendar } = given;
    const { pool } = this.parts;
    const found = await closedMonths(pool, officers, months);
    const on = addDays(boundsOfPeriod(name, calendar).until, -1);
    const service = await this.serviceOn(
      officers.map(({ officer }) => officer),
      { period: name.period, on, months: calendar },
    );
    return officers.flatMap(({ partition, officer }) => {
      const told = { officer, ...name, scheme, months: found.get(officer) ?? [] };
      const sheet = rollUp({ ...told, ...service(officer), last: lastMonthOf(name) });
      return sheet === null ? [] : [{ ...sheet, partition }];
    });
  }

  /** Employments and leave of officers on the last day of a period. */
  private async serviceOn(officers: readonly string[], ask: ServiceAsk) {
    const careers = await readCareers(this.parts.pool, officers);
    const known = new Map(careers.map((career) => [career.officer, career.history]));
    return (officer: string) => serviceIn(known.get(officer), ask);
  }
}

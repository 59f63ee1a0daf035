import type { LocalDay, LocalMonth } from '@ywk/kernel';
import type { FinalObstacle } from './obstacles.ts';
import { isComputed, type Period } from './period.decider.ts';
import { running } from './publication.ts';

/** What finality is judged by. */
export interface FinalityGround {
  readonly today: LocalDay;
  /** Officers of whom facts wait for the next revision. */
  readonly waiting: number;
  /** Units that must be published yet. */
  readonly unpublished: readonly string[];
  /** Months of a longer period that went into it and are not final. */
  readonly openMonths: readonly LocalMonth[];
  /** Objections that came in time and are not answered. */
  readonly objections: readonly string[];
}

/** Everything that keeps a period from being final; empty once it is (DOMAIN 3.0 Cut-off). */
export const finalObstacles = (state: Period, ground: FinalityGround): FinalObstacle[] => {
  if (state.final) return [];
  if (!isComputed(state)) return [{ code: 'NOT_COMPUTED' }];
  const { today, waiting, unpublished, openMonths, objections } = ground;
  const clocks = running(state.published, today);
  return [
    ...(waiting > 0 ? [{ code: 'REVISION_WAITING' as const, officers: waiting }] : []),
    ...(unpublished.length > 0
      ? [{ code: 'UNITS_NOT_PUBLISHED' as const, units: unpublished }]
      : []),
    ...(openMonths.length > 0 ? [{ code: 'MONTHS_NOT_FINAL' as const, periods: openMonths }] : []),
    ...(clocks === null ? [] : [{ code: 'PUBLICITY_RUNNING' as const, ...clocks }]),
    ...(objections.length > 0 ? [{ code: 'OBJECTIONS_OPEN' as const, objections }] : []),
  ];
};

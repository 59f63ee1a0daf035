import type { PeriodEvent } from '@ywk/appraisal-domain';
import type { CutOffDue, PeriodComputed, PeriodCutOff } from '@ywk/contracts';

interface Published<Data> {
  readonly type: string;
  readonly v: number;
  readonly data: Data;
}

/** A step of a close, as producers of facts and readers of scores see it. */
export const publishPeriod = (event: PeriodEvent): Published<CutOffDue | PeriodComputed> => ({
  type: event.type,
  v: 1,
  data: event.data,
});

/** The marker of this service's own log of decisions. */
export const publishMarker = (calendar: string, period: string): Published<PeriodCutOff> => ({
  type: 'PeriodCutOff',
  v: 1,
  data: { calendar, period },
});

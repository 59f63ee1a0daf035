import type { AppealEvent, CutOff, PeriodEvent } from '@ywk/appraisal-domain';
import {
  cutOffDue,
  decisionCutOff,
  periodComputed,
  resultsNoticed,
  unitPublished,
  type PeriodCutOff,
} from '@ywk/contracts';

interface Published<Data> {
  readonly type: string;
  readonly v: number;
  readonly data: Data;
}

const VERSIONS: Readonly<Record<PeriodEvent['type'], number>> = {
  CutOffDue: cutOffDue.v,
  PeriodComputed: periodComputed.v,
  UnitPublished: unitPublished.v,
  ResultsNoticed: resultsNoticed.v,
};

/** A step of a close, as producers of facts and readers of scores see it. */
export const publishPeriod = ({ type, data }: PeriodEvent): Published<PeriodEvent['data']> => ({
  type,
  v: VERSIONS[type],
  data,
});

/** The marker of this service's own log of decisions. */
export const publishMarker = (cutOff: CutOff): Published<PeriodCutOff> => ({
  type: decisionCutOff.type,
  v: decisionCutOff.v,
  data: cutOff,
});

/** An objection or a ruling, as the producers of facts see it: all are told in their first form. */
export const publishAppeal = ({ type, data }: AppealEvent): Published<AppealEvent['data']> => ({
  ...{ type, data },
  v: 1,
});

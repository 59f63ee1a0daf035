import {
  LOGS,
  type EventEnvelope,
  type CommendationGranted,
  type GradeDecided,
  type OfficerLeft,
  type TierChanged,
} from '@ywk/contracts';
import type { PayCause } from '@ywk/payroll-domain';

/** Money of a commendation. */
const moneyOf = (type: 'AwardGranted' | 'AwardRevoked', data: unknown): PayCause => {
  const { officer, on, amount } = data as CommendationGranted;
  return { type, data: { officer, on, amount } };
};

const readers: Readonly<Record<string, (data: unknown) => PayCause>> = {
  [`${LOGS.decision} GradeDecided`]: (data) => {
    const { officer, period, revision, performancePay } = data as GradeDecided;
    return { type: 'GradeDecided', data: { officer, period, revision, performancePay } };
  },
  [`${LOGS.decision} TierChanged`]: (data) => {
    const { officer, from, to, effectiveDate, protection } = data as TierChanged;
    return { type: 'TierChanged', data: { officer, from, to, effectiveDate, protection } };
  },
  [`${LOGS.conduct} CommendationGranted`]: (data) => moneyOf('AwardGranted', data),
  [`${LOGS.conduct} CommendationRevoked`]: (data) => moneyOf('AwardRevoked', data),
  [`${LOGS.personnel} OfficerLeft`]: (data) => {
    const { officer, on } = data as OfficerLeft;
    return { type: 'EmploymentEnded', data: { officer, on } };
  },
};

/** Another service's event in our words; undefined when it changes nobody's pay. */
export const payCauseOf = (
  event: Pick<EventEnvelope, 'log' | 'type'> & { readonly data: unknown },
): PayCause | undefined => readers[`${event.log} ${event.type}`]?.(event.data);

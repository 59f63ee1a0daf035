import { DOORS, LOG_OWNERS, LOGS, type ServiceName } from './logs.ts';

/** What one follower reads of others, and the name under which it keeps its progress. */
export interface Reading {
  /** Also the Kafka group. A contract: with another name it begins at the start of its logs. */
  readonly group: string;
  readonly topics: readonly string[];
}

/**
 * Every log of another service, and every door, that a service reads: followers are made from it,
 * the door of logs lets nobody else in, and the rights on topics follow from it.
 */
export const READINGS = {
  recruitment: { periods: { group: 'recruitment.periods.v1', topics: [LOGS.period] } },
  duty: {
    personnel: { group: 'duty.personnel.v1', topics: [LOGS.personnel] },
    periods: { group: 'duty.periods.v1', topics: [LOGS.period] },
    liability: { group: 'duty.liability.v1', topics: [LOGS.decision] },
    feed: { group: 'duty.feed.v1', topics: [DOORS.dispatchFeed] },
  },
  appraisal: {
    score: { group: 'appraisal.score.v1', topics: [LOGS.fact, LOGS.personnel] },
    conduct: { group: 'appraisal.conduct.v1', topics: [LOGS.conduct] },
  },
  payroll: {
    lines: { group: 'payroll.lines.v1', topics: [LOGS.decision, LOGS.personnel, LOGS.conduct] },
    directory: { group: 'payroll.directory.v1', topics: [LOGS.personnel] },
    acknowledgements: { group: 'payroll.acknowledgements.v1', topics: [DOORS.payrollAck] },
  },
} as const satisfies Readonly<Record<ServiceName, Readonly<Record<string, Reading>>>>;

export const SERVICE_NAMES = Object.keys(LOG_OWNERS) as readonly ServiceName[];

/** The readings of one service. */
export const readingsOf = (service: ServiceName): readonly Reading[] =>
  Object.values(READINGS[service]);

/** Whether a service reads that log, or door, of another. */
export const reads = (service: ServiceName, topic: string): boolean =>
  readingsOf(service).some(({ topics }) => topics.includes(topic));

/** Services that show names, and so may ask for the keys of persons. */
export const KEY_READERS: readonly ServiceName[] = ['payroll'];

/** How a service is called where it shows who it is: at the issuer of tokens and at the brokers. */
export const clientOf = (service: ServiceName): string => `ywk-${service}`;

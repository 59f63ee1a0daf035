/** Names of the logs. A name is a contract: never renamed. */
export const LOGS = {
  personnel: 'recruitment.personnel.v1',
  call: 'duty.call',
  entry: 'duty.entry',
  catalogue: 'duty.catalogue',
  fact: 'duty.fact.v1',
  case: 'duty.case',
  conduct: 'duty.conduct.v1',
  rules: 'appraisal.rules',
  period: 'appraisal.period.v1',
  proposal: 'appraisal.proposal',
  review: 'appraisal.review',
  decision: 'appraisal.decision.v1',
  change: 'payroll.change.v1',
  line: 'payroll.line',
  run: 'payroll.run',
  // Who was shown whose personal data, a log in each service.
  recruitmentAccess: 'recruitment.access',
  dutyAccess: 'duty.access',
  appraisalAccess: 'appraisal.access',
  payrollAccess: 'payroll.access',
} as const;

/** Services by the logs they own. */
export const LOG_OWNERS = {
  recruitment: [LOGS.personnel, LOGS.recruitmentAccess],
  duty: [
    LOGS.call,
    LOGS.entry,
    LOGS.catalogue,
    LOGS.fact,
    LOGS.case,
    LOGS.conduct,
    LOGS.dutyAccess,
  ],
  appraisal: [
    LOGS.rules,
    LOGS.period,
    LOGS.proposal,
    LOGS.review,
    LOGS.decision,
    LOGS.appraisalAccess,
  ],
  payroll: [LOGS.change, LOGS.line, LOGS.run, LOGS.payrollAccess],
} as const;

export type ServiceName = keyof typeof LOG_OWNERS;

/** Logs that are published: a Kafka topic of the same name stands beside each. */
export const PUBLISHED_LOGS: readonly string[] = [
  LOGS.personnel,
  LOGS.fact,
  LOGS.conduct,
  LOGS.period,
  LOGS.decision,
  LOGS.change,
];

/** Logs that hold facts: a period is cut off in every partition of each. */
export const FACT_LOGS: readonly string[] = [LOGS.personnel, LOGS.fact, LOGS.decision];

/** Topics written by others: no position, no log behind them. */
export const DOORS = { dispatchFeed: 'dispatch.feed.v1', payrollAck: 'payroll.ack.v1' } as const;

/** The service that owns a log. @throws RangeError for a log nobody owns */
export const ownerOf = (log: string): ServiceName => {
  for (const [service, logs] of Object.entries(LOG_OWNERS)) {
    if ((logs as readonly string[]).includes(log)) return service as ServiceName;
  }
  throw new RangeError(`No service owns the log "${log}".`);
};

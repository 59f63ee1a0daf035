/** Roles that tokens carry. */
export const ROLES = [
  'hr',
  'leader',
  'appraiser',
  'approver',
  'auditor',
  'officer',
  /** A 110 system that feeds dispatch events. */
  'dispatch-feed',
  /** The payroll system of the bureau. */
  'payroll-system',
  /** One of our own services: reads the logs that it follows. */
  'service',
  /** Keeps the system running: parked items, imports. */
  'operator',
] as const;

export type Role = (typeof ROLES)[number];

/** Roles of programs: where callers' authorities are named, these show a certificate. */
export const MACHINE_ROLES = [
  'dispatch-feed',
  'payroll-system',
  'service',
] as const satisfies Role[];

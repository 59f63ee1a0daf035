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
  /** One of our own services: reads logs and keys. */
  'service',
  /** Keeps the system running: parked items, imports. */
  'operator',
] as const;

export type Role = (typeof ROLES)[number];

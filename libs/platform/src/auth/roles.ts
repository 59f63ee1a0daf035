import type { Label } from '@ywk/kernel';

/** Roles that tokens carry, each with whom it is for. */
export const ROLE_LABELS = {
  hr: { zh: '人事管理', en: 'personnel' },
  leader: { zh: '单位负责人', en: 'leader of a unit' },
  appraiser: { zh: '考核经办', en: 'appraiser, proposes' },
  approver: { zh: '审批人', en: 'approver, decides' },
  auditor: { zh: '审计监督', en: 'auditor, looks' },
  officer: { zh: '辅警本人', en: 'officer, about themselves' },
  'dispatch-feed': { zh: '接处警系统', en: 'a 110 system that feeds dispatch events' },
  'payroll-system': { zh: '工资系统', en: 'the payroll system of the bureau' },
  service: { zh: '系统内部服务', en: 'one of our own services: reads the logs that it follows' },
  operator: { zh: '运维人员', en: 'keeps the system running: parked items, imports' },
} as const satisfies Readonly<Record<string, Label>>;

export type Role = keyof typeof ROLE_LABELS;

export const ROLES = Object.keys(ROLE_LABELS) as readonly Role[];

/** Roles of programs: where callers' authorities are named, these show a certificate. */
export const MACHINE_ROLES: readonly Role[] = ['dispatch-feed', 'payroll-system', 'service'];

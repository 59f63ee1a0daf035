import type { Decimal } from '../scheme/clause-document.ts';

/** Who answers beside the one who acted: the own group leader, and the police officers above. */
export const LIABLE_ROLES = ['groupLeader', 'responsibleOfficer', 'deputy', 'chief'] as const;
export type LiableRole = (typeof LIABLE_ROLES)[number];

/** What is put on record: 直接、重要、主要领导责任. */
export const LIABILITY_RECORDS = ['DIRECT', 'IMPORTANT', 'MAIN'] as const;
export type LiabilityRecord = (typeof LIABILITY_RECORDS)[number];

/** What a grave penalty of somebody brings to one role. */
export interface RoleLiability {
  /** Part of the penalty as it now stands, deducted from the own total. */
  readonly share: Decimal;
  /** Points deducted beside the share, whatever the penalty. */
  readonly points: Decimal;
  /** Force levels down for the period, while the penalty is grave. */
  readonly levelSteps: number;
  /** Kind of responsibility put on record; absent for none. */
  readonly record?: LiabilityRecord;
}

/** Joint liability: member `decisions.liability` of a scheme (DOMAIN 2.16, 3.0b, §5 row 23). */
export interface LiabilityRules extends Readonly<Record<LiableRole, RoleLiability>> {
  /** Points from which a penalty is grave. */
  readonly graveFrom: Decimal;
}

const RECORD_ONLY = { share: '0%', points: 0, levelSteps: 0 } as const;

/** What a scheme without `decisions.liability` means. */
export const RC1_LIABILITY: LiabilityRules = {
  graveFrom: 20,
  groupLeader: { share: '20%', points: 0, levelSteps: 0 },
  responsibleOfficer: { ...RECORD_ONLY, record: 'DIRECT' },
  deputy: { ...RECORD_ONLY, record: 'IMPORTANT' },
  chief: { ...RECORD_ONLY, levelSteps: 1, record: 'MAIN' },
};

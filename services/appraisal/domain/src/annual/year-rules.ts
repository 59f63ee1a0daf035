/** Of whom the seats of the excellent are a share: of a unit's people, or of all its siblings'. */
export const QUOTA_POOLS = ['UNIT', 'SIBLINGS', 'ALL'] as const;
export type QuotaPool = (typeof QUOTA_POOLS)[number];

/** How a year is graded beside its score: member `decisions.year` of a scheme (DOMAIN 2.12). */
export interface YearRules {
  /** Whose quota it is: each unit's, that of all units under one parent, or of everybody. */
  readonly pool: QuotaPool;
  /** Month grades that are failures. */
  readonly failedGrades: readonly string[];
  /** So many failed months make the year incompetent [P2]; 0: none do. */
  readonly failedMonths: number;
  /** Months of service by the end of the year without which nobody is excellent [P2]. */
  readonly leastMonthsForExcellent: number;
  /** With fewer, and in the trainee time, there is a comment and no grade [P93]. */
  readonly leastMonthsForGrade: number;
  /** More months of leave in the year, and there is a comment and no grade. */
  readonly mostLeaveMonths: number;
  /** Clauses that are sanctions. */
  readonly sanctions: readonly string[];
}

/** What a scheme without `decisions.year` means. */
export const RC1_YEAR: YearRules = {
  pool: 'UNIT',
  failedGrades: ['G5', 'VETO'],
  failedMonths: 2,
  leastMonthsForExcellent: 12,
  leastMonthsForGrade: 6,
  mostLeaveMonths: 6,
  sanctions: ['D07'],
};

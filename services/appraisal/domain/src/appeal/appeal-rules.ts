/** What becomes of others when a ruling comes after the month is final (DOMAIN 3.0b, §5 row 25). */
export const AFTER_FINAL = ['HOLD_HARMLESS', 'RERANK'] as const;
export type AfterFinal = (typeof AFTER_FINAL)[number];

/** To the bureau; null: the unit's reply is the last word [P2]. Working days. */
export type SecondInstance = {
  /** In which the appellant may appeal, from the day of the ruling. */
  readonly lodgeDays: number;
  /** In which the bureau decides, from the day of lodging. */
  readonly decideDays: number;
} | null;

/** Clocks of one process from publication to the bureau's word (DOMAIN §5 rows 26–27), in working days. */
export interface ProcessClocks {
  readonly publicityDays: number;
  /** To object, from the day of publication. */
  readonly objectionDays: number;
  /** In which the unit replies, from the day of lodging. */
  readonly replyDays: number;
  readonly secondInstance: SecondInstance;
}

/**
 * Objections to a month's result and their second instance (DOMAIN 2.21, §5 rows 25–27). The time to
 * object is one of the clocks of the month's close; all clocks count working days after day 0.
 */
export interface AppealRules {
  /** Working days after the window in which an objection is still taken (DOMAIN 3.0b). */
  readonly objectionGraceDays: number;
  /** In which the unit replies, from the day of lodging. */
  readonly replyDays: number;
  readonly secondInstance: SecondInstance;
  /** Clocks of the annual appraisal; absent: those of institution staff. */
  readonly year?: ProcessClocks;
  /** Whether an open second instance keeps the period from being final. */
  readonly suspensive: boolean;
  /** A ruling never leaves the appellant worse off. */
  readonly noAggravation: boolean;
  readonly afterFinal: AfterFinal;
}

/**
 * As institutions appraise their staff by the year: seven days of publicity [P91], ten to object and
 * ten to reply, fifteen to appeal and thirty to decide [P92] (DOMAIN 2.21).
 */
export const YEAR_CLOCKS: ProcessClocks = {
  publicityDays: 7,
  objectionDays: 10,
  replyDays: 10,
  secondInstance: { lodgeDays: 15, decideDays: 30 },
};

/** As RC-1 has it: three days for the reply [P2], fifteen and thirty for the second instance [P92]. */
export const RC_1_APPEALS: AppealRules = {
  objectionGraceDays: 0,
  replyDays: 3,
  secondInstance: { lodgeDays: 15, decideDays: 30 },
  year: YEAR_CLOCKS,
  suspensive: false,
  noAggravation: true,
  afterFinal: 'HOLD_HARMLESS',
};

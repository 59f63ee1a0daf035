import { Rejection, type LocalMonth } from '@ywk/kernel';

/** Somebody wants rules to be in force from a month on. */
export interface ActivationAsk {
  /** First appraisal month of the version. */
  readonly month: LocalMonth;
  /** The appraisal month in which it is asked. */
  readonly current: LocalMonth;
  readonly draftedBy: string;
  readonly activatedBy: string;
  /** True when the month has rules already. */
  readonly hasVersion: boolean;
}

/**
 * A month locks at its first instant in Shanghai; only where it has no rules at all, a first version
 * may still come (DOMAIN 3.0c.16). Drafting and activating take two people.
 * @throws Rejection SAME_PERSON, MONTH_LOCKED
 */
export const refuseActivation = (ask: ActivationAsk): void => {
  const { month, current, draftedBy, activatedBy, hasVersion } = ask;
  if (draftedBy === activatedBy) {
    throw new Rejection('SAME_PERSON', {
      zh: '版本的起草人不得启用该版本。',
      en: 'Who drafted a version does not put it in force.',
    });
  }
  if (hasVersion && month <= current) {
    throw new Rejection(
      'MONTH_LOCKED',
      {
        zh: `${month}的规则自该月起始时刻起已锁定；下一个可更改的月份在${current}之后。`,
        en: `The rules of ${month} are locked since its first instant; the next month that can change is after ${current}.`,
      },
      { month, current },
    );
  }
};

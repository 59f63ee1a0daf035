import { Rejection, type LocalMonth } from '@ywk/kernel';
import type { AppraisalCalendar } from '../period/appraisal-calendar.ts';
import { SchemeBook } from '../scheme/scheme.ts';
import {
  firstMonthOf,
  schemesInForce,
  type RuleDocument,
  type RuleVersions,
} from './rule-versions.ts';

/** The appraisal months that the schemes in force make up. */
export const monthsOf = (versions: RuleVersions): AppraisalCalendar =>
  new SchemeBook(schemesInForce(versions)).months;

/**
 * A first version before all others is let in late (DOMAIN 3.0c.16). By other months than theirs it
 * would move where their first one begins.
 * @throws Rejection MONTH_LOCKED where that one has begun
 */
export const refuseMovedMonths = (
  versions: RuleVersions,
  rules: RuleDocument,
  current: LocalMonth,
): void => {
  if (rules.kind !== 'SCHEME') return;
  const known = schemesInForce(versions);
  const next = known.find(({ effectiveFrom }) => effectiveFrom > firstMonthOf(rules));
  if (next === undefined || next.effectiveFrom > current) return;
  const month = next.effectiveFrom;
  const before = new SchemeBook(known).months.boundsOf(month);
  const after = new SchemeBook([...known, rules.document]).months.boundsOf(month);
  if (after.from === before.from) return;
  throw new Rejection(
    'MONTH_LOCKED',
    {
      zh: `按此月份划分，${month}将自${after.from}而非${before.from}开始；该月自起始时刻起已锁定。`,
      en: `With these months ${month} would begin on ${after.from} and not on ${before.from}; it is locked since its first instant.`,
    },
    { month, current },
  );
};

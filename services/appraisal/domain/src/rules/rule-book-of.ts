import type { WorkingCalendar } from '@ywk/kernel';
import { MetricBook } from '../metric/metric-book.ts';
import { RuleBook } from '../scheme/rule-book.ts';
import { SchemeBook } from '../scheme/scheme.ts';
import { inForce, schemesInForce, type RuleVersions } from './rule-versions.ts';

/** The rules that some versions come to, by month. */
export const ruleBookOf = (versions: RuleVersions, calendar: WorkingCalendar): RuleBook => {
  const metrics = inForce(versions, 'METRICS').flatMap(({ rules }) =>
    rules.kind === 'METRICS' ? [rules.document] : [],
  );
  const schemes = new SchemeBook(schemesInForce(versions));
  return new RuleBook(schemes, new MetricBook(metrics, schemes.months), calendar);
};

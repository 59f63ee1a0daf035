import type { WorkingCalendar } from '@ywk/kernel';
import { MetricBook } from '../metric/metric-book.ts';
import { RuleBook } from '../scheme/rule-book.ts';
import { SchemeBook } from '../scheme/scheme.ts';
import { inForce, type RuleVersions } from './rule-versions.ts';

/** The rules that some versions come to, by month. */
export const ruleBookOf = (versions: RuleVersions, calendar: WorkingCalendar): RuleBook => {
  const schemes = inForce(versions, 'SCHEME').flatMap(({ rules }) =>
    rules.kind === 'SCHEME' ? [rules.document] : [],
  );
  const metrics = inForce(versions, 'METRICS').flatMap(({ rules }) =>
    rules.kind === 'METRICS' ? [rules.document] : [],
  );
  return new RuleBook(new SchemeBook(schemes), new MetricBook(metrics), calendar);
};

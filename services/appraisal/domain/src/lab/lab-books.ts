import { Rejection, type LocalMonth, type WorkingCalendar } from '@ywk/kernel';
import { MetricBook } from '../metric/metric-book.ts';
import type { MetricDocument } from '../metric/metric-definition.ts';
import { ruleBookOf } from '../rules/rule-book-of.ts';
import {
  firstMonthOf,
  inForce,
  versionKey,
  versionOfMonth,
  type RuleDocument,
  type RuleVersions,
  type VersionName,
} from '../rules/rule-versions.ts';
import { RuleBook } from '../scheme/rule-book.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { schemeFaults } from '../scheme/scheme-faults.ts';
import { SchemeBook } from '../scheme/scheme.ts';
import { addMonths } from '../tally/posting.ts';

/** A version that is tried over months of the past. */
export interface Trial {
  readonly versions: RuleVersions;
  readonly name: VersionName;
  readonly from: LocalMonth;
  readonly to: LocalMonth;
}

/** What a trial rests on beside the versions. */
export interface TrialGround {
  readonly calendar: WorkingCalendar;
  /** Codes of the posts there are. */
  readonly posts: readonly string[];
}

/** The two sides that are compared. */
export interface LabBooks {
  /** What was in force. */
  readonly live: RuleBook;
  /** The same up to the range; in it, the version that is tried. */
  readonly draft: RuleBook;
}

/** A scheme and the metric definitions under it. */
interface Pair {
  readonly scheme: SchemeDocument;
  readonly metrics: MetricDocument;
}

const monthsOf = ({ from, to }: Trial): LocalMonth[] => {
  const months: LocalMonth[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
};

const schemeOf = (versions: RuleVersions, month: LocalMonth): SchemeDocument => {
  const found = versionOfMonth(versions, 'SCHEME', month)?.rules;
  if (found?.kind === 'SCHEME') return found.document;
  throw new Rejection(
    'SCHEME_MISSING',
    { zh: `${month}没有生效的考核方案。`, en: `No scheme is in force in ${month}.` },
    { month },
  );
};

const metricsOf = (versions: RuleVersions, month: LocalMonth): MetricDocument => {
  const found = versionOfMonth(versions, 'METRICS', month)?.rules;
  if (found?.kind === 'METRICS') return found.document;
  throw new Rejection(
    'METRICS_MISSING',
    { zh: `${month}没有适用的指标定义。`, en: `No metric definitions rule ${month}.` },
    { month },
  );
};

/** The tried version with the other kind's version of a month. */
const pairOf = (versions: RuleVersions, tried: RuleDocument, month: LocalMonth): Pair =>
  tried.kind === 'SCHEME'
    ? { scheme: tried.document, metrics: metricsOf(versions, month) }
    : { scheme: schemeOf(versions, month), metrics: tried.document };

/**
 * The tried version stands on what ruled the month beside it. Where the two do not fit, because the
 * draft names metrics that came later, on what will rule beside it in its own first month.
 */
const fittingPair = (
  { versions }: Trial,
  tried: RuleDocument,
  { month, posts }: { readonly month: LocalMonth; readonly posts: readonly string[] },
): Pair => {
  const faultsOf = ({ scheme, metrics }: Pair) => schemeFaults(scheme, { metrics, posts });
  const ofMonth = pairOf(versions, tried, month);
  if (faultsOf(ofMonth).length === 0) return ofMonth;
  const ofFirst = pairOf(versions, tried, firstMonthOf(tried));
  const errors = faultsOf(ofFirst);
  if (errors.length === 0) return ofFirst;
  throw new Rejection(
    'LAB_RULES_UNFIT',
    {
      zh: `该版本与相配的规则不匹配，第一处错误在${errors[0]?.path}。`,
      en: `The version does not fit the rules beside it; the first fault at ${errors[0]?.path}.`,
    },
    { errors },
  );
};

const documentsBefore = (versions: RuleVersions, before: LocalMonth) => {
  const earlier = (kind: RuleDocument['kind']) =>
    inForce(versions, kind).filter(({ rules }) => firstMonthOf(rules) < before);
  return {
    schemes: earlier('SCHEME').flatMap(({ rules }) =>
      rules.kind === 'SCHEME' ? [rules.document] : [],
    ),
    metrics: earlier('METRICS').flatMap(({ rules }) =>
      rules.kind === 'METRICS' ? [rules.document] : [],
    ),
  };
};

/**
 * The rules in force, and the same with a version in the place of what ruled each month of a range:
 * as if it had ruled them. Months before the range keep their rules on both sides.
 * @throws Rejection RULES_UNKNOWN, SCHEME_MISSING, METRICS_MISSING, LAB_RULES_UNFIT
 */
export const labBooks = (trial: Trial, { calendar, posts }: TrialGround): LabBooks => {
  const { versions, name } = trial;
  const tried = versions.get(versionKey(name))?.rules;
  if (tried === undefined) {
    throw new Rejection('RULES_UNKNOWN', {
      zh: `${name.name}没有第${name.version}版。`,
      en: `There is no version ${name.version} of ${name.name}.`,
    });
  }
  const before = documentsBefore(versions, trial.from);
  const ruled = monthsOf(trial).map((month) => ({
    month,
    ...fittingPair(trial, tried, { month, posts }),
  }));
  const schemes = new SchemeBook([
    ...before.schemes,
    ...ruled.map(({ month, scheme }) => ({ ...scheme, effectiveFrom: month })),
  ]);
  const metrics = new MetricBook(
    [
      ...before.metrics,
      ...ruled.map(({ month, metrics }) => ({ ...metrics, effectiveFrom: `${month}-01` })),
    ],
    schemes.months,
  );
  const draft = new RuleBook(schemes, metrics, calendar);
  return { live: ruleBookOf(versions, calendar), draft };
};

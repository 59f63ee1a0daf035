import {
  localDay,
  monthOf,
  Rejection,
  type Label,
  type LocalDay,
  type LocalMonth,
} from '@ywk/kernel';
import { CALENDAR_MONTHS, type AppraisalCalendar } from '../period/appraisal-calendar.ts';
import { LIABILITY_CODE, LIABILITY_METRICS } from '../liability/liability-facts.ts';
import {
  statedPrefix,
  type EventMetrics,
  type MetricDocument,
  type MetricSource,
  type RateDefinition,
} from './metric-definition.ts';

/** What the fold reads of a fact. */
export interface CountedFact {
  readonly officer: string;
  readonly code: string;
  readonly occurredAt: string;
  readonly amounts: Readonly<Record<string, number>>;
}

/** What one fact adds to one metric. */
export interface MetricDelta {
  readonly metric: string;
  readonly n: number;
}

/** What a rule reads of a fact; its day has chosen the rule. */
export type Stated = Omit<CountedFact, 'occurredAt'>;

type Rule = (fact: Stated) => MetricDelta[];

const amountOf = (fact: Stated, name: string): number => {
  const amount = fact.amounts[name];
  if (amount === undefined) {
    throw new Rejection(
      'AMOUNT_MISSING',
      { zh: `事实${fact.code}须载明“${name}”。`, en: `A fact ${fact.code} must state "${name}".` },
      { code: fact.code, amount: name },
    );
  }
  return amount;
};

const within = (fact: Stated, when: NonNullable<MetricSource['when']>): boolean => {
  const amount = amountOf(fact, when.amount);
  return (
    (when.atMost === undefined || amount <= when.atMost) &&
    (when.below === undefined || amount < when.below)
  );
};

const measuredRule =
  (metric: string, source: MetricSource): Rule =>
  (fact) => {
    if (source.when !== undefined && !within(fact, source.when)) return [];
    return [{ metric, n: source.add === undefined ? 1 : amountOf(fact, source.add) }];
  };

const totalRule =
  (metric: string): Rule =>
  (fact) => [{ metric, n: amountOf(fact, 'n') }];

const refusePoints = (fact: Stated, allowed: readonly number[]): never => {
  throw new Rejection(
    'POINTS_OUT_OF_RANGE',
    {
      zh: `事实${fact.code}不得载明该分值。`,
      en: `A fact ${fact.code} cannot state these points.`,
    },
    { code: fact.code, points: fact.amounts['points'], allowed },
  );
};

const eventRule =
  (metric: string, allowed: readonly number[]): Rule =>
  (fact) => {
    const stated = fact.amounts['points'];
    if (stated === undefined) return [{ metric, n: 1 }];
    const points = Math.abs(stated);
    if (!allowed.includes(points)) refusePoints(fact, allowed);
    return [
      { metric, n: 1 },
      { metric: `${statedPrefix(metric)}${points}`, n: 1 },
    ];
  };

/** Rates by name. */
export type Rates = ReadonlyMap<string, RateDefinition>;

/** One version, ready to fold: rules by the code of the fact. */
interface Edition {
  readonly version: number;
  /** First appraisal month. */
  readonly firstMonth: LocalMonth;
  readonly rates: Rates;
  readonly labels: ReadonlyMap<string, Label>;
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
  readonly sources: ReadonlyMap<string, readonly string[]>;
}

class EditionBuilder {
  readonly rules = new Map<string, Rule[]>();
  readonly sources = new Map<string, string[]>();

  add(metric: string, code: string, rule: Rule): void {
    this.rules.set(code, [...(this.rules.get(code) ?? []), rule]);
    this.sources.set(metric, [...(this.sources.get(metric) ?? []), code]);
  }

  addEvents({ codes, countsAs, points }: EventMetrics): void {
    for (const code of codes) {
      const metric = countsAs ?? code;
      this.add(metric, code, eventRule(metric, points ?? []));
    }
  }
}

const editionOf = (document: MetricDocument): Edition => {
  const builder = new EditionBuilder();
  for (const { metric, from } of document.measured) {
    builder.add(metric, metric, totalRule(metric));
    for (const source of from) builder.add(metric, source.code, measuredRule(metric, source));
  }
  for (const events of document.events) builder.addEvents(events);
  for (const { metric, add } of LIABILITY_METRICS) {
    builder.add(metric, LIABILITY_CODE, measuredRule(metric, { code: LIABILITY_CODE, add }));
  }
  const { version, effectiveFrom } = document;
  const rates = new Map(document.rates.map((definition) => [definition.rate, definition]));
  const named = [...document.measured, ...LIABILITY_METRICS];
  const labels = new Map(named.map(({ metric, label }) => [metric, label]));
  return { ...builder, version, firstMonth: monthOf(effectiveFrom), rates, labels };
};

/** All versions of the metric definitions; the day of a fact says which one counts it, see {@link SchemeBook}. */
export class MetricBook {
  private readonly editions: readonly Edition[];

  /** @param months by which the first month of a version begins */
  constructor(
    documents: readonly MetricDocument[],
    private readonly months: AppraisalCalendar = CALENDAR_MONTHS,
  ) {
    this.editions = documents
      .map(editionOf)
      .sort((a, b) => a.firstMonth.localeCompare(b.firstMonth));
  }

  /**
   * What a fact adds, by metric. A reversal adds the same with the other sign.
   * @throws Rejection UNKNOWN_FACT_CODE, AMOUNT_MISSING, POINTS_OUT_OF_RANGE
   */
  deltasOf(fact: CountedFact): MetricDelta[] {
    return this.deltasOn(localDay(fact.occurredAt), fact);
  }

  /** The same where the day of the fact is known already. @throws Rejection as `deltasOf` */
  deltasOn(day: LocalDay, fact: Stated): MetricDelta[] {
    const rules = this.editionOn(day).rules.get(fact.code);
    if (rules === undefined) {
      throw new Rejection(
        'UNKNOWN_FACT_CODE',
        { zh: `没有指标统计事实“${fact.code}”。`, en: `No metric counts facts "${fact.code}".` },
        { code: fact.code },
      );
    }
    return rules.flatMap((rule) => rule(fact));
  }

  /** Codes of the facts that may feed these metrics on a day: what an explanation looks up. */
  codesOf(metrics: readonly string[], day: LocalDay): string[] {
    const { sources } = this.editionOn(day);
    return [...new Set(metrics.flatMap((metric) => sources.get(metric) ?? []))].sort();
  }

  /** Whether facts of a code are counted on a day. */
  counts(code: string, day: LocalDay): boolean {
    return this.editionOn(day).rules.has(code);
  }

  /** Name of a measured metric on a day; undefined for one that counts the facts of an event code. */
  labelOf(metric: string, day: LocalDay): Label | undefined {
    return this.editionOn(day).labels.get(metric);
  }

  /** Version and rates of an appraisal month. @throws Rejection METRICS_MISSING */
  ofMonth(month: LocalMonth): { readonly version: number; readonly rates: Rates } {
    return this.editionOf(month);
  }

  private editionOn(day: LocalDay): Edition {
    return this.editionOf(this.months.monthOf(day));
  }

  private editionOf(month: LocalMonth): Edition {
    const found = this.editions.findLast(({ firstMonth }) => firstMonth <= month);
    if (found === undefined) {
      throw new Rejection(
        'METRICS_MISSING',
        {
          zh: `${month}没有生效的指标定义。`,
          en: `No metric definitions are in force in ${month}.`,
        },
        { month },
      );
    }
    return found;
  }
}

import type { Label } from '@ywk/kernel';
import { statedPrefix } from '../metric/metric-definition.ts';
import type { MetricBook } from '../metric/metric-book.ts';
import type { EffectDocument } from '../scheme/clause-document.ts';
import type { Scheme } from '../scheme/scheme.ts';
import type { NotScoredReason } from '../score/sheet.ts';
import type { MonthGround } from './ground.ts';

export const GROUP_LABELS = {
  public: { zh: '公共指标', en: 'Public indicators' },
  custom: { zh: '自定义指标', en: 'Custom indicators' },
  bonus: { zh: '加分', en: 'Bonus' },
  total: { zh: '总分扣分', en: 'Deductions from the total' },
} as const satisfies Record<string, Label>;

export const REASON_LABELS: Readonly<Record<NotScoredReason, Label>> = {
  NO_STAY: { zh: '当月无任职记录', en: 'Stood nowhere in this month' },
  NO_SCHEME_FOR_POST: { zh: '该岗位没有考核方案', en: 'The scheme has no rules for this post' },
  CALENDAR_UNKNOWN: { zh: '当年工作日历尚未发布', en: 'The working days are not published yet' },
  STAY_TOO_SHORT: { zh: '任职工作日不足', en: 'Too few working days' },
  NOTHING_APPLICABLE: { zh: '无可计算的指标', en: 'No indicator applies' },
};

export const EFFECT_LABELS: Readonly<Record<EffectDocument['effect'], Label>> = {
  VETO: { zh: '一票否决', en: 'Veto' },
  CANCELLED: { zh: '取消当月考核', en: 'Month cancelled' },
  LEVEL_4: { zh: '警务等级定为四级', en: 'Force level 4' },
};

/** A grade by its code: a scheme names grades by code alone. */
export const gradeLabel = (grade: string): Label => {
  if (grade === 'VETO' || grade === 'CANCELLED') return EFFECT_LABELS[grade];
  return { zh: `${grade} 等`, en: `Grade ${grade}` };
};

const joined = (labels: readonly Label[]): Label => ({
  zh: [...new Set(labels.map(({ zh }) => zh))].join('、'),
  en: [...new Set(labels.map(({ en }) => en))].join(', '),
});

const ruleLabels = (scheme: Scheme): Map<string, Label> => {
  const rules = [
    ...scheme.document.effects,
    ...scheme.unboundClauses,
    ...scheme.indicators.flatMap((each) => ('clauses' in each ? each.clauses : [])),
  ];
  return new Map(rules.map(({ metric, label }) => [metric, label]));
};

/** Names of metrics and facts in one month, by what the rules of the month call them. */
export class Names {
  private readonly rules: ReadonlyMap<string, Label>;
  private readonly known = new Map<string, Label>();

  constructor(
    private readonly ground: Pick<MonthGround, 'rules'>,
    private readonly metrics: MetricBook,
  ) {
    this.rules = ruleLabels(ground.rules.scheme);
  }

  /** A metric: by its definition, or by the rule that counts it; its code when neither names it. */
  metric(metric: string): Label {
    const { from } = this.ground.rules.days;
    const found = this.metrics.labelOf(metric, from) ?? this.rules.get(metric);
    return found ?? { zh: metric, en: metric };
  }

  /** A fact: by its code, else by everything that it counts as. */
  fact(code: string, counted: readonly string[]): Label {
    const key = `${code} ${counted.join(' ')}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const label = this.factLabel(code, counted);
    this.known.set(key, label);
    return label;
  }

  private factLabel(code: string, counted: readonly string[]): Label {
    const own = this.metric(code);
    if (own.zh !== code) return own;
    const named = counted.filter((metric) => !metric.includes(statedPrefix('')));
    return named.length === 0 ? own : joined(named.map((metric) => this.metric(metric)));
  }
}

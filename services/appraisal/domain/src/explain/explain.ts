import type { MetricBook } from '../metric/metric-book.ts';
import { pointsOf } from '../scheme/decimal.ts';
import { gradeReason } from '../grade/grade-reason.ts';
import { rulesOf } from '../score/ruled-stays.ts';
import type { LeftOutStay, ScoredStay, ScoreSheet } from '../score/sheet.ts';
import { FactFinder } from './fact-finder.ts';
import type { KnownFact, MonthGround, Step } from './ground.ts';
import { EFFECT_LABELS, gradeLabel, Names, REASON_LABELS } from './labels.ts';
import { words } from './line-step.ts';
import type { AdjustmentNode, EffectNode, Explanation, StayNode } from './nodes.ts';
import { points, signedSum } from './numbers.ts';
import { besideNodes, groupNode } from './stay-node.ts';
import { sightsOf, type StaySight } from './stay-sight.ts';

/** What an explanation is made from; the sheet is the one of exactly this ground and these facts. */
export interface Explained {
  readonly ground: MonthGround;
  readonly sheet: ScoreSheet;
  /** Of the month, and the late ones of earlier months that adjust it. */
  readonly facts: readonly KnownFact[];
  readonly metrics: MetricBook;
}

interface Telling extends Explained {
  readonly names: Names;
  readonly found: FactFinder;
}

const reasonOf = (code: LeftOutStay['reason'] | null) =>
  code === null ? null : { code, ...REASON_LABELS[code] };

const EXACT: readonly Step[] = [
  {
    what: words('各项以未舍入的得分相加，仅总分舍入', 'Scores are added as they are, not rounded'),
    working: '',
  },
];

const totalSteps = (stay: ScoredStay, { ground, sheet }: Telling): Step[] => {
  const { bonus, total, rounding } = ground.rules.scheme.document;
  const exact = rounding === 'ROUND_OF_SUM' ? EXACT : [];
  const added = Math.min(stay.bonus.points, pointsOf(bonus.cap));
  const terms = [
    ...stay.groups.map(({ score }) => score),
    added,
    ...(stay.deductions.points === 0 ? [] : [stay.deductions.points]),
    ...sheet.adjustments.map((adjustment) => adjustment.points),
  ];
  return [
    {
      what: words(
        '各组得分 + 加分 − 扣分 + 以前月份调整',
        'Groups + bonus − deductions + adjustments',
      ),
      working: signedSum(terms),
    },
    ...exact,
    {
      what: words(`限于 0 至 ${points(pointsOf(total.max))}`, `Within 0 and ${String(total.max)}`),
      working: points(stay.total),
    },
  ];
};

const headOf = ({ unit, post, team, from, to, days, weight }: ScoredStay | LeftOutStay) => ({
  ...{ unit, post, team, from, to, days, weight },
});

const stayNode = (
  stay: ScoredStay | LeftOutStay,
  sight: StaySight | undefined,
  telling: Telling,
): StayNode => {
  const { ground, found: facts, names } = telling;
  const rules = rulesOf(ground, stay);
  if (stay.status === 'NOT_SCORED' || sight === undefined || rules === undefined) {
    const reason = reasonOf(stay.status === 'NOT_SCORED' ? stay.reason : null);
    const none = { score: null, shown: null, steps: [], groups: [], beside: [] };
    return { ...headOf(stay), reason, ...none };
  }
  const inside = { ground, rules, sight, facts, names };
  return {
    ...headOf(stay),
    reason: null,
    score: stay.total,
    shown: points(stay.total),
    steps: totalSteps(stay, telling),
    groups: stay.groups.map((group) => groupNode(group, inside)),
    beside: besideNodes(stay, inside),
  };
};

/** One scored stay is the month; several are weighed by their days (DOMAIN 3.0c.12). */
const monthSteps = ({ stays, total }: ScoreSheet): Step[] => {
  if (total === null) return [];
  const scored = stays.filter((stay) => stay.status === 'SCORED');
  const result = { what: words('本月总分', 'Total of the month'), working: points(total) };
  if (scored.length < 2) return [result];
  const parts = scored.map((stay) => `${points(stay.total)} × ${stay.weight}`).join(' + ');
  const weights = scored.map(({ weight }) => weight).join(' + ');
  const what = words('各段任职按天数加权', 'Stays weighed by their days');
  return [{ what, working: `(${parts}) ÷ (${weights})` }, result];
};

const gradeSteps = ({ sheet, ground }: Telling): Step[] => {
  const { grade, total } = sheet;
  if (total === null || grade === null) return [];
  const { document } = ground.rules.scheme;
  const { atLeast, working } = gradeReason({ grade, total }, document);
  const what =
    atLeast === null
      ? gradeLabel(grade)
      : words('按总分所在区间定等次', 'The grade in whose range the total lies');
  return [{ what, working }];
};

const adjustmentsOf = ({ sheet, found }: Telling): AdjustmentNode[] =>
  sheet.adjustments.map((each) => ({
    ...each,
    shown: points(each.points),
    facts: found.late(each.originPeriod),
  }));

const effectsOf = ({ sheet, ground, found }: Telling): EffectNode[] =>
  sheet.effects.map((effect) => {
    const rule = ground.rules.scheme.document.effects.find(({ id }) => id === effect.clause);
    const metrics = rule === undefined ? [] : [rule.metric];
    const facts = found.of(metrics, sheet.stays);
    return { ...effect, effectLabel: EFFECT_LABELS[effect.effect], facts };
  });

/** From the total of a month down to every fact behind it, with the arithmetic between. */
export const explain = (explained: Explained): Explanation => {
  const { ground, sheet, facts, metrics } = explained;
  const names = new Names(ground, metrics);
  const telling = { ...explained, names, found: new FactFinder(facts, metrics, names) };
  const sights = sightsOf(ground, sheet);
  const { officer, period, scheme, probation, total, grade, pay } = sheet;
  return {
    ...{ officer, period, scheme, probation, pay },
    schemeLabel: ground.rules.scheme.document.label,
    metrics: sheet.metrics,
    reason: reasonOf(sheet.reason),
    score: total,
    shown: total === null ? null : points(total),
    steps: monthSteps(sheet),
    grade: grade === null ? null : { code: grade, ...gradeLabel(grade) },
    gradeSteps: gradeSteps(telling),
    stays: sheet.stays.map((stay, at) => stayNode(stay, sights.get(at), telling)),
    adjustments: adjustmentsOf(telling),
    effects: effectsOf(telling),
    facts: telling.found.nodes,
  };
};

import type { IndicatorDocument } from '../scheme/indicator-document.ts';
import type { ScoredIndicator } from '../score/indicator-line.ts';
import { ratioFromText } from '../score/measured.ts';
import { againstMedian, ranked } from './cohort-steps.ts';
import type { Step } from './ground.ts';
import { lineStep, words, type Line, type Rule } from './line-step.ts';
import { measureSteps, type Telling } from './measure-steps.ts';
import { boundText, measuredText, plain, points, pointsText, signedSum } from './numbers.ts';

const NOT_APPLICABLE: Step = {
  what: words('分母为零，本项不适用', 'The denominator is zero: not applicable'),
  working: '—',
};

const linear = (rule: Rule<'LINEAR'>, line: Line<'LINEAR'>, telling: Telling): Step[] => {
  const measured = measureSteps(rule.measure, line, telling);
  if (line.value === null) return [...measured, NOT_APPLICABLE];
  const isRate = line.denominator !== null;
  return [...measured, lineStep({ value: ratioFromText(line.value), isRate }, line)];
};

const counted = (rule: Rule<'COUNT'>, line: Line<'COUNT'>, telling: Telling): Step[] => [
  ...measureSteps({ count: rule.count }, line, telling),
  {
    what: words('件数 × 每件分值', 'Number × points of each'),
    working: `${line.numerator} × ${pointsText(rule.unit)}`,
  },
];

const stepped = (rule: Rule<'STEPS'>, line: Line<'STEPS'>, telling: Telling): Step[] => {
  const measured = measureSteps(rule.measure, line, telling);
  if (line.value === null) return [...measured, NOT_APPLICABLE];
  const isRate = line.denominator !== null;
  const shown = measuredText(line.value, isRate);
  const held = rule.steps.find(({ atLeast }) => String(atLeast) === line.step);
  if (held === undefined) {
    const what = words('未达到任何一档，得 0 分', 'Below all steps: 0 points');
    return [...measured, { what, working: `${shown} → 0.00` }];
  }
  const bound = boundText(held.atLeast, isRate);
  return [
    ...measured,
    {
      what: words(`达到 ${bound} 一档`, `Reaches the step ${bound}`),
      working: `${shown} ≥ ${bound} → ${pointsText(held.points)}`,
    },
  ];
};

const gated = (rule: Rule<'GATE'>, line: Line<'GATE'>, telling: Telling): Step[] => {
  const conditions = rule.conditions.flatMap(({ measure }, at) => {
    const condition = line.conditions[at];
    if (condition === undefined) return [];
    const isRate = condition.denominator !== null;
    const bounds = [
      ...(condition.atLeast === null ? [] : [`≥ ${boundText(condition.atLeast, isRate)}`]),
      ...(condition.atMost === null ? [] : [`≤ ${boundText(condition.atMost, isRate)}`]),
    ].join('，');
    const verdict = condition.holds
      ? words(`要求 ${bounds}：满足`, `Must be ${bounds}: holds`)
      : words(`要求 ${bounds}：不满足`, `Must be ${bounds}: fails`);
    return [
      ...measureSteps(measure, condition, telling),
      { what: verdict, working: `${measuredText(condition.value, isRate)} ${bounds}` },
    ];
  });
  const holds = line.conditions.every((each) => each.holds);
  const what = holds
    ? words('各项条件都满足，得满分', 'All conditions hold: full points')
    : words('有条件不满足，得 0 分', 'A condition fails: 0 points');
  return [...conditions, { what, working: points(holds ? line.weight : 0) }];
};

const rated = (rule: Rule<'MANUAL'>, line: Line<'MANUAL'>, telling: Telling): Step[] => {
  const { numerator, denominator, value } = line;
  if (value === null) return [...measureSteps({ rate: rule.rate }, line, telling), NOT_APPLICABLE];
  return [
    {
      what: words('评分合计 ÷ 评分次数', 'Sum of the ratings ÷ their number'),
      working: `${numerator} ÷ ${denominator} = ${plain(ratioFromText(value))}`,
    },
    {
      what: words('平均分 ÷ 满分 × 权重', 'Mean ÷ most that one rating can be × weight'),
      working: `${plain(ratioFromText(value))} ÷ ${line.outOf} × ${points(line.weight)}`,
    },
  ];
};

const clauses = (line: Line<'START_FULL' | 'ACCUMULATE'>): Step[] => {
  const full = line.shape === 'START_FULL';
  const terms = line.clauses.map((clause) => clause.points);
  return [
    {
      what: full
        ? words('满分起扣，最低 0 分，最高为权重', 'Starts full, never below 0 or above the weight')
        : words('从 0 分累计，最高为权重', 'Starts at 0, never above the weight'),
      working: signedSum([full ? line.weight : 0, ...terms]),
    },
  ];
};

/** What is done to the points of every shape alike. */
const limits = ({ weight, score, coefficient }: ScoredIndicator): Step[] => {
  if (score === null) return [];
  const multiplied =
    coefficient === undefined
      ? []
      : [
          {
            what: words('角色系数', 'Coefficient of the role'),
            working: `× ${plain(ratioFromText(coefficient))}`,
          },
        ];
  const what = words(
    `得分，限于 0 至 ${points(weight)}，四舍五入到 0.01`,
    `Score, within 0 and ${points(weight)}, half up to 0.01`,
  );
  return [...multiplied, { what, working: points(score) }];
};

type Teller<Shape> = (rule: Rule<Shape>, line: Line<Shape>, telling: Telling) => Step[];

const TELLERS: { readonly [Shape in IndicatorDocument['shape']]: Teller<Shape> } = {
  LINEAR: linear,
  COUNT: counted,
  STEPS: stepped,
  GATE: gated,
  MANUAL: rated,
  COHORT_MEDIAN: againstMedian,
  RANK: ranked,
  START_FULL: (_rule, line) => clauses(line),
  ACCUMULATE: (_rule, line) => clauses(line),
};

/** How an indicator's score came about, in words and numbers. */
export const indicatorSteps = (
  rule: IndicatorDocument,
  line: ScoredIndicator,
  telling: Telling,
): Step[] => {
  // A line has the shape of the rule that it was computed by.
  const tell = TELLERS[rule.shape] as Teller<IndicatorDocument['shape']>;
  return [...tell(rule, line, telling), ...limits(line)];
};

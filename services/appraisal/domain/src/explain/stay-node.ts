import { metricsOfIndicator } from '../scheme/clause-metrics.ts';
import type { ClauseDocument } from '../scheme/clause-document.ts';
import { pointsOf } from '../scheme/decimal.ts';
import type { IndicatorDocument } from '../scheme/indicator-document.ts';
import type { PostRules } from '../scheme/scheme.ts';
import type { ClauseLine, ScoredIndicator } from '../score/indicator-line.ts';
import type { ScoredGroup, ScoredStay } from '../score/sheet.ts';
import { allCounts, type Counts, type DayRange } from '../score/stretch.ts';
import { clauseNode, type ClauseSight } from './clause-node.ts';
import type { FactFinder } from './fact-finder.ts';
import type { MonthGround, Step } from './ground.ts';
import { indicatorSteps } from './indicator-steps.ts';
import { GROUP_LABELS, type Names } from './labels.ts';
import { words } from './line-step.ts';
import type { BesideNode, ClauseNode, GroupNode, IndicatorNode } from './nodes.ts';
import { points, pointsText, signedSum } from './numbers.ts';
import type { StaySight } from './stay-sight.ts';

/** What a stay is told from. */
export interface StayTelling {
  readonly ground: MonthGround;
  readonly rules: PostRules;
  readonly sight: StaySight;
  readonly facts: FactFinder;
  readonly names: Names;
}

const clausesOf = ({ rules, ground }: StayTelling): ClauseDocument[] => [
  ...rules.groups.flatMap(({ indicators }) =>
    indicators.flatMap((each) => ('clauses' in each ? each.clauses : [])),
  ),
  ...ground.rules.scheme.unboundClauses,
];

const clauseNodes = (
  rules: readonly ClauseDocument[],
  lines: readonly ClauseLine[],
  sight: ClauseSight,
): ClauseNode[] =>
  lines.flatMap((line) => {
    const rule = rules.find(({ id }) => id === line.clause);
    return rule === undefined ? [] : [clauseNode(rule, line, sight)];
  });

/** Days of a group, and what was counted in them. */
interface GroupSight {
  readonly ranges: readonly DayRange[];
  readonly counts: Counts;
}

const indicatorNode = (
  rule: IndicatorDocument,
  line: ScoredIndicator,
  { telling, seen }: { readonly telling: StayTelling; readonly seen: GroupSight },
): IndicatorNode => {
  const { rates } = telling.ground.rules;
  const { facts, names } = telling;
  const { ranges, counts } = seen;
  const sight = { facts, ranges, clauses: clausesOf(telling) };
  const lone = 'clauses' in rule;
  return {
    id: rule.id,
    label: rule.label,
    source: rule.source,
    shape: rule.shape,
    weight: line.weight,
    score: line.score,
    shown: line.score === null ? null : points(line.score),
    steps: indicatorSteps(rule, line, { names, rates, counts }),
    clauses: lone && 'clauses' in line ? clauseNodes(rule.clauses, line.clauses, sight) : [],
    facts: lone ? [] : facts.of(metricsOfIndicator(rule, rates), ranges),
  };
};

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The group's sum; what applies carries the weight of what does not. */
const groupSteps = (group: ScoredGroup, { ground }: StayTelling): Step[] => {
  const { notApplicable, groupCaps } = ground.rules.scheme.document;
  const applicable = group.indicators.filter(({ score }) => score !== null);
  const scores = applicable.map(({ score }) => score ?? 0);
  const carried = sumOf(applicable.map(({ weight }) => weight));
  const steps = [
    { what: words('各项得分合计', 'Sum of the indicators'), working: signedSum(scores) },
  ];
  if (carried < group.weight && notApplicable === 'REDISTRIBUTE') {
    const [whole, part] = [points(group.weight), points(carried)];
    steps.push({
      what: words(
        '不适用的项目，其权重由适用的项目按比例承担',
        'What applies carries the weight of what does not',
      ),
      working: `${points(sumOf(scores))} × ${whole} ÷ ${part}`,
    });
  }
  const cap = groupCaps?.[group.id];
  if (cap !== undefined) {
    steps.push({
      what: words('本组上限', 'Most that the group yields'),
      working: pointsText(cap),
    });
  }
  return [
    ...steps,
    { what: words('本组得分', 'Points of the group'), working: points(group.score) },
  ];
};

/** A group of a scored stay. */
export const groupNode = (group: ScoredGroup, telling: StayTelling): GroupNode => {
  const { own, all } = telling.sight;
  const stretches = group.id === 'public' ? all : own;
  const seen = { ranges: stretches, counts: allCounts(stretches) };
  const rules = telling.rules.groups.find(({ id }) => id === group.id)?.indicators ?? [];
  return {
    id: group.id,
    label: GROUP_LABELS[group.id],
    weight: group.weight,
    score: group.score,
    shown: points(group.score),
    steps: groupSteps(group, telling),
    indicators: rules.flatMap((rule) => {
      const line = group.indicators.find(({ id }) => id === rule.id);
      return line === undefined ? [] : [indicatorNode(rule, line, { telling, seen })];
    }),
  };
};

/** Bonus and deductions of a scored stay. */
export const besideNodes = (stay: ScoredStay, telling: StayTelling): BesideNode[] => {
  const { scheme } = telling.ground.rules;
  const { bonus } = scheme.document;
  const sight = { facts: telling.facts, ranges: telling.sight.all, clauses: clausesOf(telling) };
  const cap = pointsOf(bonus.cap);
  const added = Math.min(stay.bonus.points, cap);
  const capped = {
    what: words(`加分合计，上限 ${points(cap)}`, `Bonus, at most ${points(cap)}`),
    working: `${points(stay.bonus.points)} → ${points(added)}`,
  };
  const taken = {
    what: words('扣分合计', 'Deductions'),
    working: signedSum(stay.deductions.clauses.map((line) => line.points)),
  };
  return [
    {
      ...{ id: 'bonus', label: GROUP_LABELS.bonus, score: added, shown: points(added) },
      steps: [capped],
      clauses: clauseNodes(bonus.clauses, stay.bonus.clauses, sight),
    },
    {
      ...{ id: 'total', label: GROUP_LABELS.total, score: stay.deductions.points },
      shown: points(stay.deductions.points),
      steps: [taken],
      clauses: clauseNodes(scheme.totalClauses, stay.deductions.clauses, sight),
    },
  ];
};

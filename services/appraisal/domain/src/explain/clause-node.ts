import { toHundredths } from '@ywk/kernel';
import type { ClauseDocument } from '../scheme/clause-document.ts';
import { exactly } from '../scheme/decimal.ts';
import type { ClauseLine } from '../score/indicator-line.ts';
import type { DayRange } from '../score/stretch.ts';
import type { FactFinder } from './fact-finder.ts';
import type { Step } from './ground.ts';
import { words } from './line-step.ts';
import type { ClauseNode } from './nodes.ts';
import { points, pointsText } from './numbers.ts';

const price = (rule: ClauseDocument, { count }: ClauseLine): Step => {
  const { points: each = 0, steps, then } = rule;
  if (steps === undefined) {
    const text = pointsText(each);
    const product = points(toHundredths(exactly(each).mul(count)));
    return {
      what: words(`每次 ${text} 分`, `${text} points each`),
      working: `${count} × ${text} = ${product}`,
    };
  }
  const listed = steps.map(pointsText).join('、');
  const beyond =
    then === undefined
      ? words(`依次 ${listed} 分，其后按最后一档`, `In order ${listed} points, the last repeats`)
      : words(
          `依次 ${listed} 分，其后改按 ${then} 计`,
          `In order ${listed} points, then as ${then}`,
        );
  return { what: beyond, working: `× ${count}` };
};

const limits = ({ cap, stated, overlap }: ClauseDocument): Step[] => [
  ...(stated === true
    ? [
        {
          what: words('事实写明分值的按其分值', 'Facts that state points count with these'),
          working: '',
        },
      ]
    : []),
  ...(overlap === undefined
    ? []
    : [
        {
          what: words(
            `与同组（${overlap}）条款不重复计`,
            `Not counted again in its group ${overlap}`,
          ),
          working: '',
        },
      ]),
  ...(cap === undefined
    ? []
    : [{ what: words('本条上限', 'Most that the clause yields'), working: pointsText(cap) }]),
];

/** What a clause's facts are looked up by. */
export interface ClauseSight {
  readonly facts: FactFinder;
  readonly ranges: readonly DayRange[];
  /** All clauses of the stay: facts beyond the steps of one may count at another. */
  readonly clauses: readonly ClauseDocument[];
}

const factsOf = (
  { metric }: ClauseDocument,
  { count }: ClauseLine,
  { facts, ranges, clauses }: ClauseSight,
): number[] => {
  const own = facts.of([metric], ranges);
  if (own.length >= count) return own;
  const escalated = clauses.filter(({ then }) => then === metric).map((each) => each.metric);
  return facts.of([metric, ...escalated], ranges);
};

/** A clause that met facts, with the facts that count in it. */
export const clauseNode = (
  rule: ClauseDocument,
  line: ClauseLine,
  sight: ClauseSight,
): ClauseNode => ({
  id: rule.id,
  label: rule.label,
  source: rule.source,
  count: line.count,
  score: line.points,
  shown: points(line.points),
  steps: [
    price(rule, line),
    ...limits(rule),
    { what: words('本条得分', 'Points of the clause'), working: points(line.points) },
  ],
  facts: factsOf(rule, line, sight),
});

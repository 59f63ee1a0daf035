import { ratio } from '@ywk/kernel';
import { ratioFromText } from '../score/measured.ts';
import type { Step } from './ground.ts';
import { lineStep, words, type Line, type Rule } from './line-step.ts';
import { measureSteps, type Telling } from './measure-steps.ts';
import { plain, points } from './numbers.ts';

/** Own figure against the median of the cohort. */
export const againstMedian = (
  rule: Rule<'COHORT_MEDIAN'>,
  line: Line<'COHORT_MEDIAN'>,
  telling: Telling,
): Step[] => {
  const own = measureSteps({ count: rule.count }, line, telling);
  if (!('median' in line) || line.median === null || line.score === null) {
    const what = words('没有可比的中位数，本项不适用', 'No median to compare with: not applicable');
    return [...own, { what, working: '—' }];
  }
  const median = ratioFromText(line.median);
  const value = ratio(line.numerator).div(median);
  const what = words(`本人 ÷ ${line.cohort} 的中位数`, `Own ÷ median of ${line.cohort}`);
  const working = `${line.numerator} ÷ ${plain(median)} = ${plain(value)}`;
  return [...own, { what, working }, lineStep({ value, isRate: false }, line)];
};

/** Place among the figures of the cohort. */
export const ranked = (rule: Rule<'RANK'>, line: Line<'RANK'>, telling: Telling): Step[] => {
  const own = measureSteps(rule.measure, line, telling);
  if (!('place' in line) || line.place === null || line.score === null) {
    const what = words('没有可比的人员，本项不适用', 'Nobody to compare with: not applicable');
    return [...own, { what, working: '—' }];
  }
  const reached = line.places.find(({ upTo }) => (line.place ?? 0) <= upTo);
  return [
    ...own,
    {
      what: words(
        `在 ${line.cohort} 的名次，并列同名次`,
        `Place in ${line.cohort}; ties share a place`,
      ),
      working: `${line.place} / ${line.members} → ${points(reached?.points ?? 0)}`,
    },
  ];
};

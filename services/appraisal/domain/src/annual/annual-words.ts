import { hundredthsText, type Label } from '@ywk/kernel';
import { quotaWords } from '../level/level-words.ts';
import type { AnnualRule } from '../level/place-excellent.ts';
import { ANNUAL_LABELS } from '../tier/tier-words.ts';
import type { AnnualGap } from './annual-score.ts';
import type { ListedResult, ResultsHead } from './results-proposal.events.ts';

const GAPS: Readonly<Record<AnnualGap, (people: number) => Label>> = {
  NO_MONTHS: (people) => ({
    zh: `${people}人全年没有月度得分，须先完成月度考核。`,
    en: `${people} have no month with a total: their months must be closed first.`,
  }),
  NO_LEADERS: (people) => ({
    zh: `${people}人没有领导评鉴，须补评。`,
    en: `${people} have no score by leaders: it must be given first.`,
  }),
  TURNOUT_TOO_LOW: (people) => ({
    zh: `${people}人的民主评议投票率不足，评议无效，须重新进行，不得按零分计。`,
    en: `Too few voted on ${people}: the vote is not valid and is held again; it is not 0.`,
  }),
  TOO_FEW_VOTERS: (people) => ({
    zh: `${people}人的民主评议人数不足，须重新进行。`,
    en: `${people} have too few voters: the vote is held again.`,
  }),
  NO_REVIEW: (people) => ({
    zh: `${people}人不在任何已结束的年度评议中，须先完成评议。`,
    en: `${people} were judged in no closed review of the year: it must be held first.`,
  }),
};

/** Why years cannot be graded yet. */
export const gapWords = (gap: AnnualGap, people: number): Label => GAPS[gap](people);

const RULES: Readonly<Record<AnnualRule, Label>> = {
  SEAT: { zh: '达到优秀分数线并取得名额', en: 'Reached excellent and has one of the seats' },
  OFF_QUOTA: { zh: '因表彰评为优秀，不占名额', en: 'Excellent for an honour, without a seat' },
  NO_SEAT: {
    zh: '达到优秀分数线，但名额已满',
    en: 'Reached excellent, but the seats went to others',
  },
  BARRED_BY_MONTH: {
    zh: '有不得评优的月度等次',
    en: 'A month of the year bars from excellent',
  },
  BARRED_BY_SANCTION: { zh: '受处分，不得评优', en: 'A sanction bars from excellent' },
  SHORT_SERVICE: {
    zh: '工作时间不足，不得评优',
    en: 'Too short in service to be excellent',
  },
  FAILED_MONTHS: {
    zh: '多个月度不合格，全年定为不称职',
    en: 'Too many failed months make the year incompetent',
  },
  COMMENT_ONLY: {
    zh: '见习、工作时间过短或全年无月度得分，只写评语，不定等次',
    en: 'A trainee, too short in service, or without a score in any month: a comment, no grade',
  },
  LONG_LEAVE: {
    zh: '长期请假，只写评语，不定等次',
    en: 'On leave for long: a comment, no grade',
  },
  THRESHOLD: { zh: '按分数线定等次', en: 'Graded by the thresholds of the year' },
  VETO: { zh: '一票否决，定为不称职', en: 'A veto makes the year incompetent' },
  RULING: { zh: '经异议裁决确定等次', en: 'Given by a ruling on an objection' },
  OUTSIDE: { zh: '不参加年度考核', en: 'Not counted in the year' },
};

/** Rules that seats decided. */
const BY_SEATS: readonly AnnualRule[] = ['SEAT', 'NO_SEAT', 'OFF_QUOTA'];

const joined = (parts: readonly Label[]): Label => ({
  zh: `${parts.map(({ zh }) => zh).join('；')}。`,
  en: `${parts.map(({ en }) => en).join('; ')}.`,
});

const scoreWords = ({ total, months }: Pick<ListedResult, 'total' | 'months'>): Label[] =>
  total === null
    ? []
    : [
        {
          zh: `总分${hundredthsText(total)}，${months}个月有得分`,
          en: `a total of ${hundredthsText(total)} with ${months} scored months`,
        },
      ];

/** Explains a year's grade by rule, inputs and counts; no name of another person is in it. */
export const annualReason = (
  line: Pick<ListedResult, 'total' | 'months' | 'year'>,
  quota: ResultsHead['quota'],
): Label | null => {
  const { year } = line;
  if (year === null) return null;
  const { grade, rule, by, failed } = year;
  const label = grade === null ? null : ANNUAL_LABELS[grade];
  return joined([
    ...(label === null ? [] : [label]),
    RULES[rule],
    ...scoreWords(line),
    ...(by === null ? [] : [{ zh: `依据${by}`, en: `because of ${by}` }]),
    ...(failed === 0 ? [] : [{ zh: `不合格月度${failed}个`, en: `${failed} failed months` }]),
    ...(quota !== null && BY_SEATS.includes(rule) ? [quotaWords(quota.use)] : []),
  ]);
};

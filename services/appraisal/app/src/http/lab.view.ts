import type { LabChange, LabResult, MovedSheet } from '@ywk/appraisal-domain';
import { FEWEST_SHOWN } from '@ywk/appraisal-domain';
import { hundredthsText, type Label } from '@ywk/kernel';
import type { LabRunState } from '../commands/lab-runs.ts';
import type { LabFindings } from '../persistence/lab-run.store.ts';

/** What a reader must know to read a report right. */
const NOTES: readonly Label[] = [
  {
    zh: '起草版本按其对所选各月均有效试算；对照方为当时生效的规则。',
    en: 'The draft is applied as if it had ruled every month of the range; beside it stand the rules that were in force.',
  },
  {
    zh: 'positions 为申请试算时各日志已处理到的位置；此后到达的事实可能已计入。',
    en: 'positions says what was applied when the run was asked for; facts that came later may be counted.',
  },
  {
    zh: '警务等级和绩效工资由两侧规则各自按单位定出：单位额度与处理方式按现行设置，试算首月承接上月已定的结转；不含审批前的人工调整，表彰和请假按现有记录，单位未登记的按不得超支处理。',
    en: 'Levels and pay are placed unit by unit under the rules of each side: units and their budget rules as they stand now, the first month takes over what the month before left. Moves by hand before an approval are not included, honours and leave are those on record now; a unit that the tree does not know blocks above its budget.',
  },
  {
    zh: '年度影响只看所选月份总分的平均数对应的年度等次及由此得出的层级年限：gained、lost 为仅一侧满足晋升年限的人数，demoted、spared 为仅一侧降级的人数；不含领导评价、民主评议、优秀名额、处分、所选以外的月份和层级空额。',
    en: 'years is what the mean of the months of the run alone would make of annual grades, and of credit years by them: gained and lost have the credit years for the next tier on one side alone, demoted and spared go down on one side alone. Leader and democratic scores, the quota of the excellent, sanctions, months outside the run and free seats are not included.',
  },
  {
    zh: `任一月份中某性别不足 ${FEWEST_SHOWN} 人时，不显示分性别结果。`,
    en: `Groups by sex are withheld when one has fewer than ${FEWEST_SHOWN} officers in any month.`,
  },
];

const instant = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString();

const shownResult = ({ total, ...rest }: LabResult) => ({
  total,
  shown: total === null ? null : hundredthsText(total),
  ...rest,
});

/** A change of one person; of sex nothing is shown but groups. */
export const shownChange = ({ before, after, ...rest }: MovedSheet | LabChange) => {
  const { officer, period, unit, post, direction } = rest;
  return {
    ...{ officer, period, unit, post, direction },
    before: shownResult(before),
    after: shownResult(after),
    score: `/v1/officers/${officer}/scores/${period}`,
  };
};

/** A report as it was kept: one from before levels and budgets says nothing of them. */
type KeptFindings = Omit<LabFindings, 'budgets' | 'years'> &
  Partial<Pick<LabFindings, 'budgets' | 'years'>>;

/** @param reaches which units the reader may see by name and by person */
const shownReport = (text: string, reaches: (unit: string | null) => boolean) => {
  const { budgets = null, years = [], ...report } = JSON.parse(text) as KeptFindings;
  return {
    ...report,
    budgets:
      budgets === null
        ? null
        : { ...budgets, units: budgets.units.filter(({ unit }) => reaches(unit)) },
    years,
    units: report.units.filter(({ name }) => reaches(name)),
    largest: report.largest.filter(({ unit }) => reaches(unit)).map(shownChange),
    notes: NOTES,
  };
};

/** A run as people read it: how far it is, and in the end what it found. */
export const shownRun = (
  { run, askedMs, doneMs, vector, report, closed, rulesPos: _, ...rest }: LabRunState,
  reaches: (unit: string | null) => boolean,
) => ({
  id: run,
  ...rest,
  computed: closed,
  askedAt: instant(askedMs),
  doneAt: instant(doneMs),
  positions: JSON.parse(vector) as object,
  report: report === null ? null : shownReport(report, reaches),
  changes: `/v1/lab/runs/${run}/changes`,
});

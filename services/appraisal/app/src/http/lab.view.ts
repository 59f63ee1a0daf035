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

/** @param reaches which units the reader may see by name and by person */
const shownReport = (text: string, reaches: (unit: string | null) => boolean) => {
  const report = JSON.parse(text) as LabFindings;
  return {
    ...report,
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

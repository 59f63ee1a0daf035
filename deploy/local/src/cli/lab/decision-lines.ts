import { hundredthsText } from '@ywk/kernel';
import type { BudgetAnswer, ReportAnswer, UnitBudgetsAnswer, YearAnswer } from './lab-door.ts';

const HEAD = [
  'side 侧',
  'levels 1–4 各级',
  'budget 额度',
  'asked 应发',
  'paid 实发',
  'carried 结转',
];

const line = (name: string, cells: readonly string[]): string =>
  `  ${name.padEnd(26)}${cells.map((cell) => cell.padStart(16)).join('')}`;

const sideCells = (side: string, found: BudgetAnswer): string[] => [
  side,
  found.levels.join('/'),
  ...[found.budget, found.asked, found.paid, found.carryOver].map(hundredthsText),
];

const wordsOf = ({ refused, overrun, impossible }: BudgetAnswer): string[] => [
  ...(refused === 0
    ? []
    : [`    ${refused} refused 超额不得提出, ${hundredthsText(overrun)} above 超出`]),
  ...impossible.flatMap(({ zh, en }) => [`    ${zh}`, `    ${en}`]),
];

const unitLines = ({ unit, mode, before, after }: UnitBudgetsAnswer): string[] => [
  line(unit === null ? 'all 全部' : `${unit} ${mode}`, sideCells('in force 现行', before)),
  ...wordsOf(before),
  line('', sideCells('draft 试算', after)),
  ...wordsOf(after),
];

/** Levels and yuan by unit, both sides; none where a run did not place them. */
export const budgetLines = (budgets: ReportAnswer['budgets'] | null): string[] =>
  budgets === null
    ? []
    : [
        'levels and budgets 警务等级与绩效额度 ¥',
        line('', HEAD),
        ...unitLines(budgets.all),
        ...budgets.units.flatMap(unitLines),
      ];

const GRADES: Readonly<Record<string, string>> = {
  EXCELLENT: 'excellent 优秀',
  COMPETENT: 'competent 称职',
  BASIC: 'basic 基本称职',
  INCOMPETENT: 'incompetent 不称职',
};

const gradeText = (grade: string | null): string =>
  grade === null ? '–' : (GRADES[grade] ?? grade);

/** What the months alone would do to a year's grades and tiers. */
export const yearLines = (years: readonly YearAnswer[]): string[] =>
  years.flatMap(({ year, bands, gained, lost, spared, demoted }) => [
    `${year}: annual grades and tiers by these months alone 仅按所选月份的年度等次与层级`,
    ...bands
      .filter(({ before, after }) => before !== after)
      .map(
        ({ before, after, officers }) =>
          `  ${gradeText(before)} → ${gradeText(after)}  ${officers}`,
      ),
    `  credit years for the next tier 满足晋升年限: +${gained}/−${lost}; one tier down 降级: +${demoted}/−${spared}`,
  ]);

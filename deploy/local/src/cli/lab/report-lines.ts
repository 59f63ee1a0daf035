import { hundredthsText } from '@ywk/kernel';
import { budgetLines, yearLines } from './decision-lines.ts';
import type { GroupAnswer, Moves, ReportAnswer, RunAnswer } from './lab-door.ts';

const HEAD = [
  'sheets 人月',
  'up 升',
  'down 降',
  'same 平',
  'grades +/− 等',
  'mean 平均',
  'levels +/− 级',
  'paid 实发 ¥',
];

const movesText = ({ up, down }: Moves): string => `+${up}/−${down}`;

const cellsOf = (group: GroupAnswer) => {
  const { sheets, directions, gradeMoves, levelMoves, mean } = group;
  const pay = group.paidAfter - group.paidBefore;
  return [
    sheets,
    directions['UP'] ?? 0,
    directions['DOWN'] ?? 0,
    directions['SAME'] ?? 0,
    movesText(gradeMoves),
    mean?.shown ?? '–',
    movesText(levelMoves),
    `${pay > 0 ? '+' : ''}${hundredthsText(pay)}`,
  ].map(String);
};

const line = (name: string, cells: readonly string[]): string =>
  `  ${name.padEnd(26)}${cells.map((cell) => cell.padStart(14)).join('')}`;

const block = (title: string, groups: readonly GroupAnswer[]): string[] => [
  title,
  ...groups.map((group) => line(group.name ?? '–', cellsOf(group))),
];

const movesOf = ({ grades }: ReportAnswer): string[] =>
  grades
    .filter(({ before, after }) => before !== after)
    .map(({ before, after, sheets }) => `  ${before ?? '–'} → ${after ?? '–'}  ${sheets}`);

const uncountedOf = ({ uncounted }: ReportAnswer): string[] =>
  Object.entries(uncounted).map(
    ([code, facts]) => `  not counted by this version 该版本无法计入: ${code} ${facts}`,
  );

/** A finished run for people who read it on a terminal. */
export const reportLines = ({ id, periods, report, changes }: RunAnswer): string[] => {
  if (report === null) return [];
  const { all, months, units, posts, sexes, notes } = report;
  return [
    `run 试算 ${id}: ${periods.join(', ')}; ${all.changed} of ${all.sheets} change 有变化`,
    line('', HEAD),
    ...block('all 全部', [all]),
    ...(months.length > 1 ? block('by month 按月', months) : []),
    ...block('by unit 按单位', units),
    ...block('by post 按岗位', posts),
    ...(sexes?.some(({ name }) => name !== null) ? block('by sex 按性别', sexes) : []),
    'grades 等次',
    ...movesOf(report),
    ...budgetLines(report.budgets),
    ...yearLines(report.years),
    ...uncountedOf(report),
    `who 明细: GET ${changes}`,
    ...notes.flatMap(({ zh, en }) => [`  ${zh}`, `  ${en}`]),
  ];
};

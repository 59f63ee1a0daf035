import { pointsOf } from '../scheme/decimal.ts';
import type { Check } from './check.ts';
import type { CasePayLine, PayLinesExpectation } from './pay-steps.ts';
import { NONE, pointsText } from './shown.ts';

type Amounts = ReadonlyMap<string, number>;

const textOf = (amounts: Amounts): string =>
  [...amounts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, fen]) => `${name}: ${pointsText(fen)}`)
    .join(', ') || NONE;

const told = (amounts: Readonly<Record<string, string | number>>): Amounts =>
  new Map(Object.entries(amounts).map(([name, yuan]) => [name, pointsOf(yuan)]));

const lineText = ({ kind, originPeriod, effectiveDate, amount, run }: CasePayLine): string =>
  `${kind} ${originPeriod ?? effectiveDate}: ${pointsText(amount)}${run === null ? '' : ` in ${run}`}`;

/** Of one kind, what stands: a later line replaces an earlier one of the same month or day. */
const standing = (
  lines: readonly CasePayLine[],
  wanted: CasePayLine['kind'],
  nameOf: (line: CasePayLine) => string,
): Amounts =>
  new Map(
    lines.filter(({ kind }) => kind === wanted).map((line) => [nameOf(line), line.amount] as const),
  );

/** What runs add to months that were paid before: together, by run and month. */
const addedIn = (lines: readonly CasePayLine[]): Map<string, Map<string, number>> => {
  const runs = new Map<string, Map<string, number>>();
  for (const { run, originPeriod, amount } of lines) {
    if (run === null || originPeriod === null) continue;
    const months = runs.get(run) ?? new Map<string, number>();
    runs.set(run, months.set(originPeriod, (months.get(originPeriod) ?? 0) + amount));
  }
  return runs;
};

/** Lines that take each other back add nothing. */
const withoutZeros = (amounts: Amounts): Amounts =>
  new Map([...amounts].filter(([, fen]) => fen !== 0));

const addedPairs = (
  expected: NonNullable<PayLinesExpectation['added']>,
  lines: readonly CasePayLine[],
): (readonly [string, Amounts, Amounts])[] => {
  const found = addedIn(lines);
  const runs = [...new Set([...Object.keys(expected), ...found.keys()])].sort();
  return runs.map((run) => [
    `/added/${run}`,
    withoutZeros(told(expected[run] ?? {})),
    withoutZeros(found.get(run) ?? new Map()),
  ]);
};

const byMonth = ({ originPeriod }: CasePayLine): string => originPeriod ?? '';
const byDay = ({ effectiveDate }: CasePayLine): string => effectiveDate;

/** What is expected of pay lines, held against those there are. */
export const payChecks = (
  { performance, added, tierPay, heldUp }: PayLinesExpectation,
  lines: readonly CasePayLine[],
): Check[] => {
  const plain = [
    ['/performance', performance, standing(lines, 'PERFORMANCE', byMonth)],
    ['/tierPay', tierPay, standing(lines, 'TIER_PAY', byDay)],
    ['/heldUp', heldUp, standing(lines, 'PROTECTION', byDay)],
  ] as const;
  const pairs = [
    ...plain.flatMap(([path, expected, found]) =>
      expected === undefined ? [] : [[path, told(expected), found] as const],
    ),
    ...(added === undefined ? [] : addedPairs(added, lines)),
  ];
  return pairs.map(([path, expected, found]) => ({
    ...{ path, expected: textOf(expected), found: textOf(found) },
    holds: textOf(expected) === textOf(found),
    arithmetic: () => lines.map(lineText),
  }));
};

import type { QuotaUse } from '../level/levels.ts';
import { quotaLabel } from '../level/level-words.ts';
import type { FoundLevels } from './ask.ts';
import type { LevelsExpectation } from './case-document.ts';
import type { Check } from './check.ts';
import { NONE, pointsText } from './shown.ts';

type Expected = Readonly<Record<string, unknown>> | undefined;

const check = (path: string, pair: readonly [string, string], found: FoundLevels): Check => {
  const [expected, text] = pair;
  const arithmetic = () => [...found.quotas.map(useText), ...found.words];
  return { path, expected, found: text, holds: expected === text, arithmetic };
};

const useText = ({ quota, share, n, seats, used, cut, tie, competitors }: QuotaUse): string =>
  `${quotaLabel(quota).zh}: ${share} × ${n} → ${seats}, ${used} of ${competitors}, cut ${pointsText(cut)}, tie ${tie ?? NONE}`;

const ofQuotas = (
  member: string,
  expected: Expected,
  { found, text }: { found: FoundLevels; text: (use: QuotaUse) => string },
): Check[] =>
  Object.entries(expected ?? {}).map(([name, value]) => {
    const use = found.quotas.find(({ quota }) => quota === name);
    const seen = use === undefined ? `no quota ${name}` : text(use);
    return check(`/${member}/${name}`, [String(value), seen], found);
  });

const listText = (names: readonly string[]): string => [...names].sort().join(', ') || NONE;

const placedChecks = (expected: LevelsExpectation['placed'], found: FoundLevels): Check[] =>
  Object.entries(expected ?? {}).map(([name, officers]) =>
    check(`/placed/${name}`, [listText(officers), listText(found.placed.get(name) ?? [])], found),
  );

const plainChecks = ({ n, mode, reports }: LevelsExpectation, found: FoundLevels): Check[] => [
  ...(n === undefined ? [] : [check('/n', [String(n), String(found.n)], found)]),
  ...(mode === undefined ? [] : [check('/mode', [mode, found.mode ?? NONE], found)]),
  ...(reports === undefined
    ? []
    : [check('/reports', [listText(reports), listText(found.reports)], found)]),
];

/** What is expected of the quotas of a unit, held against how they were used. */
export const levelsChecks = (expectation: LevelsExpectation, found: FoundLevels): Check[] => [
  ...plainChecks(expectation, found),
  ...ofQuotas('seats', expectation.seats, { found, text: ({ seats }) => String(seats) }),
  ...ofQuotas('used', expectation.used, { found, text: ({ used }) => String(used) }),
  ...ofQuotas('ties', expectation.ties, { found, text: ({ tie }) => tie ?? NONE }),
  ...placedChecks(expectation.placed, found),
];

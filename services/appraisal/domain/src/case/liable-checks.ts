import type { SaidLiability } from '../liability/liability.decider.ts';
import type { LiableExpectation } from './case-document.ts';
import type { Check } from './check.ts';
import { NONE, pointsText, sameText } from './shown.ts';

const listed = (words: readonly string[]): string => [...words].sort().join(', ') || NONE;

const arithmeticOf = (all: readonly SaidLiability[]): string[] =>
  all.map(
    ({ officer, act, role, points, levelSteps, record }) =>
      `${role} of ${officer} for ${act}: ${pointsText(points)} points, ${levelSteps} levels, ${record ?? 'no record'}`,
  );

/** What somebody bears in a month, held against what is expected. */
export const liableChecks = (
  { points, levelSteps, records, acts }: LiableExpectation,
  all: readonly SaidLiability[],
): Check[] => {
  const sum = (of: (said: SaidLiability) => number) => all.reduce((n, said) => n + of(said), 0);
  const plain = [
    ['/points', points, pointsText(sum((said) => said.points))],
    ['/levelSteps', levelSteps, String(sum((said) => said.levelSteps))],
    ['/records', records && listed(records), listed(all.flatMap(({ record }) => record ?? []))],
    ['/acts', acts && listed(acts), listed([...new Set(all.map(({ act }) => act))])],
  ] as const;
  return plain.flatMap(([path, expected, found]) =>
    expected === undefined
      ? []
      : [
          {
            ...{ path, expected: String(expected), found },
            holds: sameText(expected, found),
            arithmetic: () => arithmeticOf(all),
          },
        ],
  );
};

import type { FoundTier, FoundTierRun } from './ask.ts';
import type { Check } from './check.ts';
import { NONE, pointsText, sameText } from './shown.ts';
import type { TierExpectation, TierRunExpectation } from './tier-steps.ts';

type Expected = string | number | undefined;

const plain = (
  path: string,
  [expected, found]: readonly [Expected, string],
  arithmetic: () => readonly string[],
): Check[] =>
  expected === undefined
    ? []
    : [
        {
          ...{ path, expected: String(expected), found, arithmetic },
          holds: sameText(expected, found),
        },
      ];

const careerArithmetic = ({ standing, forecast }: FoundTier): string[] => [
  ...standing.steps.map(
    ({ on, says, tier, credits }) =>
      `${on} ${says.zh} ${says.en} ⇒ ${tier ?? NONE}, ${pointsText(credits)}`,
  ),
  ...(forecast === null ? [] : [`${forecast.says.zh} ${forecast.says.en}`]),
];

/** A career on a day against what is expected of it. */
export const tierChecks = (expectation: TierExpectation, found: FoundTier): Check[] => {
  const { standing, forecast, protection } = found;
  const told = () => careerArithmetic(found);
  const { tier, credits, missing } = expectation;
  return [
    ...plain('/tier', [tier, String(standing.tier ?? NONE)], told),
    ...plain('/credits', [credits, pointsText(standing.credits)], told),
    ...plain('/missing', [missing, pointsText(forecast?.missing ?? null)], told),
    ...plain('/protection', [expectation.protection, pointsText(protection)], told),
  ];
};

const runArithmetic = ({ run }: FoundTierRun): string[] => [
  ...run.seats.map(
    ({ upTo, cap, before, after }) =>
      `tiers 1 to ${upTo}: ${cap} seats of ${run.base}; ${before} taken before, ${after} after`,
  ),
  ...run.proposals.map(({ officer, says }) => `${officer}: ${says.zh} ${says.en}`),
  ...run.waiting.map(({ officer, says }) => `${officer}: ${says.zh} ${says.en}`),
];

const listText = (entries: readonly (readonly [string, string | number])[]): string =>
  [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ') || NONE;

const listed = (
  path: string,
  [expected, found]: readonly [
    Readonly<Record<string, string | number>> | undefined,
    readonly (readonly [string, string | number])[],
  ],
  arithmetic: () => readonly string[],
): Check[] =>
  plain(
    path,
    [expected === undefined ? undefined : listText(Object.entries(expected)), listText(found)],
    arithmetic,
  );

/** The last run of a year against what is expected of it. */
export const tierRunChecks = (expectation: TierRunExpectation, found: FoundTierRun): Check[] => {
  const { run, cost } = found;
  const told = () => runArithmetic(found);
  const { proposed, waiting, held, tierSeats } = expectation;
  const queue = run.waiting.filter(({ place }) => place !== null).map(({ officer }) => officer);
  const moves = run.proposals.map(({ officer, to }) => [officer, to] as const);
  const reasons = run.waiting.map(({ officer, reason }) => [officer, reason] as const);
  const caps = run.seats.map(({ upTo, cap }) => [String(upTo), cap] as const);
  return [
    ...listed('/proposed', [proposed, moves], told),
    ...plain('/waiting', [waiting?.join(', '), queue.join(', ')], told),
    ...listed('/held', [held, reasons], told),
    ...listed('/tierSeats', [tierSeats, caps], told),
    ...plain('/cost', [expectation.cost, pointsText(cost)], told),
  ];
};

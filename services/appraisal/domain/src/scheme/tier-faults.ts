import { lowestTier, TIER_TIES, type TierRules } from '../tier/tier-rules.ts';
import type { Decimal } from './clause-document.ts';
import { fault, type Fault } from './fault.ts';
import { valueOf } from './number-faults.ts';
import type { SchemeDocument } from './scheme-document.ts';

const ROOT = '/decisions/tiers';

const numbersOf = (rules: TierRules): [string, Decimal][] => [
  ...rules.ladder.map(({ credits }, at): [string, Decimal] => [`/ladder/${at}/credits`, credits]),
  ...Object.entries(rules.credits).map(([grade, value]): [string, Decimal] => [
    `/credits/${grade}`,
    value,
  ]),
  ...Object.entries(rules.year).map(([name, value]): [string, Decimal] => [`/year/${name}`, value]),
  ...rules.seats.groups.map(({ share }, at): [string, Decimal] => [
    `/seats/groups/${at}/share`,
    share,
  ]),
  ...(rules.early === undefined
    ? []
    : [['/early/lessCredits', rules.early.lessCredits] as [string, Decimal]]),
];

const numberFaults = (rules: TierRules): Fault[] =>
  numbersOf(rules)
    .filter(([, value]) => valueOf(value) === undefined)
    .map(([path, value]) =>
      fault(
        `${ROOT}${path}`,
        `"${value}" is no exact number`,
        'a whole number, or text like "0.5" or "30%"',
      ),
    );

/** Steps lead from the lowest tier to tier 1 without a gap, and every tier is paid. */
const ladderFaults = ({ ladder }: TierRules, tiers: number): Fault[] => {
  const steps = ladder.map(({ from }) => from);
  const whole = Array.from({ length: steps.length }, (_, at) => steps.length + 1 - at);
  const leads = steps.every((from, at) => from === whole[at]);
  return [
    ...(leads
      ? []
      : [
          fault(
            `${ROOT}/ladder`,
            `the steps begin at ${steps.join(', ')}`,
            `${whole.join(', ')}: the lowest tier first, each once, the last one 2`,
          ),
        ]),
    ...(steps.length + 1 > tiers
      ? [
          fault(
            `${ROOT}/ladder`,
            `${steps.length + 1} tiers, of which tierPay pays ${tiers}`,
            'as many tiers as tierPay has at most',
          ),
        ]
      : []),
  ];
};

const groupFaults = ({ seats: { groups } }: TierRules): Fault[] =>
  groups.flatMap(({ upTo, share }, at) => {
    const outer = groups[at - 1];
    const value = valueOf(share);
    const path = `${ROOT}/seats/groups/${at}`;
    return [
      ...(outer !== undefined && upTo >= outer.upTo
        ? [
            fault(
              `${path}/upTo`,
              `tiers 1 to ${upTo} do not lie inside tiers 1 to ${outer.upTo}`,
              `less than ${outer.upTo}`,
            ),
          ]
        : []),
      ...(value !== undefined && (value.compare(0) < 0 || value.compare(1) > 0)
        ? [fault(`${path}/share`, `a share of ${share}`, 'from 0 to 100%')]
        : []),
    ];
  });

/** Newcomers take no seat: nobody weighs them against who waits. */
const entryFaults = (rules: TierRules): Fault[] => {
  const lowest = lowestTier(rules);
  const seated = Math.max(0, ...rules.seats.groups.map(({ upTo }) => upTo));
  return Object.entries(rules.entry)
    .filter(([, tier]) => tier > lowest || tier <= seated)
    .map(([education, tier]) =>
      fault(
        `${ROOT}/entry/${education}`,
        `newcomers stand on tier ${tier}`,
        `a tier without seats: ${seated + 1} to ${lowest}`,
      ),
    );
};

const otherFaults = (rules: TierRules): Fault[] => [
  ...(valueOf(rules.credits.INCOMPETENT)?.compare(0) === 0
    ? []
    : [fault(`${ROOT}/credits/INCOMPETENT`, 'an incompetent year gives credit', '0')]),
  ...(rules.early?.from ?? [])
    .filter((tier) => !rules.ladder.some(({ from }) => from === tier))
    .map((tier) =>
      fault(
        `${ROOT}/early/from`,
        `no step leads up from tier ${tier}`,
        rules.ladder.map(({ from }) => from).join(', '),
      ),
    ),
  ...(new Set(rules.ties).size === rules.ties.length
    ? []
    : [
        fault(
          `${ROOT}/ties`,
          'the chain names something twice',
          `of ${TIER_TIES.join(', ')} each once`,
        ),
      ]),
];

/** What keeps the tiers' settings of a scheme from meaning something. */
export const tierFaults = ({ decisions, tierPay }: SchemeDocument): Fault[] => {
  const rules = decisions?.tiers;
  if (rules === undefined) return [];
  return [
    ...numberFaults(rules),
    ...ladderFaults(rules, tierPay.length),
    ...groupFaults(rules),
    ...entryFaults(rules),
    ...otherFaults(rules),
  ];
};

import { ratio, type Ratio } from '@ywk/kernel';
import type { Scored } from './competitor.ts';
import type { TieStep } from './level-rules.ts';

/** What a step of the chain looks at; more stands higher, null where there is nothing to look at. */
const VALUES: Readonly<Record<TieStep, (person: Scored) => Ratio | null>> = {
  CUSTOM: ({ custom }) => custom,
  PENALTY: ({ penalty }) => ratio(-penalty),
  DEMOCRATIC: ({ democratic }) => democratic,
};

const zero = ratio(0);

const split = <Value>(
  people: readonly Scored[],
  valueOf: (person: Scored) => Value,
  compare: (a: Value, b: Value) => number,
): Scored[][] => {
  const valued = people.map((person) => ({ person, value: valueOf(person) }));
  valued.sort((a, b) => compare(b.value, a.value));
  const classes: Scored[][] = [];
  for (const [at, { person, value }] of valued.entries()) {
    const before = valued[at - 1];
    if (before !== undefined && compare(before.value, value) === 0) classes.at(-1)?.push(person);
    else classes.push([person]);
  }
  return classes;
};

/** People of one total together, the highest first. */
export const byTotal = (people: readonly Scored[]): Scored[][] =>
  split(
    people,
    ({ total }) => total,
    (a, b) => a - b,
  );

/**
 * Parts people of one total by the chain, the best first; who stands together is equal in every step.
 * A step that one of them has no value for is skipped for all of them (DOMAIN 3.0c.14).
 */
export const byChain = (people: readonly Scored[], chain: readonly TieStep[]): Scored[][] => {
  const [step, ...rest] = chain;
  if (step === undefined || people.length < 2) return [[...people]];
  const valueOf = VALUES[step];
  if (people.some((person) => valueOf(person) === null)) return byChain(people, rest);
  const classes = split(
    people,
    (person) => valueOf(person) ?? zero,
    (a, b) => a.compare(b),
  );
  return classes.flatMap((equals) => byChain(equals, rest));
};

/** The step that parts two people of one total; null when none does. */
export const partedBy = (
  group: readonly Scored[],
  pair: readonly [Scored, Scored],
  chain: readonly TieStep[],
): TieStep | null => {
  for (const [at] of chain.entries()) {
    const classes = byChain(group, chain.slice(0, at + 1));
    const together = classes.some((each) => each.includes(pair[0]) && each.includes(pair[1]));
    if (!together) return chain[at] ?? null;
  }
  return null;
};

import { Rejection } from '@ywk/kernel';
import { panelFor } from './panel.ts';
import type { ReviewRules } from './review-rules.ts';
import { electorsOf, type Roll } from './roll.ts';

/** One reason why a roll is refused. */
export interface RollFault {
  /** JSON Pointer into the roll. */
  readonly path: string;
  readonly wrong: string;
  readonly right: string;
}

const fault = (path: string, wrong: string, right: string): RollFault => ({ path, wrong, right });

const repeated = (names: readonly string[], path: string): RollFault[] =>
  names.flatMap((name, at) =>
    names.indexOf(name) < at
      ? [fault(`${path}/${at}`, `${name} stands here twice`, 'everybody once')]
      : [],
  );

const unknown = (
  names: readonly string[],
  known: readonly string[],
  place: (at: number) => string,
): RollFault[] =>
  names.flatMap((name, at) =>
    known.includes(name)
      ? []
      : [fault(place(at), `the scheme has no "${name}"`, `one of ${known.join(', ')}`)],
  );

const thinPanels = (roll: Roll, minMembers: number): RollFault[] =>
  roll.subjects.flatMap((officer) => {
    const left = panelFor(roll, officer).length;
    const wrong = `${left} members may confirm the result of ${officer}`;
    const right = `at least ${minMembers} who are neither the officer nor a relative`;
    return left < minMembers ? [fault('/panel', wrong, right)] : [];
  });

const smallElectorates = (roll: Roll, minVoters: number): RollFault[] =>
  roll.subjects.flatMap((officer, at) => {
    const electors = electorsOf(roll, officer).length;
    const wrong = `${electors} may vote on ${officer}`;
    const right = `at least ${minVoters}: fewer votes are not counted`;
    return electors < minVoters ? [fault(`/subjects/${at}`, wrong, right)] : [];
  });

/** What a roll is held against. */
export interface RollGround {
  readonly reviews: Pick<ReviewRules, 'classes' | 'leaders' | 'panel'>;
  /** Fewest votes that count. */
  readonly minVoters: number;
}

/** Everything that keeps a roll from being voted by; empty when it is sound. */
export const rollFaults = (roll: Roll, { reviews, minVoters }: RollGround): RollFault[] => {
  const { subjects, voters, leaders, panel } = roll;
  const classes = voters.map((each) => each.class);
  const roles = leaders.map(({ role }) => role);
  const knownClasses = reviews.classes.map(({ id }) => id);
  const knownRoles = reviews.leaders.map(({ role }) => role);
  return [
    ...repeated(subjects, '/subjects'),
    ...repeated(
      voters.map(({ voter }) => voter),
      '/voters',
    ),
    ...repeated(
      leaders.map(({ leader }) => leader),
      '/leaders',
    ),
    ...repeated(panel, '/panel'),
    ...unknown(classes, knownClasses, (at) => `/voters/${at}/class`),
    ...unknown(roles, knownRoles, (at) => `/leaders/${at}/role`),
    ...thinPanels(roll, reviews.panel.minMembers),
    ...smallElectorates(roll, minVoters),
  ];
};

/** @throws Rejection ROLL_INVALID with all faults */
export const refuseRoll = (roll: Roll, ground: RollGround): void => {
  const errors = rollFaults(roll, ground);
  const [first] = errors;
  if (first === undefined) return;
  const detail = {
    zh: `共${errors.length}处错误，第一处在${first.path}。`,
    en: `${errors.length} faults; the first at ${first.path}: ${first.wrong}; right is ${first.right}.`,
  };
  throw new Rejection('ROLL_INVALID', detail, { errors });
};

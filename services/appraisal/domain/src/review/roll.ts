import { Rejection, type Label } from '@ywk/kernel';

/** Somebody who may vote, by officer id; police officers by the name in their token. */
export interface Voter {
  readonly voter: string;
  readonly class: string;
}

export interface Leader {
  readonly leader: string;
  /** A role of the scheme's `decisions.reviews.leaders`. */
  readonly role: string;
}

/** Who reviews whom. */
export interface Roll {
  /** Officers who are reviewed. */
  readonly subjects: readonly string[];
  readonly voters: readonly Voter[];
  readonly leaders: readonly Leader[];
  readonly panel: readonly string[];
  /** Pairs of relatives, in either order: neither judges the other (DOMAIN §2.4, §2.13). */
  readonly kin: readonly (readonly [string, string])[];
}

/** A refusal, and whose judgement of whom it is about. */
const refusal =
  (code: string, detail: Label) =>
  (judge: string, subject: string): Rejection =>
    new Rejection(code, detail, { judge, subject });

const notReviewed = refusal('NOT_ON_ROLL', {
  zh: '该人员不是本次评议的对象。',
  en: 'This officer is not reviewed here.',
});
const noVoter = refusal('NOT_ON_ROLL', {
  zh: '本次评议的名册中没有该投票人。',
  en: 'The roll of this review does not have this voter.',
});
const noLeader = refusal('NOT_ON_ROLL', {
  zh: '本次评议没有指定该领导。',
  en: 'This review names no such leader.',
});
const oneself = refusal('SELF_VOTE', { zh: '任何人不得评议本人。', en: 'Nobody judges himself.' });
const relative = refusal('KIN_RECUSED', {
  zh: '亲属之间不得互相评议。',
  en: 'Relatives do not judge each other.',
});

/** Whether two people are relatives by the roll. */
export const areKin = ({ kin }: Pick<Roll, 'kin'>, a: string, b: string): boolean =>
  kin.some(([one, other]) => (one === a && other === b) || (one === b && other === a));

/** Nobody judges himself or his kin. */
export const mayJudge = (roll: Pick<Roll, 'kin'>, judge: string, subject: string): boolean =>
  judge !== subject && !areKin(roll, judge, subject);

/** Everybody who may vote on an officer. */
export const electorsOf = (roll: Roll, subject: string): readonly Voter[] =>
  roll.voters.filter(({ voter }) => mayJudge(roll, voter, subject));

const requireJudge = (roll: Roll, judge: string, subject: string): void => {
  if (!roll.subjects.includes(subject)) throw notReviewed(judge, subject);
  if (judge === subject) throw oneself(judge, subject);
  if (areKin(roll, judge, subject)) throw relative(judge, subject);
};

/**
 * The voter as the roll has it.
 * @throws Rejection NOT_ON_ROLL, SELF_VOTE, KIN_RECUSED
 */
export const requireVoter = (roll: Roll, voter: string, subject: string): Voter => {
  const found = roll.voters.find((each) => each.voter === voter);
  if (found === undefined) throw noVoter(voter, subject);
  requireJudge(roll, voter, subject);
  return found;
};

/**
 * The leader as the roll has it.
 * @throws Rejection NOT_ON_ROLL, SELF_VOTE, KIN_RECUSED
 */
export const requireLeader = (roll: Roll, leader: string, subject: string): Leader => {
  const found = roll.leaders.find((each) => each.leader === leader);
  if (found === undefined) throw noLeader(leader, subject);
  requireJudge(roll, leader, subject);
  return found;
};

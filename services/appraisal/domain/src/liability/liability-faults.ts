import { fault, type Fault } from '../scheme/fault.ts';
import { valueOf } from '../scheme/number-faults.ts';
import { LIABLE_ROLES, type LiabilityRules, type RoleLiability } from './liability-rules.ts';

const roleFaults = ({ share, points }: RoleLiability, path: string): Fault[] => {
  const part = valueOf(share);
  const fixed = valueOf(points);
  return [
    // What is no number at all is found with all other numbers.
    ...(part !== undefined && (part.compare(0) < 0 || part.compare(1) > 0)
      ? [fault(`${path}/share`, `the share is ${share}`, 'a share from 0% to 100%')]
      : []),
    ...(fixed !== undefined && fixed.compare(0) < 0
      ? [fault(`${path}/points`, `the deduction is ${points}`, '0 or more points, without a sign')]
      : []),
  ];
};

/** Liability that cannot mean anything: no act would be grave, or a leader would gain by it. */
export const liabilityFaults = (rules: LiabilityRules | undefined, path: string): Fault[] => {
  if (rules === undefined) return [];
  const grave = valueOf(rules.graveFrom);
  return [
    ...(grave !== undefined && grave.compare(0) <= 0
      ? [fault(`${path}/graveFrom`, `the limit is ${rules.graveFrom}`, 'more than 0 points')]
      : []),
    ...LIABLE_ROLES.flatMap((role) => roleFaults(rules[role], `${path}/${role}`)),
  ];
};

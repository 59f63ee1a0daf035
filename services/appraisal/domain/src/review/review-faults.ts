import type { Decimal } from '../scheme/clause-document.ts';
import { fault, type Fault } from '../scheme/fault.ts';
import { valueOf } from '../scheme/number-faults.ts';
import { shareFaults } from '../scheme/share-faults.ts';
import type { ReviewRules } from './review-rules.ts';

const repeated = (names: readonly string[], path: string): Fault[] =>
  names.flatMap((name, at) =>
    names.indexOf(name) < at
      ? [fault(`${path}/${at}`, `"${name}" stands here twice`, 'each once')]
      : [],
  );

/** A weight of nothing would leave a score without a divisor where nobody else has one. */
const notAboveZero = (things: readonly { readonly weight: Decimal }[], path: string): Fault[] =>
  things.flatMap(({ weight }, at) => {
    const value = valueOf(weight);
    // What is no number at all is found with all other numbers.
    if (value === undefined || value.compare(0) > 0) return [];
    return [fault(`${path}/${at}/weight`, `the weight is ${weight}`, 'a number above 0')];
  });

const quorumFaults = (quorum: Decimal, path: string): Fault[] => {
  const value = valueOf(quorum);
  if (value === undefined || (value.compare(0) > 0 && value.compare(1) <= 0)) return [];
  return [fault(path, `the quorum is ${quorum}`, 'a share above 0% and up to 100%')];
};

/** What cannot mean anything in the rules of reviews. */
export const reviewFaults = (rules: ReviewRules | undefined, path: string): Fault[] => {
  if (rules === undefined) return [];
  const { classes, leaders, panel, unitWeights } = rules;
  return [
    ...repeated(
      classes.map(({ id }) => id),
      `${path}/classes`,
    ),
    ...notAboveZero(classes, `${path}/classes`),
    ...shareFaults(classes, `${path}/classes`, 'classes'),
    ...repeated(
      leaders.map(({ role }) => role),
      `${path}/leaders`,
    ),
    ...notAboveZero(leaders, `${path}/leaders`),
    ...quorumFaults(panel.quorum, `${path}/panel/quorum`),
    ...Object.entries(unitWeights).flatMap(([unit, parts]) =>
      shareFaults(parts, `${path}/unitWeights/${unit}`, 'parts'),
    ),
  ];
};

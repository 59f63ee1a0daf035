import type { ReviewHead } from '@ywk/appraisal-domain';

/** Kinds of voting papers in a review: one for each officer and class of voters. */
export const kindsOf = ({ roll, rules }: ReviewHead): number =>
  roll.subjects.length * rules.classes.length;

/** The kind of the papers on one officer for one class: their places on the roll; −1 for none. */
export const kindOf = ({ roll, rules }: ReviewHead, officer: string, voters: string): number => {
  const subject = roll.subjects.indexOf(officer);
  const place = rules.classes.findIndex(({ id }) => id === voters);
  return subject < 0 || place < 0 ? -1 : subject * rules.classes.length + place;
};

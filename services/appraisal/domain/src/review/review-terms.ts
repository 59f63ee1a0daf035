import type { AnnualDocument } from '../scheme/annual-document.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { annualRulesIn } from './evaluation-pairs.ts';
import type { ReviewRules } from './review-rules.ts';

/**
 * Everything by which a review is counted. A review carries its terms from the day it is drawn up: a
 * scheme that changes while people vote changes nothing for them.
 */
export interface ReviewTerms
  extends
    Omit<ReviewRules, 'unitWeights'>,
    Pick<AnnualDocument, 'parts' | 'votes' | 'minTurnout' | 'minVoters'> {
  readonly schemeVersion: string;
}

/**
 * The terms of a scheme in a unit.
 * @param units the unit and those above it, the nearest first
 */
export const reviewTermsOf = (scheme: Scheme, units: readonly string[]): ReviewTerms => {
  const { unitWeights: _own, ...reviews } = scheme.reviews;
  const { parts, votes, minTurnout, minVoters } = annualRulesIn(
    scheme.document.annual,
    scheme.reviews,
    units,
  );
  return { schemeVersion: scheme.name, ...reviews, parts, votes, minTurnout, minVoters };
};

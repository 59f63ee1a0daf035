import { hundredthsText } from '@ywk/kernel';
import type { AnnualDocument, AnnualPart } from '../scheme/annual-document.ts';
import { pointsOf } from '../scheme/decimal.ts';
import type { ReviewRules } from './review-rules.ts';

/**
 * The weights of a year's score by the three pairs of Liaocheng (DOMAIN §2.13, §4.2.1), of 100 as
 * text. Leader and democratic evaluation are the qualitative, annual side.
 */
export interface EvaluationPairs {
  readonly routine: string;
  readonly annual: string;
  readonly quantitative: string;
  readonly qualitative: string;
  readonly leader: string;
  readonly democratic: string;
}

const weightOf = (parts: readonly AnnualPart[], ...names: AnnualPart['part'][]): string =>
  hundredthsText(
    parts
      .filter(({ part }) => names.includes(part))
      .reduce((sum, { weight }) => sum + pointsOf(weight), 0),
  );

/** The declared weights, pair by pair. */
export const evaluationPairs = ({ parts }: Pick<AnnualDocument, 'parts'>): EvaluationPairs => ({
  routine: weightOf(parts, 'MONTH_TOTALS'),
  annual: weightOf(parts, 'LEADERS', 'VOTES'),
  quantitative: weightOf(parts, 'MONTH_TOTALS'),
  qualitative: weightOf(parts, 'LEADERS', 'VOTES'),
  leader: weightOf(parts, 'LEADERS'),
  democratic: weightOf(parts, 'VOTES'),
});

/** How a year is put together in a unit: with the weights of the nearest unit that has its own. */
export const annualRulesIn = (
  annual: AnnualDocument,
  { unitWeights }: Pick<ReviewRules, 'unitWeights'>,
  units: readonly string[],
): AnnualDocument => {
  const own = units.map((unit) => unitWeights[unit]).find(Boolean);
  return own === undefined ? annual : { ...annual, parts: own };
};

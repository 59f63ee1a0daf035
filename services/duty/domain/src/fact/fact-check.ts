import { Rejection } from '@ywk/kernel';
import { FACT_CODES, type AmountRule } from './fact-codes.ts';

/** What is checked of a fact that somebody enters. */
export interface EnteredFact {
  readonly code: string;
  readonly amounts: Readonly<Record<string, number>>;
  readonly evidence: string | null;
}

const within = (value: number, { min, max, only }: AmountRule): boolean =>
  Number.isSafeInteger(value) &&
  value >= min &&
  value <= max &&
  (only === undefined || only.includes(value));

const fits = (value: number | undefined, rule: AmountRule): boolean =>
  value === undefined ? rule.optional === true : within(value, rule);

const rangeOf = ({ min, max, only }: AmountRule): string =>
  only === undefined ? `from ${min} to ${max}` : `to be one of ${only.join(', ')}`;

/**
 * Refuses what the catalogue does not know (DOMAIN 3.0c §4: points outside a range are refused).
 * @throws Rejection FACT_CODE_UNKNOWN, AMOUNT_UNKNOWN, AMOUNT_OUT_OF_RANGE, EVIDENCE_MISSING
 */
export const checkEntered = ({ code, amounts, evidence }: EnteredFact): void => {
  const rule = FACT_CODES.get(code);
  if (rule === undefined) {
    throw new Rejection('FACT_CODE_UNKNOWN', `No fact is entered under the code "${code}".`, {
      pointer: '/code',
    });
  }
  const unknown = Object.keys(amounts).find((name) => rule.amounts[name] === undefined);
  if (unknown !== undefined) {
    throw new Rejection('AMOUNT_UNKNOWN', `${code} has no amount "${unknown}".`, {
      pointer: `/amounts/${unknown}`,
      allowed: Object.keys(rule.amounts),
    });
  }
  for (const [name, bounds] of Object.entries(rule.amounts)) {
    if (fits(amounts[name], bounds)) continue;
    throw new Rejection('AMOUNT_OUT_OF_RANGE', `${code} needs "${name}" ${rangeOf(bounds)}.`, {
      pointer: `/amounts/${name}`,
      min: bounds.min,
      max: bounds.max,
    });
  }
  if (rule.evidence === 'required' && (evidence === null || evidence.trim() === '')) {
    throw new Rejection('EVIDENCE_MISSING', `${code} needs a reference to its evidence.`, {
      pointer: '/evidence',
    });
  }
};

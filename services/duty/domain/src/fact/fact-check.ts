import { addDays, localDay, monthOf, Rejection, type Instant, type Label } from '@ywk/kernel';
import type { AmountRule, FactCatalogue, FactCode } from '../catalogue/fact-catalogue.ts';

/** What is checked of a fact that somebody enters. */
export interface EnteredFact {
  readonly code: string;
  readonly occurredAt: Instant;
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

const rangeOf = ({ min, max, only }: AmountRule): Label =>
  only === undefined
    ? { zh: `${min}至${max}`, en: `from ${min} to ${max}` }
    : { zh: `${only.join('、')}之一`, en: `to be one of ${only.join(', ')}` };

const checkAmounts = ({ code, amounts: rules }: FactCode, amounts: EnteredFact['amounts']) => {
  const unknown = Object.keys(amounts).find((name) => rules[name] === undefined);
  if (unknown !== undefined) {
    throw new Rejection(
      'AMOUNT_UNKNOWN',
      { zh: `${code}没有数值“${unknown}”。`, en: `${code} has no amount "${unknown}".` },
      { pointer: `/amounts/${unknown}`, allowed: Object.keys(rules) },
    );
  }
  for (const [name, bounds] of Object.entries(rules)) {
    if (fits(amounts[name], bounds)) continue;
    const range = rangeOf(bounds);
    throw new Rejection(
      'AMOUNT_OUT_OF_RANGE',
      { zh: `${code}的“${name}”须为${range.zh}。`, en: `${code} needs "${name}" ${range.en}.` },
      { pointer: `/amounts/${name}`, min: bounds.min, max: bounds.max },
    );
  }
};

const checkMoment = ({ code, attribution }: FactCode, occurredAt: Instant): void => {
  if (attribution !== 'monthEnd') return;
  const day = localDay(occurredAt);
  if (monthOf(addDays(day, 1)) !== monthOf(day)) return;
  throw new Rejection(
    'NOT_MONTH_END',
    {
      zh: `${code}是整月的事实，其时间须在当月最后一日。`,
      en: `${code} is a fact of a whole month: its moment is on the last day of that month.`,
    },
    { pointer: '/occurredAt' },
  );
};

/**
 * Refuses what the catalogue does not know (DOMAIN 3.0c §4: points outside a range are refused).
 * @returns what the catalogue says of the code
 * @throws Rejection FACT_CODE_UNKNOWN, AMOUNT_UNKNOWN, AMOUNT_OUT_OF_RANGE, EVIDENCE_MISSING,
 * NOT_MONTH_END
 */
export const checkEntered = (
  { code, occurredAt, amounts, evidence }: EnteredFact,
  catalogue: FactCatalogue,
): FactCode => {
  const rule = catalogue.find(code);
  if (rule === undefined) {
    throw new Rejection(
      'FACT_CODE_UNKNOWN',
      { zh: `代码“${code}”下不录入事实。`, en: `No fact is entered under the code "${code}".` },
      { pointer: '/code' },
    );
  }
  checkAmounts(rule, amounts);
  if (rule.evidence === 'required' && (evidence === null || evidence.trim() === '')) {
    throw new Rejection(
      'EVIDENCE_MISSING',
      { zh: `${code}须注明证据出处。`, en: `${code} needs a reference to its evidence.` },
      { pointer: '/evidence' },
    );
  }
  checkMoment(rule, occurredAt);
  return rule;
};

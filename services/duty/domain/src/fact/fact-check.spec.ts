import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { isRejection } from '@ywk/kernel';
import { parse } from 'yaml';
import { FactCatalogue, type CatalogueDocument } from '../catalogue/fact-catalogue.ts';
import { checkEntered, type EnteredFact } from './fact-check.ts';

const shipped = readFileSync(new URL('../../../catalogue/facts-1.yaml', import.meta.url), 'utf8');
const catalogue = new FactCatalogue(parse(shipped) as CatalogueDocument);

const outcomeOf = (fact: EnteredFact): string => {
  try {
    checkEntered(fact, catalogue);
  } catch (error) {
    if (isRejection(error)) return error.code;
    throw error;
  }
  return 'ACCEPTED';
};

describe('a fact that somebody enters', () => {
  test.each([
    ['A03', { minutes: 12 }, 'GATE-1', 'ACCEPTED'],
    ['A03', { minutes: 31 }, 'GATE-1', 'AMOUNT_OUT_OF_RANGE'],
    ['A03', {}, 'GATE-1', 'AMOUNT_OUT_OF_RANGE'],
    ['A04', { minutes: 31 }, 'GATE-1', 'ACCEPTED'],
    ['B06', {}, 'LETTER-1', 'ACCEPTED'],
    ['B06', { points: 1 }, 'LETTER-1', 'AMOUNT_UNKNOWN'],
    ['B06', {}, ' ', 'EVIDENCE_MISSING'],
    ['B05', { points: 3 }, 'X', 'ACCEPTED'],
    ['B05', {}, 'X', 'ACCEPTED'],
    ['B05', { points: 4 }, 'X', 'AMOUNT_OUT_OF_RANGE'],
    ['B02', { points: 4 }, 'X', 'ACCEPTED'],
    ['B02', { points: 3 }, 'X', 'AMOUNT_OUT_OF_RANGE'],
    ['B02', {}, 'X', 'AMOUNT_OUT_OF_RANGE'],
    ['D06', { points: 11 }, 'X', 'AMOUNT_OUT_OF_RANGE'],
    ['calls.offered', { n: 1520 }, null, 'ACCEPTED'],
    ['calls.offered', { n: 1.5 }, null, 'AMOUNT_OUT_OF_RANGE'],
    ['calls.offered', { n: -1 }, null, 'AMOUNT_OUT_OF_RANGE'],
    ['call.answered', { answerMs: 7 }, null, 'FACT_CODE_UNKNOWN'],
  ])('%s %j with evidence %j is %s', (...[code, amounts, evidence, outcome]) => {
    const occurredAt = '2024-05-20T02:00:00.000Z';
    const fact = { code, occurredAt, amounts: amounts as Record<string, number>, evidence };
    expect(outcomeOf(fact)).toBe(outcome);
  });

  test.each([
    ['2024-05-30T15:59:59.999Z', 'NOT_MONTH_END'],
    ['2024-05-30T16:00:00.000Z', 'ACCEPTED'],
    ['2024-05-31T15:59:59.999Z', 'ACCEPTED'],
    ['2024-05-31T16:00:00.000Z', 'NOT_MONTH_END'],
    ['2024-02-29T02:00:00.000Z', 'ACCEPTED'],
  ])('full attendance at %s is %s: it is a fact of the whole month', (occurredAt, outcome) => {
    const fact = { code: 'A07', occurredAt, amounts: {}, evidence: 'ROSTER' };
    expect(outcomeOf(fact)).toBe(outcome);
  });
});

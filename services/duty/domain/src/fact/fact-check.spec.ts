import { describe, expect, test } from '@jest/globals';
import { isRejection } from '@ywk/kernel';
import { checkEntered } from './fact-check.ts';

const codeOf = (code: string, amounts: Record<string, number>, evidence: string | null): string => {
  try {
    checkEntered({ code, amounts, evidence });
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
    expect(codeOf(code, amounts as Record<string, number>, evidence)).toBe(outcome);
  });
});

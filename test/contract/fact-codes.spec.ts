import { describe, expect, test } from '@jest/globals';
import { shippedBook } from '@ywk/appraisal-app';
import { shippedCatalogue } from '@ywk/duty-app';
import { FactCatalogue } from '@ywk/duty-domain';

/** What the 110 feed makes of calls and orders, with the amounts it states. */
const FROM_THE_FEED: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
  ['call.answered', { answerMs: 7000 }],
  ['call.abandoned', { ringMs: 4000 }],
  ['order.dispatched', { callToDispatchMs: 30_000 }],
  ['order.acknowledged', { ackMs: 5000 }],
  ['order.wrongConfirmed', {}],
];

const entered = new FactCatalogue(shippedCatalogue()).all().map(({ code, amounts }) => {
  const stated = Object.entries(amounts).map(([name, { min }]) => [name, min] as const);
  return [code, Object.fromEntries(stated)] as const;
});

describe('appraisal counts every fact that duty records', () => {
  const { metrics } = shippedBook();

  test.each([...FROM_THE_FEED, ...entered])('%s', (code, amounts) => {
    const fact = { officer: 'o', code, occurredAt: '2024-05-01T00:00:00.000Z', amounts };
    expect(metrics.deltasOf(fact).length).toBeGreaterThan(0);
  });
});

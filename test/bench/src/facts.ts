import { createHash } from 'node:crypto';
import type { Fact } from '@ywk/contracts';

export const OFFICERS = 4_500;
const MONTH = Date.parse('2024-05-01T00:00:00+08:00');
const MONTH_MS = 31 * 86_400_000;

/** A source of numbers that look random and are the same for one seed: 0 ≤ x < 2^32. */
export const chanceOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
};

const uuidOf = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** Ids of officers, the same in every run. */
export const officers: readonly string[] = Array.from({ length: OFFICERS }, (_, at) =>
  uuidOf(`officer ${at}`),
);

const hex8 = (value: number): string => value.toString(16).padStart(8, '0');

/** A random id, much faster than by hashing. */
export const idFrom = (chance: () => number): string => {
  const [a, b, c, d] = [chance(), chance(), chance(), chance()].map(hex8) as [
    string,
    string,
    string,
    string,
  ];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-8${c.slice(1, 4)}-${c.slice(4)}${d}`;
};

type Kind = readonly [code: string, amounts: (chance: () => number) => Record<string, number>];

const answered: Kind = ['call.answered', (chance) => ({ answerMs: chance() % 20_000 })];
const dispatched: Kind = [
  'order.dispatched',
  (chance) => ({ callToDispatchMs: chance() % 90_000 }),
];
const total = (code: string): Kind => [code, (chance) => ({ n: 1 + (chance() % 9) })];
const event = (code: string): Kind => [code, () => ({})];

/** Of ten facts four are answered calls and three are orders, as in the feed of a command centre. */
const KINDS: readonly Kind[] = [
  ...[answered, answered, answered, answered, dispatched, dispatched, dispatched],
  ...[total('records.sampled'), total('callbacks.effective'), event('B06')],
];

/**
 * So many facts of one month in the order in which they happened, the busiest officer with 1.5 % of
 * them; the same for one seed.
 */
export function* factsOf(count: number, seed = 20_240_531): Generator<Fact> {
  const chance = chanceOf(seed);
  for (let at = 0; at < count; at += 1) {
    const share = chance() / 2 ** 32;
    const [code, amounts] = KINDS[chance() % KINDS.length] ?? answered;
    const ms = MONTH + Math.floor((at / count) * MONTH_MS);
    yield {
      fact: idFrom(chance),
      officer: officers[Math.floor(share * share * OFFICERS)] ?? '',
      code,
      occurredAt: new Date(ms).toISOString(),
      amounts: amounts(chance),
      origin: { kind: 'feed', source: 'cad-zjg', reference: `C-${chance() % 1_000_000}` },
      evidence: null,
      actId: null,
    };
  }
}

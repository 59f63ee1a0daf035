import type { DispatchEvent } from '@ywk/contracts';

/** Numbers that look random and are the same for the same seed: 0 ≤ x < 1. */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const START = Date.parse('2024-05-01T00:00:00+08:00');
const MINUTE = 60_000;

const callOf = (n: number, chance: () => number, badges: readonly string[]): DispatchEvent[] => {
  const callId = `C${n}`;
  const begin = START + Math.floor(chance() * 31 * 24 * 60) * MINUTE;
  const badge = (): string => badges[Math.floor(chance() * badges.length)] ?? '';
  const iso = (ms: number): string => new Date(begin + ms).toISOString();
  const event = (name: string, ms: number, more: Partial<DispatchEvent>): DispatchEvent =>
    ({
      source: 'cad',
      eventId: `${callId}.${name}`,
      callId,
      at: iso(ms),
      ...more,
    }) as DispatchEvent;
  const answered = 1_000 + Math.floor(chance() * 20_000);
  const events = [
    event('R', 0, { kind: 'received', district: `D${n % 3}` }),
    event('A', answered, { kind: 'answered', badge: badge() }),
    event('D', answered + 40_000, { kind: 'dispatched', orderId: 'O1', badge: badge() }),
    event('K', answered + 60_000, { kind: 'acknowledged', orderId: 'O1', badge: badge() }),
  ];
  const correct = (of: string, minutes: number, more: Partial<DispatchEvent>) => {
    const corrects = `${callId}.${of}`;
    events.push(event(`X${minutes}`, minutes * MINUTE, { kind: 'corrected', corrects, ...more }));
  };
  if (chance() < 0.2) correct('A', 5, { change: { badge: badge() } });
  if (chance() < 0.2) correct('A', 6, { change: { at: iso(answered + 3_000) } });
  if (chance() < 0.1) correct('D', 7, { withdrawn: true });
  if (chance() < 0.1) correct('R', 8, { change: { at: iso(-2_000) } });
  return events;
};

/** Messages of a month of calls, in the order of the calls. */
export const monthOf = (
  seed: number,
  calls: number,
  badges: readonly string[],
): DispatchEvent[] => {
  const chance = seeded(seed);
  return Array.from({ length: calls }, (_, n) => callOf(n, chance, badges)).flat();
};

/** The same messages in another order, a fifth of them twice. */
export const scattered = (events: readonly DispatchEvent[], seed: number): DispatchEvent[] => {
  const chance = seeded(seed);
  const all = [...events, ...events.filter(() => chance() < 0.2)];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = Math.floor(chance() * (at + 1));
    [all[at], all[other]] = [all[other] as DispatchEvent, all[at] as DispatchEvent];
  }
  return all;
};

/** Cuts a list into pieces of many sizes. */
export const cut = <T>(list: readonly T[], seed: number): T[][] => {
  const chance = seeded(seed);
  const pieces: T[][] = [];
  for (let at = 0; at < list.length;) {
    const size = 1 + Math.floor(chance() * 150);
    pieces.push(list.slice(at, at + size));
    at += size;
  }
  return pieces;
};

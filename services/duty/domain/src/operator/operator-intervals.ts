import { addDays, type LocalDay } from '@ywk/kernel';

/** Where an officer stands from a day on. */
export interface Placement {
  readonly from: LocalDay;
  readonly unit: string;
  readonly post: string;
  readonly badge: string;
  readonly seat: string | null;
}

/** An officer's service as dated statements: placements, and last days in service. */
export interface Service {
  /** One a first day; a later statement for the same day replaces the earlier. */
  readonly placements: readonly Placement[];
  readonly lastDays: readonly LocalDay[];
}

/** A placement with its end: `until` is the first day it no longer holds, null while it does. */
export interface Stay extends Placement {
  readonly until: LocalDay | null;
}

const sooner = (a: LocalDay | null, b: LocalDay | null): LocalDay | null => {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
};

/** Stays that follow each other without overlap: the next placement or the leaving ends one. */
export const staysOf = ({ placements, lastDays }: Service): Stay[] => {
  const ordered = [...placements].sort((a, b) => (a.from < b.from ? -1 : 1));
  const leaving = [...lastDays].sort();
  return ordered
    .map((placement, at): Stay => {
      const next = ordered[at + 1]?.from ?? null;
      const left = leaving.find((day) => day >= placement.from);
      return { ...placement, until: sooner(next, left === undefined ? null : addDays(left, 1)) };
    })
    .filter(({ from, until }) => until === null || until > from);
};

/** A time during which an officer held a badge or sat at a seat. */
export interface Hold {
  readonly operator: string;
  readonly officer: string;
  readonly from: LocalDay;
  readonly until: LocalDay | null;
}

/** What an officer's stays say about badges and seats. */
export const holdsOf = (officer: string, stays: readonly Stay[]): Hold[] =>
  stays.flatMap(({ badge, seat, from, until }) => [
    { operator: `badge:${badge}`, officer, from, until },
    ...(seat === null ? [] : [{ operator: `seat:${seat}`, officer, from, until }]),
  ]);

const covers = (hold: Hold, day: LocalDay): boolean =>
  hold.from <= day && (hold.until === null || day < hold.until);

/** Whoever took it over last is meant; at a tie the smaller id, so that the answer is one. */
const prevails = (a: Hold, b: Hold): Hold => {
  if (a.from !== b.from) return a.from > b.from ? a : b;
  return a.officer < b.officer ? a : b;
};

/** The officer who held a badge or seat on a day; undefined when nobody did. */
export const officerAt = (
  holds: readonly Hold[],
  operator: string,
  day: LocalDay,
): string | undefined =>
  holds
    .filter((hold) => hold.operator === operator && covers(hold, day))
    .reduce<Hold | undefined>(
      (held, next) => (held === undefined ? next : prevails(held, next)),
      undefined,
    )?.officer;

/** Operators whose holds differ between two states, with the first day that may be touched. */
export const operatorsTouched = (
  before: readonly Hold[],
  after: readonly Hold[],
): Map<string, LocalDay> => {
  const text = ({ operator, officer, from, until }: Hold): string =>
    [operator, officer, from, until].join();
  const [old, current] = [new Set(before.map(text)), new Set(after.map(text))];
  const touched = new Map<string, LocalDay>();
  for (const hold of [...before, ...after]) {
    if (old.has(text(hold)) && current.has(text(hold))) continue;
    touched.set(hold.operator, sooner(touched.get(hold.operator) ?? null, hold.from) ?? hold.from);
  }
  return touched;
};

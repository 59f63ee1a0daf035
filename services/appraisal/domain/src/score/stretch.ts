import { addDays, daysBetween, type LocalDay } from '@ywk/kernel';
import type { MetricSum } from '../scheme/indicator-document.ts';
import type { Tally } from '../tally/tally.ts';

/** Sums by metric over some days. */
export type Counts = ReadonlyMap<string, number>;

/** An inclusive stretch of days. */
export interface DayRange {
  readonly from: LocalDay;
  readonly to: LocalDay;
}

/** A role that an officer holds; `to` null while it lasts. */
export interface HeldRole {
  readonly role: string;
  readonly from: LocalDay;
  readonly to: LocalDay | null;
}

/** Days in which the same roles are held, with what was counted in them. */
export interface Stretch extends DayRange {
  readonly roles: readonly string[];
  /** Of a stay that has no sheet of its own: custom rules do not see it (DOMAIN 3.0c.12). */
  readonly inherited: boolean;
  readonly counts: Counts;
}

type DayTally = Pick<Tally, 'day' | 'metric' | 'n'>;

const countsIn = (tallies: readonly DayTally[], { from, to }: DayRange): Counts => {
  const counts = new Map<string, number>();
  for (const { day, metric, n } of tallies) {
    if (day < from || day > to) continue;
    counts.set(metric, (counts.get(metric) ?? 0) + n);
  }
  return counts;
};

/** The range cut wherever a role begins or ends. */
const cutByRoles = ({ from, to }: DayRange, roles: readonly HeldRole[]): DayRange[] => {
  const starts = roles.flatMap((role) => [
    role.from,
    ...(role.to === null ? [] : [addDays(role.to, 1)]),
  ]);
  const cuts = [...new Set([from, ...starts.filter((day) => day > from && day <= to)])].sort();
  return cuts.map((start, at) => {
    const next = cuts[at + 1];
    return { from: start, to: next === undefined ? to : addDays(next, -1) };
  });
};

const heldOn = (roles: readonly HeldRole[], day: LocalDay): string[] =>
  roles.filter(({ from, to }) => from <= day && (to === null || day <= to)).map(({ role }) => role);

/** The stretches of some stays in order of time. */
export const stretchesOf = (
  ranges: readonly (DayRange & { readonly inherited: boolean })[],
  tallies: readonly DayTally[],
  roles: readonly HeldRole[],
): Stretch[] =>
  ranges
    .flatMap((range) =>
      cutByRoles(range, roles).map((cut) => ({
        ...cut,
        inherited: range.inherited,
        roles: heldOn(roles, cut.from),
        counts: countsIn(tallies, cut),
      })),
    )
    .sort((a, b) => (a.from < b.from ? -1 : 1));

/** Sums over several stretches. */
export const allCounts = (stretches: readonly Stretch[]): Counts => {
  const [only] = stretches;
  if (only !== undefined && stretches.length === 1) return only.counts;
  const counts = new Map<string, number>();
  for (const stretch of stretches) {
    for (const [metric, n] of stretch.counts) counts.set(metric, (counts.get(metric) ?? 0) + n);
  }
  return counts;
};

/** The roles held together on most days; equal: the first by name. */
export const rolesMostDays = (stretches: readonly Stretch[]): readonly string[] => {
  const [only] = stretches;
  if (only !== undefined && stretches.length === 1) return only.roles;
  const days = new Map<string, number>();
  for (const { roles, from, to } of stretches) {
    const together = [...roles].sort().join(' ');
    days.set(together, (days.get(together) ?? 0) + daysBetween(from, to) + 1);
  }
  const [longest] = [...days].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return (longest?.[0] ?? '').split(' ').filter((role) => role !== '');
};

/** The sum of a metric, 0 when nothing was counted. */
export const countOf = (counts: Counts, metric: string): number => counts.get(metric) ?? 0;

const total = (counts: Counts, metrics: readonly string[]): number =>
  metrics.reduce((sum, metric) => sum + countOf(counts, metric), 0);

/** A sum of metrics, less those taken off. */
export const sumOf = (counts: Counts, { plus, minus }: MetricSum): number =>
  total(counts, plus) - total(counts, minus ?? []);

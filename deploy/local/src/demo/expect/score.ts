import { ratio, ratioOf, toHundredths, type Ratio } from '@ywk/kernel';
import type { CallTaker } from '../bureau/people.ts';
import type { MonthCounts } from './expectation.ts';

/** What one month must come to under RC-1 (DOMAIN 3.0), worked out apart from the services. */
export interface ExpectedScore {
  /** Hundredths of a point. */
  readonly total: number;
  readonly grade: 'G1' | 'G2' | 'G3' | 'G4' | 'G5';
  /** Fen, before the unit's budget. */
  readonly pay: number;
}

export const RECORDS_SAMPLED = 40;
export const CALLBACKS_REACHED = 200;

interface Line {
  readonly weight: number;
  readonly floor: string;
  readonly target: string;
}

const C1: Line = { weight: 15, floor: '85%', target: '98%' };
const C2: Line = { weight: 20, floor: '95%', target: '99.5%' };
const C3: Line = { weight: 10, floor: '90%', target: '100%' };
const C4: Line = { weight: 10, floor: '90%', target: '99%' };
const C5: Line = { weight: 5, floor: '0.8', target: '1' };
const CUSTOM_WEIGHT = 60;

interface Item {
  readonly weight: number;
  /** Hundredths; null where there is nothing to divide by. */
  readonly score: number | null;
}

const onLine = ({ weight, floor, target }: Line, rate: Ratio | null): Item => {
  if (rate === null) return { weight, score: null };
  const [low, high] = [ratioOf(floor), ratioOf(target)];
  if (rate.compare(low) <= 0) return { weight, score: 0 };
  if (rate.compare(high) >= 0) return { weight, score: weight * 100 };
  return { weight, score: toHundredths(rate.sub(low).div(high.sub(low)).mul(weight)) };
};

const share = (part: number, whole: number): Ratio | null =>
  whole === 0 ? null : ratio(part, whole);

const customOf = (items: readonly Item[]): number => {
  const scored = items.flatMap(({ weight, score }) => (score === null ? [] : [{ weight, score }]));
  const weights = scored.reduce((sum, { weight }) => sum + weight, 0);
  const points = scored.reduce((sum, { score }) => sum + score, 0);
  return weights === CUSTOM_WEIGHT
    ? points
    : toHundredths(ratio(points * CUSTOM_WEIGHT, weights * 100));
};

/** Points that acts take from the four public indicators, by the left of the two scales. */
const DEDUCTIONS: Readonly<Record<string, readonly [indicator: string, points: number]>> = {
  A03: ['ATT', 3],
  A05: ['ATT', 10],
  D01: ['DIS', 1],
  D02: ['DIS', 2],
  T02: ['TRN', 5],
};
const BONUSES: Readonly<Record<string, number>> = { B01: 5, B06: 1 };
const PUBLIC = ['ATT', 'DIS', 'TRN', 'SRV'];

const publicOf = ({ profile }: CallTaker): number => {
  const taken = new Map<string, number>();
  for (const { code } of profile.acts) {
    const [indicator, points] = DEDUCTIONS[code] ?? ['', 0];
    taken.set(indicator, (taken.get(indicator) ?? 0) + points);
  }
  return PUBLIC.reduce((sum, id) => sum + Math.max(0, 10 - (taken.get(id) ?? 0)) * 100, 0);
};

const bonusOf = ({ profile }: CallTaker): number =>
  Math.min(
    10,
    profile.acts.reduce((sum, { code }) => sum + (BONUSES[code] ?? 0), 0),
  ) * 100;

const GRADES: readonly (readonly [from: number, grade: ExpectedScore['grade'], yuan: number])[] = [
  [9_500, 'G1', 600],
  [9_000, 'G2', 550],
  [8_000, 'G3', 500],
  [7_000, 'G4', 450],
  [0, 'G5', 400],
];

/** The median of a team's answered calls, exactly; an even count has the mean of the middle two. */
export const medianOf = (answered: readonly number[]): Ratio => {
  const sorted = [...answered].sort((a, b) => a - b);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2)];
  return ratio((sorted[low] ?? 0) + (sorted[high] ?? 0), 2);
};

/** Works out total, grade and pay of one call-taker's month. */
export const expectedScore = (
  taker: CallTaker,
  counts: MonthCounts,
  teamMedian: Ratio,
): ExpectedScore => {
  const { offered, abandonedShort, answered, answered10s, dispatched, wrongConfirmed } = counts;
  const work = teamMedian.compare(0) === 0 ? null : ratio(answered).div(teamMedian);
  const custom = customOf([
    onLine(C1, share(answered10s, offered - abandonedShort)),
    onLine(C2, share(dispatched - wrongConfirmed, dispatched)),
    onLine(C3, share(taker.profile.recordsPassed, RECORDS_SAMPLED)),
    onLine(C4, share(taker.profile.satisfied, CALLBACKS_REACHED)),
    onLine(C5, work),
  ]);
  const total = Math.min(11_000, publicOf(taker) + custom + bonusOf(taker));
  const [, grade, yuan] = GRADES.find(([from]) => total >= from) ?? [0, 'G5' as const, 400];
  return { total, grade, pay: yuan * 100 };
};

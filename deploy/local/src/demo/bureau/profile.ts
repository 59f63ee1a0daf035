import { BLOCK_UNIT } from './city.ts';

/** How well somebody works, as chances and counts of one month. */
export interface Profile {
  readonly level: 'EXCELLENT' | 'GOOD' | 'FAIR' | 'WEAK' | 'POOR';
  /** Share of calls answered within ten seconds. */
  readonly quick: number;
  /** Share of orders that went to the wrong unit. */
  readonly wrong: number;
  /** Of 40 records that were looked at. */
  readonly recordsPassed: number;
  /** Of 200 people who were reached. */
  readonly satisfied: number;
  /** Acts that are entered by hand. */
  readonly acts: readonly Act[];
}

export interface Act {
  readonly code: string;
  readonly amounts: Readonly<Record<string, number>>;
}

const act = (code: string, amounts: Act['amounts'] = {}): Act => ({ code, amounts });

const EXCELLENT: Profile = {
  level: 'EXCELLENT',
  quick: 0.987,
  wrong: 0.002,
  recordsPassed: 40,
  satisfied: 199,
  acts: [act('B01')],
};
const GOOD: Profile = {
  level: 'GOOD',
  quick: 0.968,
  wrong: 0.011,
  recordsPassed: 39,
  satisfied: 195,
  acts: [act('B06')],
};
const FAIR: Profile = {
  level: 'FAIR',
  quick: 0.955,
  wrong: 0.019,
  recordsPassed: 38,
  satisfied: 193,
  acts: [act('A03', { minutes: 12 }), act('B06'), act('D01')],
};
const WEAK: Profile = {
  level: 'WEAK',
  quick: 0.932,
  wrong: 0.03,
  recordsPassed: 38,
  satisfied: 190,
  acts: [act('A03', { minutes: 25 }), act('D01')],
};
const POOR: Profile = {
  level: 'POOR',
  quick: 0.9,
  wrong: 0.045,
  recordsPassed: 37,
  satisfied: 186,
  acts: [act('A05'), act('D02'), act('T02')],
};

/** Most units have all levels; the unit that may not overrun its budget has too many good ones. */
const ORDINARY = [EXCELLENT, FAIR, GOOD, FAIR, GOOD, WEAK, EXCELLENT, FAIR, GOOD, POOR];
const TOO_GOOD = [EXCELLENT, GOOD, EXCELLENT, GOOD, EXCELLENT, GOOD, EXCELLENT, GOOD, FAIR, GOOD];

/** Profiles of a unit's call-takers, in their order. */
export const profilesOf = (unit: string, count: number): Profile[] => {
  const list = unit === BLOCK_UNIT ? TOO_GOOD : ORDINARY;
  return Array.from({ length: count }, (_, at) => list[at % list.length] ?? FAIR);
};

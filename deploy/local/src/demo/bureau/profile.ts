import type { Level } from './level.ts';
import type { Act, Work } from './work.ts';

/** How well somebody answers calls, as chances. */
export interface Profile {
  /** Share of calls answered within ten seconds. */
  readonly quick: number;
  /** Share of orders that went to the wrong unit. */
  readonly wrong: number;
}

/** The month of a call-taker beside the calls. */
interface Desk extends Profile {
  /** Of 40 records that were looked at. */
  readonly recordsPassed: number;
  /** Of 200 people who were reached. */
  readonly satisfied: number;
  readonly acts: readonly Act[];
}

const RECORDS_SAMPLED = 40;
const CALLBACKS_REACHED = 200;

const act = (code: string, amounts: Act['amounts'] = {}): Act => ({ code, amounts });

const DESKS: Readonly<Record<Level, Desk>> = {
  EXCELLENT: {
    quick: 0.987,
    wrong: 0.002,
    recordsPassed: 40,
    satisfied: 199,
    acts: [act('B01')],
  },
  GOOD: {
    quick: 0.968,
    wrong: 0.011,
    recordsPassed: 39,
    satisfied: 195,
    acts: [act('B06')],
  },
  FAIR: {
    quick: 0.955,
    wrong: 0.019,
    recordsPassed: 38,
    satisfied: 193,
    acts: [act('A03', { minutes: 12 }), act('B06'), act('D01')],
  },
  WEAK: {
    quick: 0.932,
    wrong: 0.03,
    recordsPassed: 38,
    satisfied: 190,
    acts: [act('A03', { minutes: 25 }), act('D01')],
  },
  POOR: {
    quick: 0.9,
    wrong: 0.045,
    recordsPassed: 37,
    satisfied: 186,
    acts: [act('A05'), act('D02'), act('T02')],
  },
};

export const callProfileOf = (level: Level): Profile => {
  const { quick, wrong } = DESKS[level];
  return { quick, wrong };
};

/** What is entered about a call-taker's month: the feed brings neither samples nor callbacks. */
export const callWorkOf = (level: Level): Work => {
  const { recordsPassed, satisfied, acts } = DESKS[level];
  const totals = {
    'records.sampled': RECORDS_SAMPLED,
    'records.passed': recordsPassed,
    'callbacks.effective': CALLBACKS_REACHED,
    'callbacks.satisfied': satisfied,
  };
  return { totals, acts };
};

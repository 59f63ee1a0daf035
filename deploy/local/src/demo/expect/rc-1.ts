import type { Each, Indicator } from './indicator.ts';

/** Starts full; each occurrence takes points. */
export const less = (id: string, weight: number, each: Each): Indicator => ({
  kind: 'each',
  id,
  weight,
  start: weight,
  each,
});

/** RC-1 as DOMAIN 3.0–3.0c state it, as far as the demo has facts for it: written down again, apart from
 * the services. Public indicators, of every post. */
export const PUBLIC: readonly Indicator[] = [
  less('ATT', 10, { A01: -3, A03: -3, A04: -5, A05: -10, A07: 5 }),
  less('DIS', 10, { D01: -1, D02: -2 }),
  less('TRN', 10, { T01: -2, T02: -5 }),
  less('SRV', 10, { S01: -2 }),
];

/** Points beside the indicators. */
export const BONUS: Each = { B01: 5, B05: 1, B06: 1 };
export const BONUS_CAP = 10;
/** Taken from the total. */
export const FROM_TOTAL: Each = { D07: -30 };
export const VETOES: readonly string[] = ['V07'];
export const HIGHEST_TOTAL = 110;

/** From so many hundredths of a point: the grade, and what it asks for in yuan. */
export const GRADES = [
  [9_500, 'G1', 600],
  [9_000, 'G2', 550],
  [8_000, 'G3', 500],
  [7_000, 'G4', 450],
  [0, 'G5', 400],
] as const;

/** Yuan a head in a unit's budget. */
export const BUDGET_PER_HEAD = 500;

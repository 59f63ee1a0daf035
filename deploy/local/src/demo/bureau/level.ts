import { BLOCK_UNIT } from './city.ts';

/** How well somebody works. */
export type Level = 'EXCELLENT' | 'GOOD' | 'FAIR' | 'WEAK' | 'POOR';

const series = (letters: string): Level[] => {
  const levels: Level[] = ['EXCELLENT', 'GOOD', 'FAIR', 'WEAK', 'POOR'];
  return [...letters].flatMap((letter) => levels.filter((level) => level.startsWith(letter)));
};

/** Most units have all levels; the unit that may not overrun its budget has too many good ones. */
const ORDINARY = series('EFGFGWEFGP');
const TOO_GOOD = series('EGEGEGEGFG');

/** Levels of a unit's people: taken in turn or picked from, they come in these shares. */
export const levelsOf = (unit: string): readonly Level[] =>
  unit === BLOCK_UNIT ? TOO_GOOD : ORDINARY;

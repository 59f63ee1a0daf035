import { placeAmong, type Place, type ScoreSheet } from '@ywk/appraisal-domain';
import type { ReadMonth, ScoreBoard } from './score-board.query.ts';

/** Places without names; null where fewer than five are ranked or the officer is not. */
export interface Peers {
  readonly unit: Place | null;
  readonly team: Place | null;
}

const FIRST = '00000000-0000-0000-0000-000000000000';
/** More than any unit has. */
const EVERYBODY = 10_000;

const isRanked = ({ total, probation }: ScoreSheet): boolean => total !== null && !probation;

/** The team of the stay by which an officer is ranked. */
const teamOf = ({ stays, unit, post }: ScoreSheet): string | null =>
  stays
    .filter((stay) => stay.unit === unit && stay.post === post)
    .toSorted((a, b) => b.days - a.days)[0]?.team ?? null;

const totalsOf = (sheets: readonly ScoreSheet[]): number[] =>
  sheets.flatMap(({ total }) => (total === null ? [] : [total]));

/** Where an officer stands among those ranked in the same unit, and in the same team. */
export const peersOf = async (
  board: ScoreBoard,
  sheet: ScoreSheet,
  month: ReadMonth,
): Promise<Peers> => {
  if (sheet.unit === null || !isRanked(sheet)) return { unit: null, team: null };
  const page = { units: [sheet.unit], after: FIRST, limit: EVERYBODY };
  const others = (await board.page(month, page))
    .map((shown) => shown.sheet)
    .filter((other) => other.officer !== sheet.officer && isRanked(other));
  const team = teamOf(sheet);
  const mates = team === null ? [] : others.filter((other) => teamOf(other) === team);
  return {
    unit: placeAmong(sheet.total, totalsOf([...others, sheet])),
    team: placeAmong(sheet.total, totalsOf([...mates, sheet])),
  };
};

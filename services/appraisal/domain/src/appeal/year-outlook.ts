/** The best annual grade that the grades of a year's months leave open (DOMAIN 3.0 Annual, 3.0b Veto). */
export type YearOpenTo = 'EXCELLENT' | 'COMPETENT' | 'INCOMPETENT';

/** @param grades of the months that have one: a veto makes the year incompetent, one G5 bars excellent */
export const yearOpenTo = (grades: readonly string[]): YearOpenTo => {
  if (grades.includes('VETO')) return 'INCOMPETENT';
  return grades.includes('G5') ? 'COMPETENT' : 'EXCELLENT';
};

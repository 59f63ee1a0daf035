import type { AnnualGrade } from '../expect/tier-rule.ts';
import { Chance } from './chance.ts';
import type { DemoOfficer } from './people.ts';

/** The last year whose grades are known when May 2024 is appraised. */
const LAST_YEAR = 2023;

const drawn = (chance: Chance): AnnualGrade => {
  const draw = chance.unit();
  if (draw < 0.15) return 'EXCELLENT';
  if (draw < 0.96) return 'COMPETENT';
  return draw < 0.985 ? 'BASIC' : 'INCOMPETENT';
};

/** Grades of the years since an officer's last tier change, the same for the same seed. */
export const annualGradesOf = (seed: number, officer: DemoOfficer): AnnualGrade[] => {
  const chance = new Chance(seed, `annual/${officer.badge}`);
  const years = Math.max(0, LAST_YEAR - officer.tierSince + 1);
  return Array.from({ length: years }, () => drawn(chance));
};

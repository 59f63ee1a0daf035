import { Chance } from './chance.ts';

/** Somebody of the small bureau. */
export interface Person {
  readonly officer: string;
  readonly badge: string;
  readonly unit: string;
  readonly seat: string | null;
  readonly tier: number;
  readonly identityNumber: string;
  readonly employment: string;
  readonly index: number;
}

export const UNITS = ['KX', 'KX-1', 'KX-2'] as const;
/** Somebody who may propose and approve, but not the same thing. */
export const TWO_HATS = 'two-hats';
export const FIRST_DAY = '2020-01-01';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A well formed identity number of a region that does not exist (99), with its check digit. */
const identityNumberOf = (index: number): string => {
  const seventeen = `99010119${String(70 + (index % 30))}0101${String(index % 1000).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((all, weight, at) => all + weight * Number(seventeen[at]), 0);
  return seventeen + '10X98765432'.charAt(sum % 11);
};

/** People numbered from…to; the same for the same seed. */
export const peopleOf = (seed: number, from: number, to: number): Person[] =>
  Array.from({ length: to - from }, (_, at) => {
    const index = from + at;
    const chance = new Chance(seed, `person ${index}`);
    const unit = index % 2 === 0 ? 'KX-1' : 'KX-2';
    return {
      officer: chance.uuid(),
      employment: chance.uuid(),
      badge: `K${String(index).padStart(5, '0')}`,
      unit,
      seat: index % 3 === 0 ? `${unit}-S${index}` : null,
      tier: 7,
      identityNumber: identityNumberOf(index),
      index,
    };
  });

/** The line with which somebody is registered and hired. */
export const enlistingOf = (person: Person): Readonly<Record<string, unknown>> => ({
  officer: person.officer,
  employment: person.employment,
  auxiliaryType: 'CIVILIAN',
  name: `甲${person.index}`,
  identityNumber: person.identityNumber,
  from: FIRST_DAY,
  tier: person.tier,
  unit: person.unit,
  post: 'CALL110',
  team: `${person.unit}-A`,
  badge: person.badge,
  seat: person.seat,
});

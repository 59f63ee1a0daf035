import { POST_CODES, type PostCode } from '@ywk/contracts';
import { v5 } from 'uuid';
import { Chance } from './chance.ts';
import { CALL_UNITS, DEMO_UNITS } from './city.ts';
import { inventedIdentityNumber, inventedName, inventedPhone, sexOf } from './identity.ts';
import { levelsOf, type Level } from './level.ts';
import { callProfileOf, callWorkOf, type Profile } from './profile.ts';
import { workOf, type Work } from './work.ts';

/** Somebody who works for the demo bureau. */
export interface DemoOfficer {
  readonly officer: string;
  readonly employment: string;
  readonly name: string;
  readonly identityNumber: string;
  readonly phone: string;
  readonly auxiliaryType: 'DUTY' | 'CIVILIAN';
  readonly sex: 'F' | 'M';
  readonly unit: string;
  readonly post: PostCode;
  readonly team: string | null;
  readonly badge: string;
  readonly seat: string | null;
  /** First day of the employment. */
  readonly from: string;
  /** Tier that was brought in, held since the first of January of {@link tierSince}. */
  readonly tier: number;
  readonly tierSince: number;
  /** What is entered about the month beside the feed. */
  readonly work: Work;
}

/** Somebody who answers 110 calls, and how well. */
export interface CallTaker extends DemoOfficer {
  readonly team: string;
  readonly seat: string;
  readonly profile: Profile;
}

export interface DemoBureau {
  readonly officers: readonly DemoOfficer[];
  readonly callTakers: readonly CallTaker[];
  readonly dispatchers: readonly DemoOfficer[];
}

/** Makes ids that a second run with the same seed makes again. */
export const demoId = (seed: number, name: string): string =>
  v5(`demo/${seed}/${name}`, '6a4f4a58-5b0c-5a6e-9f43-2c7f0d3b9e11');

/** Calls that one person answers in a month (DOMAIN W1 has 1,508). */
const CALLS_OF_ONE_MONTH = 1_080;
const TEAM_SIZE = 5;
const CIVILIAN: readonly PostCode[] = [
  'CALL110',
  'DISPATCH_SUPPORT',
  'TRAFFIC_OFFICE',
  'VIDEO_ANALYSIS',
  'WINDOW_HOUSEHOLD',
  'WINDOW_EXIT_ENTRY',
  'CLERK',
  'ARCHIVE',
  'EVIDENCE_STORE_SUPPORT',
  'IT_SUPPORT',
  'DRIVER_LOGISTICS',
];

/** Call-takers of each unit: enough for the calls, two at least, a third of all at most. */
export const callTakersPerUnit = (officers: number, calls: number): number => {
  const units = CALL_UNITS.length;
  const wanted = Math.round(calls / CALLS_OF_ONE_MONTH / units);
  return Math.max(2, Math.min(wanted, Math.floor(officers / 3 / units)));
};

interface Place {
  readonly unit: string;
  readonly post: PostCode;
}

const OTHER_PLACES: readonly Place[] = DEMO_UNITS.flatMap(({ unit, posts }) =>
  posts.map((post) => ({ unit, post })),
);

/** Places in an order that fills every post first, and every unit soon. */
const placesInOrder = (chance: Chance): Place[] => {
  const shuffled = OTHER_PLACES.map((place) => ({ place, key: chance.unit() }))
    .sort((a, b) => a.key - b.key)
    .map(({ place }) => place);
  const firsts = POST_CODES.flatMap((code) => shuffled.find(({ post }) => post === code) ?? []);
  return [...firsts, ...shuffled.filter((place) => !firsts.includes(place))];
};

/** Tiers and since when: about one in ten has stood three full years on a tier. */
const career = (chance: Chance): Pick<DemoOfficer, 'tier' | 'tierSince' | 'from'> => {
  const tier = chance.pick([7, 7, 7, 6, 6, 6, 5, 5, 4, 3]);
  const tierSince = chance.happens(0.1) ? 2021 : chance.pick([2022, 2023]);
  const hired = tierSince - (7 - tier) * 3;
  return { tier, tierSince, from: `${Math.max(hired, 2001)}-01-01` };
};

interface Numbered {
  readonly seed: number;
  readonly index: number;
}

const personAt = (
  { seed, index }: Numbered,
  place: Place,
  chance: Chance,
): Omit<DemoOfficer, 'work'> => ({
  officer: demoId(seed, `officer/${index}`),
  employment: demoId(seed, `employment/${index}`),
  name: inventedName(index),
  identityNumber: inventedIdentityNumber(index),
  phone: inventedPhone(index),
  auxiliaryType: CIVILIAN.includes(place.post) ? 'CIVILIAN' : 'DUTY',
  sex: sexOf(inventedIdentityNumber(index)),
  ...place,
  team: null,
  badge: `F${100_000 + index}`,
  seat: null,
  ...career(chance),
});

const officerAt = (numbered: Numbered, place: Place, chance: Chance): DemoOfficer => {
  const person = personAt(numbered, place, chance);
  // A chance of their own: who works how well moves nothing else.
  const own = new Chance(numbered.seed, `work/${person.badge}`);
  return { ...person, work: workOf(place.post, own.pick(levelsOf(place.unit)), own) };
};

/** Call-takers of a unit take its levels in turn. */
const levelAt = (unit: string, at: number): Level => {
  const levels = levelsOf(unit);
  return levels[at % levels.length] ?? 'FAIR';
};

const callTakersOf = (seed: number, perUnit: number, chance: Chance): CallTaker[] =>
  CALL_UNITS.flatMap((unit, unitAt) =>
    Array.from({ length: perUnit }, (_, at) => {
      const place: Place = { unit, post: 'CALL110' };
      const teams = Math.max(1, Math.round(perUnit / TEAM_SIZE));
      const level = levelAt(unit, at);
      return {
        ...personAt({ seed, index: unitAt * perUnit + at }, place, chance),
        team: `${unit}-${(at % teams) + 1}`,
        seat: `${unit}-${String(at + 1).padStart(2, '0')}`,
        work: callWorkOf(level),
        profile: callProfileOf(level),
      };
    }),
  );

/**
 * The people of the demo bureau: a pure function of its size and seed. Call-takers stand first, the
 * other posts are filled evenly.
 */
export const demoBureau = (size: { officers: number; calls: number; seed: number }): DemoBureau => {
  const chance = new Chance(size.seed, 'people');
  const callTakers = callTakersOf(size.seed, callTakersPerUnit(size.officers, size.calls), chance);
  const places = placesInOrder(chance);
  const others: DemoOfficer[] = [];
  for (let index = callTakers.length; index < size.officers; index += 1) {
    const place = places[others.length % places.length] ?? { unit: 'XC-01-OF', post: 'CLERK' };
    others.push(officerAt({ seed: size.seed, index }, place, chance));
  }
  const dispatchers = others.filter(({ post }) => post === 'DISPATCH_SUPPORT');
  return { officers: [...callTakers, ...others], callTakers, dispatchers };
};

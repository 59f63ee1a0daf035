import type { LocalMonth } from '@ywk/kernel';
import { Chance } from '../demo/bureau/chance.ts';
import { DEMO_UNITS, type DemoUnit } from '../demo/bureau/city.ts';
import { levelsOf } from '../demo/bureau/level.ts';
import { demoBureau, type DemoBureau, type DemoOfficer } from '../demo/bureau/people.ts';
import { workOf, type Work } from '../demo/bureau/work.ts';

/** The district whose year is played; it is one of six. */
const DISTRICT = 'XC-01';
const DISTRICTS = 6;
/** Calls of which each of six call centres takes ten people's. */
const CALLS = 64_800;

/** The bureau's top and the district; no unit of it refuses an overrun, so that every month ends. */
export const YEAR_UNITS: readonly DemoUnit[] = DEMO_UNITS.filter(
  ({ unit, parent }) => parent === null || unit.startsWith(DISTRICT),
);

/** Everybody works in a group that somebody leads. */
const inGroup = (officer: DemoOfficer): DemoOfficer => ({
  ...officer,
  team: officer.team ?? `${officer.unit}-1`,
});

/** The people of one district of the demo bureau; no calls come in, so call-takers have no score. */
export const yearBureau = (size: {
  readonly officers: number;
  readonly seed: number;
}): DemoBureau => {
  const city = demoBureau({ ...size, officers: size.officers * DISTRICTS, calls: CALLS });
  const inDistrict = ({ unit }: DemoOfficer) => unit.startsWith(DISTRICT);
  return {
    officers: city.officers.filter(inDistrict).map(inGroup),
    callTakers: city.callTakers.filter(inDistrict),
    dispatchers: city.dispatchers.filter(inDistrict),
  };
};

/** What somebody did in a month: as well as always, and not the same. */
export const workIn = (
  seed: number,
  { unit, post, badge }: DemoOfficer,
  month: LocalMonth,
): Work => {
  const level = new Chance(seed, `work/${badge}`).pick(levelsOf(unit));
  return workOf(post, level, new Chance(seed, `work/${badge}/${month}`));
};

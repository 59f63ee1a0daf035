import { DEMO_UNITS, type DemoUnit } from '../bureau/city.ts';
import { demoId, type CallTaker, type DemoOfficer } from '../bureau/people.ts';
import { inLots, inParallel } from '../doors/door.ts';
import type { DemoContext } from '../../launch/demo-types.ts';
import { check, type Play } from './stage.ts';

/** How doors that take lines answer. */
export interface LinesAnswer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly { readonly line: number; readonly code: string }[];
}

const depthOf = ({ unit }: DemoUnit): number => unit.split('-').length;

/** Sets up the tree of units, level by level. */
export const defineUnits = async (
  { doors, context }: Pick<Play, 'doors'> & { readonly context: Pick<DemoContext, 'seed'> },
  units: readonly DemoUnit[] = DEMO_UNITS,
): Promise<void> => {
  for (const depth of [1, 2, 3]) {
    const level = units.filter((unit) => depthOf(unit) === depth);
    await inParallel(level, 4, async ({ posts: _posts, ...unit }) => {
      const commandId = demoId(context.seed, `unit/${unit.unit}`);
      await doors.hr.post('/v1/units', { commandId, ...unit });
    });
  }
};

const lineOf = ({ tierSince: _since, work: _work, ...officer }: DemoOfficer): string => {
  const { profile: _profile, ...line } = officer as CallTaker;
  return JSON.stringify(line);
};

const OFFICERS_AT_ONCE = 500;

/** Registers and hires everybody. */
export const enlist = async (play: Pick<Play, 'bureau' | 'doors' | 'checks'>): Promise<void> => {
  const { bureau, doors } = play;
  let taken = 0;
  await inParallel(inLots(bureau.officers, OFFICERS_AT_ONCE), 2, async (lot) => {
    const { body } = await doors.hr.postLines<LinesAnswer>('/v1/officers:import', lot.map(lineOf));
    taken += body.accepted + body.duplicates;
    if (body.rejected.length > 0) throw new Error(`Not enlisted: ${JSON.stringify(body.rejected)}`);
  });
  check(play, '人员全部入职 everybody is hired', {
    expected: bureau.officers.length,
    found: taken,
  });
};

import type { LocalMonth } from '@ywk/kernel';
import { inLots } from '../demo/doors/door.ts';
import { check } from '../demo/stages/stage.ts';
import { dayAfter } from './year-months.ts';
import { at, type YearPlay } from './year-play.ts';

/** Changes of tier that were proposed. */
export interface ProposedTiers {
  readonly results: readonly { readonly id: string; readonly outcome: string }[];
}

const AT_ONCE = 500;

/** A second person approves tier changes. @returns how many */
export const approveTiers = async (play: YearPlay, { results }: ProposedTiers): Promise<number> => {
  let approved = 0;
  for (const lot of inLots(results, AT_ONCE)) {
    const { body } = await play.doors.approver.post<{ items: { outcome: string }[] }>(
      '/v1/tier-changes:approve',
      { ids: lot.map(({ id }) => id) },
    );
    approved += body.items.filter(({ outcome }) => outcome !== 'refused').length;
  }
  return approved;
};

/** Old rank and new tier: the seventh rises, the third is mapped down and keeps the pay. */
const RANKS: readonly (readonly [number, number])[] = [
  ...([
    [7, 6],
    [6, 6],
    [5, 5],
    [4, 4],
    [3, 4],
  ] as const),
];

/** All incumbents are converted, with effect from the first of January of the year. */
export const convertIncumbents = async (play: YearPlay, month: LocalMonth): Promise<void> => {
  const { bureau, doors, plan, system } = play;
  system.setTime(at(dayAfter(month, 15)));
  const incumbents = bureau.officers.map(({ officer, tier }) => ({ officer, rank: `T${tier}` }));
  const ranks = RANKS.map(([rank, tier]) => ({ rank: `T${rank}`, tier }));
  const { body } = await doors.appraiser.post<ProposedTiers>('/v1/tier-conversions', {
    ...{ effectiveDate: `${plan.year}-01-01`, document: `DEMO-${plan.year}-3` },
    ...{ establishment: bureau.officers.length * 2, incumbents },
    mapping: { ranks, years: [], educations: [] },
  });
  check(play, '套改全部批准 every conversion is approved', {
    expected: body.results.length,
    found: await approveTiers(play, body),
  });
};

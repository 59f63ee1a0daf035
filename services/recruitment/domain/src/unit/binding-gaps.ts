import type { LocalDay } from '@ywk/kernel';
import { stayOn, type Officer } from '../officer/officer.state.ts';
import type { Leader, Office } from './leader.decider.ts';

/** Somebody in service for whom nobody answers in one way. */
export interface BindingGap {
  readonly officer: string;
  readonly missing: 'MENTOR' | Office;
  readonly unit: string;
  readonly team: string | null;
}

const holds = ({ from, to }: { from: LocalDay; to: LocalDay | null }, day: LocalDay): boolean =>
  from <= day && (to === null || day <= to);

const missingFor = (
  officer: Officer,
  { unit, team }: { readonly unit: string; readonly team: string | null },
  { leaders, day }: { readonly leaders: readonly Leader[]; readonly day: LocalDay },
): BindingGap['missing'][] => {
  const here = leaders.filter((one) => one.unit === unit && holds(one, day));
  const led = (office: Office, of: string | null) =>
    here.some((one) => one.office === office && one.team === of);
  return [
    ...(officer.mentors.some((one) => holds(one, day)) ? [] : ['MENTOR' as const]),
    ...(led('CHIEF', null) ? [] : ['CHIEF' as const]),
    ...(led('DEPUTY', null) ? [] : ['DEPUTY' as const]),
    ...(team === null || led('GROUP_LEADER', team) ? [] : ['GROUP_LEADER' as const]),
  ];
};

/** Who is bound to nobody on a day (DOMAIN 2.6, 4.2.20): errors of the data, to be mended. */
export const bindingGaps = (
  officers: readonly Officer[],
  leaders: readonly Leader[],
  day: LocalDay,
): BindingGap[] =>
  officers.flatMap((officer) => {
    const stay = stayOn(officer, day);
    if (stay === undefined) return [];
    const { unit, team } = stay;
    return missingFor(officer, { unit, team }, { leaders, day }).map((missing) => ({
      ...{ officer: officer.officer, missing, unit, team },
    }));
  });

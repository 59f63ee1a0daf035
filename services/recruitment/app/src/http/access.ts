import { localDay, Rejection } from '@ywk/kernel';
import type { Caller, UnitTree } from '@ywk/platform';
import { stayOn, type Officer } from '@ywk/recruitment-domain';

/** Who may do what where. */

/** The unit where an officer stands on a day; the last one before or after it when there is none. */
export const unitOfOfficer = (officer: Officer, day: string): string | undefined =>
  (stayOn(officer, day) ?? officer.employments.at(-1)?.stays.at(-1))?.unit;

/**
 * To whom does not reach all units, one that is not there is like one that is not theirs.
 * @throws Rejection UNIT_UNKNOWN, Problem UNIT_OUT_OF_SCOPE
 */
export const requireUnit = async (caller: Caller, tree: UnitTree, unit: string): Promise<void> => {
  const path = await tree.pathOf(unit);
  if (path === undefined && caller.reachesAll) {
    throw new Rejection('UNIT_UNKNOWN', {
      zh: `单位${unit}不存在。`,
      en: `There is no unit ${unit}.`,
    });
  }
  caller.requireReach(path ?? [unit]);
};

/** Whether an officer stands where the caller may look; who stands nowhere yet is seen by who hires. */
export const mayReachOfficer = async (
  caller: Caller,
  tree: UnitTree,
  officer: Officer,
): Promise<boolean> => {
  if (caller.reachesAll) return true;
  const unit = unitOfOfficer(officer, localDay(new Date().toISOString()));
  if (unit === undefined) return caller.has('hr');
  return caller.mayReach((await tree.pathOf(unit)) ?? []);
};

/** The same answer for an officer who is not there and one who is none of the caller's business. */
export const officerUnknown = (): Rejection =>
  new Rejection('OFFICER_UNKNOWN', {
    zh: '本人管辖单位内没有此编号的人员。',
    en: 'No officer with this id stands in a unit that you reach.',
  });

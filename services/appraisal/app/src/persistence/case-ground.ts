import type { CaseGround, RuleVersion, RuleVersions } from '@ywk/appraisal-domain';
import { nameOfRules, versionKey } from '@ywk/appraisal-domain';
import { calendarOf } from '@ywk/calendar';
import { POST_CODES } from '@ywk/contracts';
import type { WorkingCalendar } from '@ywk/kernel';
import { readRules, shippedVersions } from './rule-documents.ts';

const shipped = calendarOf();

/** The ground on which cases are played: these versions of the rules, the shipped ones by default. */
export const caseGround = (
  versions: RuleVersions = shippedVersions,
  calendar: WorkingCalendar = shipped,
): CaseGround => ({
  versions,
  calendar,
  posts: POST_CODES,
  readRules,
});

/** The ground on which a version's own cases are played: as if it were in force, after all others. */
export const groundWith = (
  version: RuleVersion,
  all: RuleVersions,
  calendar: WorkingCalendar,
): CaseGround => {
  const activated = version.activated ?? all.size;
  const key = versionKey(nameOfRules(version.rules));
  return caseGround(new Map(all).set(key, { ...version, activated }), calendar);
};

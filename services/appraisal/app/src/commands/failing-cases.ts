import { runCase, type RuleVersion, type RuleVersions } from '@ywk/appraisal-domain';
import type { WorkingCalendar } from '@ywk/kernel';
import { groundWith } from '../persistence/case-ground.ts';
import { readCase } from '../persistence/case-documents.ts';

/**
 * Codes of the cases that a version of the rules carries and that do not pass with it in force; of a
 * case without a code its place, from 0.
 */
export const failingCases = (
  version: RuleVersion,
  all: RuleVersions,
  calendar: WorkingCalendar,
): string[] => {
  const ground = groundWith(version, all, calendar);
  return version.cases.flatMap((carried, at) => {
    const { document } = readCase(carried);
    const passes = document !== null && runCase(document, ground).status === 'PASSED';
    return passes ? [] : [String(carried['case'] ?? at)];
  });
};

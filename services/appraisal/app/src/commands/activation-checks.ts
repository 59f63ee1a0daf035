import type { WorkingCalendar } from '@ywk/kernel';
import { failingCases } from './failing-cases.ts';
import type { LabRuns } from './lab-runs.ts';
import type { ActivationChecks } from './rules.ts';

/** A version must pass the cases it carries, and the lab says what it would have changed. */
export const activationChecks = (
  lab: LabRuns,
  calendar: () => Promise<WorkingCalendar>,
): ActivationChecks => ({
  failing: async (version, all) => failingCases(version, all, await calendar()),
  report: (version) => lab.reportOn(version),
});

import { nthWorkingDayAfter, type LocalDay, type WorkingCalendar } from '@ywk/kernel';
import { commendationStage, type CommendationState } from './commendation.ts';
import type { ConductDeadlines, ConductRules } from './conduct-rules.ts';
import { stageOf, type DisciplineState } from './discipline.ts';

/** A step that is open, and the last day on which it is in time. */
export interface DueStep {
  readonly step: Uppercase<keyof ConductDeadlines>;
  readonly due: LocalDay;
}

const DAYS: Readonly<Partial<Record<string, keyof ConductDeadlines>>> = {
  VERIFY: 'verify',
  INFORM: 'inform',
  HEAR: 'hear',
  DECIDE: 'decide',
  AWARD: 'award',
};

const dueOf = (
  stage: string,
  since: LocalDay,
  { rules, calendar }: { readonly rules: ConductRules; readonly calendar: WorkingCalendar },
): DueStep | null => {
  const name = DAYS[stage];
  if (name === undefined) return null;
  const due = nthWorkingDayAfter(calendar, since, rules.deadlines[name]);
  return { step: stage as DueStep['step'], due };
};

/**
 * What a case of discipline waits for, in working days after the step before it.
 * @throws Rejection CALENDAR_UNKNOWN
 */
export const disciplineDue = (
  state: DisciplineState,
  by: { readonly rules: ConductRules; readonly calendar: WorkingCalendar },
): DueStep | null => dueOf(stageOf(state, by.rules.verifiers), state.on, by);

/** The same of a commendation. @throws Rejection CALENDAR_UNKNOWN */
export const commendationDue = (
  state: CommendationState,
  by: { readonly rules: ConductRules; readonly calendar: WorkingCalendar },
): DueStep | null => dueOf(commendationStage(state), state.on, by);

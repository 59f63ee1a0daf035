import { clientOf } from '@ywk/contracts';
import type { LocalDay, LocalMonth } from '@ywk/kernel';
import type { Door } from '../demo/doors/door.ts';
import type { Check, Doors } from '../demo/stages/stage.ts';
import type { DemoBureau } from '../demo/bureau/people.ts';
import type { OwnSystem } from '../cli/cases/live/own-system.ts';

/** How large a year is, and which months of it are played. */
export interface YearPlan {
  readonly officers: number;
  readonly seed: number;
  readonly year: number;
  /** The first month that is played; the year is played to its end. */
  readonly firstMonth: number;
  /** Whether appraisal is killed in each phase of each close. */
  readonly kill: boolean;
  /** Tells a person how far it is. */
  readonly say: (text: string) => void;
}

/** What the parts of a year share. */
export interface YearPlay {
  readonly plan: YearPlan;
  readonly system: OwnSystem;
  readonly bureau: DemoBureau;
  readonly doors: Doors;
  readonly people: YearPeople;
  readonly checks: Check[];
}

/** Who else acts in a year. */
export interface YearPeople {
  /** Rules on objections: neither entered nor approved anything. */
  readonly ruler: Door;
  readonly payroll: Door;
  /** Shows a token that is none. */
  readonly nobody: Door;
  officer(id: string): Promise<Door>;
}

const doorsOf = async (system: OwnSystem): Promise<Doors> => ({
  hr: await system.as('year-hr', ['hr'], 'recruitment'),
  cad: await system.as('year-cad', ['dispatch-feed'], 'duty'),
  desk: await system.as('year-desk', ['hr'], 'duty'),
  leader: await system.as('year-leader', ['leader'], 'duty'),
  dutyAuditor: await system.as('year-auditor', ['auditor'], 'duty'),
  dutyLog: await system.as(clientOf('appraisal'), ['service'], 'duty'),
  hrAtAppraisal: await system.as('year-hr', ['hr'], 'appraisal'),
  appraiser: await system.as('year-appraiser', ['appraiser'], 'appraisal'),
  approver: await system.as('year-approver', ['approver'], 'appraisal'),
  appraisalReader: await system.as('year-auditor', ['auditor'], 'appraisal'),
  payrollSystem: await system.as('year-payroll', ['payroll-system'], 'payroll'),
});

/** Everybody who acts, with a system in which nobody else does. */
export const openYear = async (
  plan: YearPlan,
  { system, bureau }: Pick<YearPlay, 'system' | 'bureau'>,
): Promise<YearPlay> => ({
  ...{ plan, system, bureau, checks: [] },
  doors: await doorsOf(system),
  people: {
    ruler: await system.as('year-ruler', ['approver'], 'appraisal'),
    payroll: await system.as('year-payroll', ['payroll-system'], 'payroll'),
    nobody: system.nobody('appraisal'),
    officer: (id) => system.officer(id, 'appraisal'),
  },
});

/** A moment of a day in Asia/Shanghai. */
export const at = (day: LocalDay, time = '09:00:00'): string => `${day}T${time}+08:00`;

/** Months that are played, in order. */
export const monthsOf = ({ year, firstMonth }: YearPlan): LocalMonth[] =>
  Array.from({ length: 13 - firstMonth }, (_, index) => {
    return `${year}-${String(firstMonth + index).padStart(2, '0')}`;
  });

import { annualGradesOf } from '../bureau/annual-grades.ts';
import { demoId, type DemoOfficer } from '../bureau/people.ts';
import { inLots, inParallel } from '../doors/door.ts';
import { tierChangesDue, type AnnualGrade, type DueChange } from '../expect/tier-rule.ts';
import type { LinesAnswer } from './establish.ts';
import { check, type Play } from './stage.ts';

/** A tier change of one officer that falls due. */
export interface CareerStep extends DueChange {
  readonly id: string;
  readonly officer: string;
}

export interface Careers {
  readonly grades: number;
  readonly steps: readonly CareerStep[];
}

const LINES_AT_ONCE = 5_000;
const STEPS_AT_ONCE = 500;

const gradeLines = (officer: DemoOfficer, grades: readonly AnnualGrade[]): string[] =>
  grades.map((grade, at) => {
    const year = officer.tierSince + at;
    return JSON.stringify({
      officer: officer.officer,
      year,
      grade,
      document: `DEMO-${year}-${officer.badge}`,
    });
  });

const stepsOf = (seed: number, officer: DemoOfficer): CareerStep[] => {
  const { tier, tierSince: since } = officer;
  const grades = annualGradesOf(seed, officer);
  return tierChangesDue({ tier, since, grades }).map((due) => ({
    id: demoId(seed, `tier/${officer.badge}/${due.effectiveDate}`),
    officer: officer.officer,
    ...due,
  }));
};

const refuseNone = (what: string, { rejected }: LinesAnswer): void => {
  if (rejected.length > 0) throw new Error(`${what}: ${JSON.stringify(rejected[0])}`);
};

/** Each officer's steps one after the other: a step begins where the one before has led. */
const inTurns = (steps: readonly CareerStep[]): CareerStep[][] => {
  const turns: CareerStep[][] = [];
  const taken = new Map<string, number>();
  for (const step of steps) {
    const turn = taken.get(step.officer) ?? 0;
    taken.set(step.officer, turn + 1);
    (turns[turn] ??= []).push(step);
  }
  return turns;
};

const applyTurn = async ({ doors }: Play, steps: readonly CareerStep[]): Promise<number> => {
  let approved = 0;
  for (const lot of inLots(steps, STEPS_AT_ONCE)) {
    const lines = lot.map((step) => JSON.stringify(step));
    const path = '/v1/tier-changes:batch';
    const proposed = await doors.appraiser.postLines<LinesAnswer>(path, lines);
    refuseNone('Tier changes were not proposed', proposed.body);
    const ids = lot.map(({ id }) => id);
    const answer = await doors.approver.post<{ items: { outcome: string }[] }>(
      '/v1/tier-changes:approve',
      { ids },
    );
    approved += answer.body.items.filter(({ outcome }) => outcome !== 'refused').length;
  }
  return approved;
};

/** Brings in years of annual grades and enters the tier changes that fall due under RC-1. */
export const settleCareers = async (play: Play): Promise<Careers> => {
  const { bureau, context, doors } = play;
  const { seed } = context;
  const lines = bureau.officers.flatMap((officer) =>
    gradeLines(officer, annualGradesOf(seed, officer)),
  );
  await inParallel(inLots(lines, LINES_AT_ONCE), 2, async (lot) => {
    const { body } = await doors.hrAtAppraisal.postLines<LinesAnswer>('/v1/annual-grades', lot);
    refuseNone('Annual grades were not taken', body);
  });
  const steps = bureau.officers.flatMap((officer) => stepsOf(seed, officer));
  let approved = 0;
  for (const turn of inTurns(steps)) approved += await applyTurn(play, turn);
  check(play, '层级变动全部批准 every tier change is approved', {
    expected: steps.length,
    found: approved,
  });
  return { grades: lines.length, steps };
};

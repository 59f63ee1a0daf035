import { setTimeout as pause } from 'node:timers/promises';
import { monthBounds, monthOf, type LocalMonth } from '@ywk/kernel';
import { computePeriod, pathOf, type PeriodState } from '../cli/cases/live/period-door.ts';
import { Chance } from '../demo/bureau/chance.ts';
import { enterAndVerify, manualFacts, type FactLine } from '../demo/stages/enter-facts.ts';
import { at, type YearPlay } from './year-play.ts';
import { workIn } from './year-people.ts';

const next = (month: LocalMonth): LocalMonth => monthOf(monthBounds(month).until);

/** A day of the month after a month. */
export const dayAfter = (month: LocalMonth, day: number): string =>
  `${next(month)}-${String(day).padStart(2, '0')}`;

/** On the 28th what happened in the month is entered and verified. */
export const enterMonth = async (
  play: YearPlay,
  month: LocalMonth,
  more: readonly FactLine[],
): Promise<void> => {
  const { bureau, plan, system } = play;
  system.setTime(at(monthBounds(month).until, '00:00:00'));
  const facts = bureau.officers.flatMap((officer) =>
    manualFacts({ ...plan, month }, { ...officer, work: workIn(plan.seed, officer, month) }),
  );
  await enterAndVerify(play, [...facts, ...more]);
};

interface UnitAnswer {
  readonly id?: string;
  readonly outcome: string;
}

interface Answers {
  readonly items: readonly UnitAnswer[];
}

/** One person proposes grades and levels, another approves them. */
const decide = async ({ doors }: YearPlay, period: LocalMonth): Promise<void> => {
  const request = { calendar: 'month', period };
  const { body } = await doors.appraiser.post<Answers>('/v1/grade-proposals:batch', request);
  const ids = body.items.flatMap(({ id, outcome }) => (outcome === 'proposed' && id ? [id] : []));
  if (ids.length === 0) return;
  await doors.approver.post('/v1/grade-proposals:approve', { ids });
};

/** Longest time for which a phase is let alone before it is struck, ms. */
const LET_ALONE_MS = 120;

/** A phase in whose middle appraisal is killed, where the plan says so: who asked asks again. */
const struck = async <Result>(
  { plan, system }: YearPlay,
  phase: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  const working = work();
  if (plan.kill) {
    await pause(new Chance(plan.seed, `kill/${phase}`).whole(1, LET_ALONE_MS));
    system.kill('appraisal');
  }
  return working;
};

/** On the 4th the month is cut off, computed, decided and published. */
export const closeMonth = async (play: YearPlay, period: LocalMonth): Promise<void> => {
  const { doors, system } = play;
  await system.settled();
  system.setTime(at(dayAfter(period, 4)));
  const phase = (name: string, work: () => Promise<unknown>) =>
    struck(play, `${period}/${name}`, work);
  await phase('cut-off', () => doors.appraiser.post(`${pathOf(period)}/cut-off`, {}));
  await phase('compute', () => computePeriod(doors.appraiser, pathOf(period)));
  await phase('decide', () => decide(play, period));
  await phase('publish', () => doors.appraiser.post(`${pathOf(period)}/publish`, {}));
};

/** What came after the cut-off makes a revision, published anew to whom it changes. */
export const reviseMonth = async (play: YearPlay, period: LocalMonth): Promise<void> => {
  const { doors, system } = play;
  await system.settled();
  const { waiting } = await doors.appraiser.get<PeriodState>(pathOf(period));
  if (waiting === 0) return;
  await doors.appraiser.post(`${pathOf(period)}/revise`, {});
  await computePeriod(doors.appraiser, pathOf(period));
  await decide(play, period);
  await doors.appraiser.post(`${pathOf(period)}/publish`, {});
};

/** On the 14th payroll draws up the run that pays the month's performance. */
export const payMonth = async (play: YearPlay, period: LocalMonth): Promise<void> => {
  await play.system.settled();
  play.system.setTime(at(dayAfter(period, 14)));
  await play.people.payroll.post(`/v1/pay-runs/${next(period)}/lock`, {});
};

/** On the 27th every clock of the month has run out. */
export const finaliseMonth = async (play: YearPlay, period: LocalMonth): Promise<void> => {
  play.system.setTime(at(dayAfter(period, 27)));
  await play.system.settled();
  await struck(play, `${period}/finalise`, () =>
    play.doors.approver.post(`${pathOf(period)}/finalise`, {}),
  );
};

import { OwnSystem } from '../cli/cases/live/own-system.ts';
import { defineUnits, enlist } from '../demo/stages/establish.ts';
import type { Check } from '../demo/stages/stage.ts';
import { closeMonth, enterMonth, finaliseMonth, payMonth, reviseMonth } from './year-months.ts';
import { YEAR_UNITS, yearBureau } from './year-people.ts';
import { at, monthsOf, openYear, type YearPlan, type YearPlay } from './year-play.ts';

/** What a year came to. */
export interface YearSummary {
  readonly months: readonly string[];
  readonly officers: number;
  readonly seconds: Readonly<Record<string, number>>;
  readonly checks: readonly Check[];
}

const begin = async (play: YearPlay): Promise<void> => {
  const { bureau, doors, plan } = play;
  const context = { ...plan, calls: 0, urls: {} as never, tokens: () => '', log: plan.say };
  await defineUnits({ doors, context }, YEAR_UNITS);
  await enlist({ bureau, doors, checks: play.checks });
  await play.system.settled();
};

/**
 * Plays a year of one district of the demo bureau through the public doors of a system of its own, at
 * the moments at which a bureau would act, and compares its pay lines with what the decisions say.
 */
export const playYear = async (plan: YearPlan): Promise<YearSummary> => {
  const bureau = yearBureau(plan);
  const months = monthsOf(plan);
  const seconds: Record<string, number> = {};
  const timed = async (part: string, work: () => Promise<void>): Promise<void> => {
    const begun = performance.now();
    await work();
    seconds[part] = Math.round((performance.now() - begun) / 100) / 10;
    plan.say(`${part}: ${seconds[part]} s`);
  };
  const system = await OwnSystem.start(at(`${plan.year - 1}-12-20`));
  try {
    const play = await openYear(plan, { system, bureau });
    await timed('人员 officers', () => begin(play));
    for (const month of months) {
      await timed(month, async () => {
        await enterMonth(play, month, []);
        await closeMonth(play, month);
        await reviseMonth(play, month);
        await payMonth(play, month);
        await finaliseMonth(play, month);
      });
    }
    return { months, officers: bureau.officers.length, seconds, checks: play.checks };
  } finally {
    await system.stop();
  }
};

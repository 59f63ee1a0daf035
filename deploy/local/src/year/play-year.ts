import type { LocalMonth } from '@ywk/kernel';
import { OwnSystem } from '../cli/cases/live/own-system.ts';
import { defineUnits, enlist } from '../demo/stages/establish.ts';
import type { Check } from '../demo/stages/stage.ts';
import { caution, lateAppeal, overturn, upheldAppeal, type Cautioned } from './year-appeals.ts';
import {
  checkLiability,
  checkPayLines,
  checkRuling,
  outcomeOf,
  type Outcome,
} from './year-books.ts';
import { convertIncumbents } from './year-careers.ts';
import { endYear } from './year-end.ts';
import { closeMonth, enterMonth, finaliseMonth, payMonth, reviseMonth } from './year-months.ts';
import { YEAR_UNITS, yearBureau } from './year-people.ts';
import { at, monthsOf, openYear, type YearPlan, type YearPlay } from './year-play.ts';

/** What a year came to. */
export interface YearSummary {
  readonly months: readonly string[];
  readonly officers: number;
  readonly seconds: Readonly<Record<string, number>>;
  readonly checks: readonly Check[];
  /** Of all closed sheets and decisions, byte for byte. */
  readonly outcome: Outcome;
}

const begin = async (play: YearPlay): Promise<void> => {
  const { bureau, doors, plan } = play;
  await defineUnits({ doors, context: plan }, YEAR_UNITS);
  await enlist({ bureau, doors, checks: play.checks });
  await play.system.settled();
};

/** Months in which something happens beside the work. */
interface Turns {
  /** Somebody objects and is right; somebody else is late. */
  readonly appeals: LocalMonth;
  /** Somebody is cautioned, and the caution is taken back. */
  readonly caution: LocalMonth;
  /** All incumbents are converted. */
  readonly conversion: LocalMonth;
}

const turnsOf = (months: readonly LocalMonth[]): Turns => {
  const [first = '', second = first] = months;
  return {
    appeals: first,
    caution: second,
    conversion: months[Math.floor(months.length / 2)] ?? first,
  };
};

/** Objections to a published month: what was shown of each comes about. */
const appealMonth = async (
  play: YearPlay,
  month: LocalMonth,
  { objects, cautioned }: { readonly objects: boolean; readonly cautioned: Cautioned | undefined },
): Promise<void> => {
  for (const ruling of [
    ...(objects ? [() => upheldAppeal(play, month)] : []),
    ...(cautioned === undefined ? [] : [() => overturn(play, cautioned)]),
  ]) {
    const ruled = await ruling();
    await reviseMonth(play, month);
    await checkRuling(play, ruled);
  }
  if (cautioned !== undefined) await checkLiability(play, cautioned);
  if (objects) await lateAppeal(play, month);
};

/** One month from its facts to its last day. */
const playMonth = async (play: YearPlay, month: LocalMonth, turns: Turns): Promise<void> => {
  const cautioned = month === turns.caution ? await caution(play, month) : undefined;
  await enterMonth(play, month, cautioned === undefined ? [] : [cautioned.fact]);
  await closeMonth(play, month);
  await appealMonth(play, month, { objects: month === turns.appeals, cautioned });
  await payMonth(play, month);
  if (month === turns.conversion) await convertIncumbents(play, month);
  await finaliseMonth(play, month);
};

/**
 * Plays a year of one district of the demo bureau through the public doors of a system of its own, at
 * the moments at which a bureau would act, and compares its pay lines with what the decisions say.
 */
export const playYear = async (plan: YearPlan): Promise<YearSummary> => {
  const bureau = yearBureau(plan);
  const months = monthsOf(plan);
  const turns = turnsOf(months);
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
      await timed(month, () => playMonth(play, month, turns));
    }
    await timed('年终 year end', () => endYear(play));
    await system.settled();
    await checkPayLines(play, { first: `${plan.year}-01`, last: `${plan.year + 1}-01` });
    const outcome = await outcomeOf(play);
    return { months, officers: bureau.officers.length, seconds, checks: play.checks, outcome };
  } finally {
    await system.stop();
  }
};

import { bugsOf, type Bugs } from './bugs.ts';
import type { ExecutedStatement } from './database/database.ts';
import { Judgement } from './judgement.ts';
import { mishapsOf } from './mishaps.ts';
import { System } from './system.ts';
import { World } from './world.ts';

export interface Schedule {
  readonly seed: number;
  readonly mutant?: keyof Bugs | undefined;
  /** Hears every step, in words. */
  readonly trace?: (line: string) => void;
  /** Hears every statement that the simulated database carries out. */
  readonly onStatement?: (statement: ExecutedStatement) => void;
}

export interface Played {
  readonly steps: number;
  /** The first promise that was broken; undefined when all were kept. */
  readonly violation: string | undefined;
}

/** Steps with faults, at least and at most. */
const TROUBLE = { least: 70, most: 190 };
/** A mishap in so many of a thousand steps. */
const MISHAPS = 95;
/** A timer before its turn in so many of a thousand steps. */
const HASTE = { trouble: 60, peace: 15 };
/** After faults stop everything is done within so many steps. */
const PATIENCE = 6_000;
/** A person looks every so many steps. */
const ROUNDS = 40;
/** What came late may still do harm. */
const AFTERWARDS = 12;

const makeTrouble = async (system: System): Promise<void> => {
  const { world } = system;
  const mishaps = mishapsOf(system);
  const until = TROUBLE.least + world.chance.below(TROUBLE.most - TROUBLE.least);
  while (world.steps < until && world.violation === undefined) {
    if (world.chance.permille(MISHAPS)) world.chance.pick(mishaps)?.(system);
    await world.step(HASTE.trouble);
    system.faults.endIdle();
  }
};

const settle = async (system: System): Promise<void> => {
  const { world } = system;
  const since = world.steps;
  for (let calm = 0; calm < AFTERWARDS && world.violation === undefined;) {
    if ((world.steps - since) % ROUNDS === 0) void system.operate();
    calm = system.isDone() ? calm + 1 : 0;
    if (world.steps - since > PATIENCE) return world.broken('it does not come to an end');
    await world.step(HASTE.peace);
    system.faults.endIdle();
  }
};

const play = async ({ seed, mutant, trace, onStatement }: Schedule): Promise<Played> => {
  const world = new World(seed, trace);
  const system = new System(world, bugsOf(mutant), onStatement);
  await makeTrouble(system);
  system.heal();
  await settle(system);
  if (world.violation === undefined) {
    const broken = (promise: string): void => world.broken(promise);
    new Judgement(system.database, system.oracle, broken).judge();
  }
  return { steps: world.steps, violation: world.violation };
};

/** Plays the schedule of a seed: trouble, then peace, then everything is compared. */
export const simulate = async (schedule: Schedule): Promise<Played> => {
  const { stackTraceLimit } = Error;
  // Errors are part of the play here; collecting their stacks would cost most of the time.
  Error.stackTraceLimit = 0;
  try {
    return await play(schedule);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
};

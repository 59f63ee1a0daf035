import { describe, expect, it } from '@jest/globals';
import { bugsOf, type Bugs } from './src/bugs.ts';
import { HARMLESS, MUTANTS } from './src/mutants.ts';
import { simulate } from './src/simulate.ts';

const SEEDS = 500;
/** Each mutant is caught within so many. */
const ENOUGH = 1_000;

const firstBroken = async (seeds: number, mutant?: keyof Bugs): Promise<string | undefined> => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { violation } = await simulate({ seed, mutant });
    if (violation !== undefined) return `seed ${seed}: ${violation}`;
  }
  return undefined;
};

describe('the simulated protocol', () => {
  it(`keeps every promise over ${SEEDS} schedules`, async () => {
    expect(await firstBroken(SEEDS)).toBeUndefined();
  });

  it('plays the same schedule for the same seed', async () => {
    const lines: string[][] = [[], []];
    for (const found of lines) await simulate({ seed: 7, trace: (line) => found.push(line) });
    expect(lines[0]?.length).toBeGreaterThan(100);
    expect(lines[0]).toEqual(lines[1]);
  });

  it.each(Object.entries(MUTANTS))('%s is caught: %s', async (mutant) => {
    expect(await firstBroken(ENOUGH, mutant as keyof Bugs)).toMatch(/^seed \d+: ./);
  });

  it('has a judgement of every bug', () => {
    const judged = [...Object.keys(MUTANTS), ...Object.keys(HARMLESS)];
    expect(judged.sort()).toEqual(Object.keys(bugsOf(undefined)).sort());
    expect(Object.keys(MUTANTS).length).toBeGreaterThanOrEqual(12);
  });
});

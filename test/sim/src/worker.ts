import { parentPort } from 'node:worker_threads';
import type { Bugs } from './bugs.ts';
import type { Portion } from './main.ts';
import { simulate } from './simulate.ts';

interface Given {
  readonly from: number;
  readonly seeds: number;
  readonly mutant: keyof Bugs | undefined;
}

const play = async ({ from, seeds, mutant }: Given): Promise<Portion> => {
  let steps = 0;
  for (let seed = from; seed < from + seeds; seed += 1) {
    const played = await simulate({ seed, mutant });
    steps += played.steps;
    if (played.violation === undefined) continue;
    return { played: seed - from + 1, steps, broken: { seed, violation: played.violation } };
  }
  return { played: seeds, steps, broken: undefined };
};

parentPort?.on('message', (given: Given) => {
  void play(given).then((portion) => parentPort?.postMessage(portion));
});

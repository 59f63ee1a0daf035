import { simulate } from './simulate.ts';
const t = performance.now();
const n = Number(process.argv[2] ?? 100);
const from = Number(process.argv[3] ?? 1);
const mutant = process.argv[4] as never;
let steps = 0;
for (let seed = from; seed < from + n; seed += 1) {
  const played = await simulate({
    seed,
    mutant,
    ...(n === 1 ? { trace: (l: string) => console.log(l) } : {}),
  });
  steps += played.steps;
  if (played.violation !== undefined) {
    console.log(seed, played.violation, played.steps);
    break;
  }
}
const s = (performance.now() - t) / 1000;
console.log(n, 'seeds', steps / n, 'steps each', n / s, '/s');

import { parseArgs } from 'node:util';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { isBug, type Bugs } from './bugs.ts';
import { simulate } from './simulate.ts';

/** Exit codes: 1 a promise was broken, 64 wrong use. */
const EXIT = { broken: 1, usage: 64 };
/** Schedules that one worker plays before it says how far it is. */
const PORTION = 100;
/** The worlds of finished schedules are garbage: a large nursery collects dozens of them at once. */
const NURSERY = { maxYoungGenerationSizeMb: 192 };

interface Order {
  readonly from: number;
  readonly seeds: number;
  readonly mutant: keyof Bugs | undefined;
  /** Workers that play side by side. */
  readonly jobs: number;
}

/** What a worker found in its portion. */
export interface Portion {
  readonly played: number;
  readonly steps: number;
  readonly broken: { readonly seed: number; readonly violation: string } | undefined;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const usage = (what: string): number => {
  say(what);
  say('Usage: npm run sim -- [--seeds N] [--seed S] [--mutant NAME] [--jobs N]');
  say('  --seeds N       play N schedules (default 10000) 运行 N 个随机时序');
  say('  --seed S        with --seeds: begin at S; alone: play S and print it 重放并打印该时序');
  say('  --mutant NAME   plant a bug of the protocol 植入一个协议缺陷');
  say('  --jobs N        play N at a time (default: one a core) 并行数');
  return EXIT.usage;
};

const wholeNumber = (option: string, text: string): number => {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new TypeError(`${option} takes a whole number from 1, not "${text}".`);
};

const replayOf = (seed: number, mutant: keyof Bugs | undefined): string =>
  `npm run sim -- --seed ${seed}${mutant === undefined ? '' : ` --mutant ${mutant}`}`;

/** Prints one schedule, step by step. */
const replay = async (seed: number, mutant: keyof Bugs | undefined): Promise<number> => {
  say('step   time      who          what');
  const { violation, steps } = await simulate({ seed, mutant, trace: say });
  say(
    violation === undefined
      ? `Seed ${seed}: every promise kept in ${steps} steps.`
      : `Seed ${seed}: ${violation}.`,
  );
  return violation === undefined ? 0 : EXIT.broken;
};

/** Gives portions to workers until all is played or something broke. */
class Campaign {
  private next: number;
  private played = 0;
  private steps = 0;
  private broken: Portion['broken'];
  private readonly since = performance.now();

  constructor(private readonly order: Order) {
    this.next = order.from;
  }

  async run(): Promise<number> {
    await Promise.all(Array.from({ length: this.order.jobs }, () => this.work()));
    if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
    const seconds = (performance.now() - this.since) / 1_000;
    const rate = Math.round(this.played / seconds);
    say(
      `${this.played} schedules, ${this.steps} steps in ${seconds.toFixed(1)} s: ${rate} schedules/s`,
    );
    if (this.broken === undefined) {
      say('Every promise was kept. 全部承诺均成立。');
      return 0;
    }
    const { seed, violation } = this.broken;
    say(`Seed ${seed}: ${violation}.`);
    say(`Replay 重放: ${replayOf(seed, this.order.mutant)}`);
    return EXIT.broken;
  }

  private work(): Promise<void> {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { resourceLimits: NURSERY });
    return new Promise((resolve, reject) => {
      const give = (): void => {
        const until = this.order.from + this.order.seeds;
        if (this.next >= until || this.broken !== undefined) return void worker.terminate();
        const seeds = Math.min(PORTION, until - this.next);
        worker.postMessage({ from: this.next, seeds, mutant: this.order.mutant });
        this.next += seeds;
      };
      worker.on('message', (portion: Portion) => {
        this.take(portion);
        give();
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
      give();
    });
  }

  private take({ played, steps, broken }: Portion): void {
    this.played += played;
    this.steps += steps;
    // The lowest seed is the one to look at, whichever worker came first.
    if (broken !== undefined && broken.seed < (this.broken?.seed ?? Infinity)) this.broken = broken;
    if (process.stderr.isTTY) process.stderr.write(`\r${this.played} / ${this.order.seeds}`);
  }
}

interface Wish {
  readonly seed: number;
  /** Undefined to print the one schedule of the seed. */
  readonly seeds: number | undefined;
  readonly mutant: keyof Bugs | undefined;
  readonly jobs: number;
}

const mutantOf = (name: string | undefined): keyof Bugs | undefined => {
  if (name === undefined || isBug(name)) return name;
  throw new TypeError(`There is no mutant "${name}".`);
};

/** @throws TypeError that says what is wrong */
const wishOf = (args: readonly string[]): Wish => {
  const text = { type: 'string' } as const;
  const options = { seeds: text, seed: text, mutant: text, jobs: text };
  const { values } = parseArgs({ options, args: [...args] });
  const { seed, seeds, mutant, jobs } = values;
  const many = seeds ?? (seed === undefined ? '10000' : undefined);
  return {
    seed: wholeNumber('--seed', seed ?? '1'),
    seeds: many === undefined ? undefined : wholeNumber('--seeds', many),
    mutant: mutantOf(mutant),
    jobs: jobs === undefined ? availableParallelism() : wholeNumber('--jobs', jobs),
  };
};

const main = (): Promise<number> => {
  const { seed, seeds, mutant, jobs } = wishOf(process.argv.slice(2));
  if (seeds === undefined) return replay(seed, mutant);
  return new Campaign({ from: seed, seeds, mutant, jobs }).run();
};

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = usage(error instanceof Error ? error.message : String(error));
}

import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stopAllProcesses } from '@ywk/local';
import { query } from '@ywk/testing';
import { Command, Option } from 'commander';
import { BenchSystem } from './feed/bench-system.ts';
import { BENCHMARKS } from './benchmarks.ts';
import { sized, type Benchmark, type Setting } from './benchmark.ts';
import { machineOf, tableOf } from './report.ts';
import { runBenchmark, type Result } from './run.ts';
import { benchServers } from './servers.ts';

interface Options {
  readonly only?: readonly string[];
  readonly size: 'full' | 'quick' | 'smoke';
  readonly quick?: boolean;
  readonly rounds?: string;
  readonly json?: string;
  readonly refs: string;
}

const names = BENCHMARKS.map(({ name }) => name);

const program = new Command('npm run bench --')
  .description('Measures the product against references, in turn, on this machine. 性能测试')
  .option('--only <names...>', `some of: ${names.join(', ')}`)
  .option('--quick', 'small sizes, for a look')
  .option('--rounds <n>', 'rounds that count, in place of what each benchmark thinks right')
  .option('--json <file>', 'writes all figures there')
  .option('--refs <folder>', 'references that are not of this project', '../shared/refs')
  .addOption(
    new Option('--size <size>').choices(['full', 'quick', 'smoke']).default('full').hideHelp(),
  );

const chosen = ({ only }: Options): Benchmark[] => {
  const unknown = (only ?? []).filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    program.error(`There is no benchmark ${unknown.join(', ')}: choose from ${names.join(', ')}.`);
  }
  return BENCHMARKS.filter(({ name }) => only === undefined || only.includes(name));
};

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** How careful the database is: a figure without it says nothing. */
const durability = async (url: string) => {
  const [row] = await query<{ fsync: string; synchronous_commit: string; version: string }>(
    url,
    `SELECT current_setting('fsync') AS fsync, version(),
       current_setting('synchronous_commit') AS synchronous_commit`,
  );
  return row;
};

/** The whole system, if somebody asked for it. */
class SystemAtNeed {
  private system: Promise<BenchSystem> | undefined;

  constructor(private readonly officers: number) {}

  readonly get = (): Promise<BenchSystem> => {
    if (this.system === undefined) {
      tell(`starts the whole system and hires ${this.officers} officers`);
      this.system = BenchSystem.start(this.officers);
    }
    return this.system;
  };

  async stop(): Promise<void> {
    await (await this.system)?.stop();
  }
}

const sizeOf = ({ quick, size }: Options) => {
  const wanted = quick === true ? 'quick' : size;
  return { quick: wanted !== 'full', smoke: wanted === 'smoke' };
};

const settingOf = (
  options: Options,
  servers: Setting['servers'],
  system: SystemAtNeed,
): Setting => {
  const refs = resolve(options.refs);
  return {
    servers,
    ...sizeOf(options),
    system: system.get,
    refs: existsSync(join(refs, 'up.sh')) ? refs : undefined,
    tell,
  };
};

const run = async (options: Options): Promise<void> => {
  const benchmarks = chosen(options);
  const servers = await benchServers();
  const officers = sized(sizeOf(options), { full: 240, quick: 240, smoke: 8 });
  const system = new SystemAtNeed(officers);
  try {
    const setting = settingOf(options, servers, system);
    const results: Result[] = [];
    const begun = new Date().toISOString();
    for (const benchmark of benchmarks) {
      tell(`\n${benchmark.name}: ${benchmark.title}`);
      const rounds = options.rounds === undefined ? undefined : Number(options.rounds);
      results.push(await runBenchmark(benchmark, setting, rounds));
    }
    process.stdout.write(`${tableOf(results)}\n`);
    if (options.json === undefined) return;
    const database = await durability(servers.databaseUrl);
    const all = { begun, machine: machineOf(), database, size: options.size, results };
    writeFileSync(options.json, `${JSON.stringify(all, null, 1)}\n`);
  } finally {
    await system.stop();
    await servers.stop();
  }
};

program.action(run);
try {
  await program.parseAsync();
} finally {
  await stopAllProcesses();
}

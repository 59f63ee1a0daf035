import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sized, type Benchmark, type Course, type Figure, type Setting } from '../benchmark.ts';
import { FoldBench } from './fold-bench.ts';

const run = promisify(execFile);

/** One run of Kafka Streams, exactly once, sums by day; it keeps no facts. */
const streams = async (folder: string, count: number): Promise<Figure> => {
  const { stdout } = await run('./ref4-streams.sh', [String(count), '1'], {
    cwd: folder,
    env: { ...process.env, GRAIN: 'day' },
  });
  const { perS, rssMB } = JSON.parse(stdout) as { perS: number; rssMB: number };
  return { value: perS, more: { rssMiB: rssMB } };
};

const open = async (setting: Setting): Promise<Course> => {
  const { refs = '' } = setting;
  const count = sized(setting, { full: 500_000, quick: 150_000, smoke: 2_000 });
  setting.tell(`fills a topic with ${count} facts and starts the servers of ${refs}`);
  const bench = await FoldBench.open(setting.servers, count);
  await run('./up.sh', { cwd: refs });
  return {
    contestants: {
      fold: async () => {
        const { ms, rssMiB } = await bench.fold('product');
        return { value: (count / ms) * 1000, more: { rssMiB } };
      },
      'Kafka Streams': () => streams(refs, count),
    },
    close: async () => {
      await run('./down.sh', { cwd: refs });
      await bench.close();
    },
  };
};

export const againstStreams: Benchmark = {
  name: 'streams',
  title: 'the live fold against Kafka Streams, exactly once',
  unit: 'facts/s',
  rounds: 3,
  rows: [
    {
      what: 'live fold against Kafka Streams',
      product: 'fold',
      reference: 'Kafka Streams',
      reach: 1.2,
      better: 'more',
    },
  ],
  lacks: ({ refs }) =>
    refs === undefined
      ? 'Kafka Streams is not part of this project: name the folder that runs it by --refs.'
      : undefined,
  open,
};

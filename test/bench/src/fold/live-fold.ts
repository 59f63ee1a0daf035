import { sized, type Benchmark, type Course, type Figure, type Setting } from '../benchmark.ts';
import { FoldBench } from './fold-bench.ts';

const open = async (setting: Setting): Promise<Course> => {
  const count = sized(setting, { full: 500_000, quick: 150_000, smoke: 2_000 });
  setting.tell(`fills a topic with ${count} facts`);
  const bench = await FoldBench.open(setting.servers, count);
  const figure = async (how: 'product' | 'bare'): Promise<Figure> => {
    const { ms, rssMiB, cpuMs } = await bench.fold(how);
    return { value: (count / ms) * 1000, more: { ms, cpuMs, rssMiB } };
  };
  return {
    contestants: { fold: () => figure('product'), 'bare fold': () => figure('bare') },
    close: () => bench.close(),
  };
};

export const liveFold: Benchmark = {
  name: 'fold',
  title: 'from the topic to committed facts, tallies and positions',
  unit: 'facts/s',
  rounds: 5,
  warmsUp: false,
  rows: [
    { what: 'live fold', product: 'fold', reference: 'bare fold', reach: 0.75, better: 'more' },
  ],
  open,
};

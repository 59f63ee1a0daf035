import type { EventStore } from '@ywk/event-store';
import { BenchLog, commandOf } from '../bench-log.ts';
import { perSecond, sized, type Benchmark, type Course, type Setting } from '../benchmark.ts';
import { factsOf } from '../facts.ts';
import { INSERT_PLAIN, makePlainTable, PlainRows } from './plain-event.ts';

const CLIENTS = 16;

/** Each client takes the next piece of work as soon as its last one is done. */
const byClients = async <T>(pieces: readonly T[], work: (piece: T) => Promise<unknown>) => {
  const rest = pieces.values();
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (const piece of rest) await work(piece);
    }),
  );
};

const open = async (setting: Setting): Promise<Course> => {
  const bench = await BenchLog.open({ connections: CLIENTS });
  await makePlainTable(bench);
  const count = sized(setting, { full: 30_000, quick: 8_000, smoke: 200 });
  const rows = new PlainRows(bench.log);
  let seed = 1;
  const facts = () => [...factsOf(count, (seed += 1))];
  const append = (store: EventStore) => () => {
    const commands = facts().map((fact) => commandOf(bench.log, [fact]));
    return perSecond(count, () =>
      byClients(commands, async (command) => {
        const [outcome] = await store.append([command]);
        if (outcome?.outcome !== 'accepted') throw new Error(JSON.stringify(outcome));
      }),
    );
  };
  return {
    contestants: {
      'one by one': append(bench.store({ grouped: false })),
      grouped: append(bench.store()),
      'plain INSERT': () => {
        const values = facts().map((fact) => rows.rowOf(fact));
        return perSecond(count, () =>
          byClients(values, (row) =>
            bench.pool.query({ name: 'plain', text: INSERT_PLAIN, values: [...row] }),
          ),
        );
      },
    },
    close: () => bench.close(),
  };
};

export const appendOne: Benchmark = {
  name: 'append-one',
  title: '16 clients append one event each',
  unit: 'events/s',
  rounds: 5,
  rows: [
    {
      what: 'append, one by one',
      product: 'one by one',
      reference: 'plain INSERT',
      reach: 0.4,
      better: 'more',
    },
    {
      what: 'append, in groups',
      product: 'grouped',
      reference: 'plain INSERT',
      reach: 0.8,
      better: 'more',
    },
  ],
  open,
};

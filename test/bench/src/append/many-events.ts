import { once } from 'node:events';
import { partitionOf, type Fact } from '@ywk/contracts';
import { inTransaction } from '@ywk/event-store';
import { from as copyFrom } from 'pg-copy-streams';
import { BenchLog, commandOf } from '../bench-log.ts';
import { perSecond, sized, type Benchmark, type Course, type Setting } from '../benchmark.ts';
import { factsOf } from '../facts.ts';
import { COPY_PLAIN, copyText, makePlainTable, PlainRows } from './plain-event.ts';

const EVENTS = 500;

/** Pieces of 500 facts: `together` of officers of one partition, another one each time. */
const piecesOf = (facts: Iterable<Fact>, pieces: number, together: boolean): Fact[][] => {
  const open = new Map<number, Fact[]>();
  const full: Fact[][] = [];
  for (const fact of facts) {
    const place = together ? partitionOf(fact.officer) : 0;
    const piece = open.get(place) ?? [];
    piece.push(fact);
    open.set(place, piece);
    if (piece.length < EVENTS) continue;
    full.push(piece);
    open.delete(place);
    if (full.length === pieces) break;
  }
  return full;
};

const copyRows = (bench: BenchLog, text: Buffer): Promise<void> =>
  inTransaction(bench.pool, async (tx) => {
    const stream = tx.query(copyFrom(COPY_PLAIN));
    stream.end(text);
    await once(stream, 'finish');
  });

const courseOf = async (bench: BenchLog, setting: Setting): Promise<Course> => {
  await makePlainTable(bench);
  const pieces = sized(setting, { full: 60, quick: 20, smoke: 2 });
  const rows = new PlainRows(bench.log);
  const store = bench.store();
  let seed = 1;
  const cut = (together: boolean) =>
    piecesOf(factsOf(EVENTS * (pieces + 70), (seed += 1)), pieces, together);
  const append = (together: boolean) => () => {
    const commands = cut(together).map((facts) => commandOf(bench.log, facts));
    return perSecond(pieces * EVENTS, async () => {
      for (const command of commands) await store.append([command]);
    });
  };
  const copy = () => {
    const texts = cut(false).map((facts) => copyText(facts.map((fact) => rows.rowOf(fact))));
    return perSecond(pieces * EVENTS, async () => {
      for (const text of texts) await copyRows(bench, text);
    });
  };
  return {
    contestants: {
      'one partition': append(true),
      'all partitions': append(false),
      COPY: copy,
    },
    close: () => bench.close(),
  };
};

const against = { reference: 'COPY', better: 'more' } as const;

export const appendMany: Benchmark = {
  name: 'append-many',
  title: 'one client appends 500 events a call',
  unit: 'events/s',
  rounds: 7,
  rows: [
    { what: 'append of 500, one partition', product: 'one partition', reach: 0.35, ...against },
    { what: 'append of 500, spread over 64', product: 'all partitions', reach: 0.2, ...against },
  ],
  open: async (setting) => courseOf(await BenchLog.open({ connections: 2 }), setting),
};

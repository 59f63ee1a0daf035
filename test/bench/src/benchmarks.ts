import { appeal } from './appeal/appeal.ts';
import { appendMany } from './append/many-events.ts';
import { appendOne } from './append/one-event.ts';
import type { Benchmark } from './benchmark.ts';
import { monthClose } from './decisions/close.ts';
import { yearEnd } from './decisions/year-end.ts';
import { asOf, explain } from './explain/explain.ts';
import { ingest } from './feed/ingest.ts';
import { memory } from './feed/memory.ts';
import { visibleScore } from './feed/visible.ts';
import { keptFacts } from './kept/kept-facts.ts';
import { lab } from './kept/lab.ts';
import { rebuild } from './kept/rebuild.ts';
import { liveFold } from './fold/live-fold.ts';
import { againstStreams } from './fold/streams.ts';
import { relay } from './relay/relay.ts';
import { allSheets } from './sheets/all-sheets.ts';
import { refreshedSheets } from './sheets/refreshed.ts';

/** In the order of the table. */
export const BENCHMARKS: readonly Benchmark[] = [
  appendOne,
  appendMany,
  relay,
  liveFold,
  againstStreams,
  ingest,
  visibleScore,
  rebuild,
  keptFacts,
  allSheets,
  refreshedSheets,
  monthClose,
  yearEnd,
  lab,
  appeal,
  explain,
  asOf,
  memory,
];

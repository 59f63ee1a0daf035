import { appendMany } from './append/many-events.ts';
import { appendOne } from './append/one-event.ts';
import type { Benchmark } from './benchmark.ts';
import { relay } from './relay/relay.ts';

/** In the order of the table. */
export const BENCHMARKS: readonly Benchmark[] = [appendOne, appendMany, relay];

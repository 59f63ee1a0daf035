import { LOGS, PARTITIONS, type Fact } from '@ywk/contracts';
import { EventStore } from '@ywk/event-store';
import type { DutyBench } from './duty-bench.ts';

const PAGE = 1_000;

/** Facts that stand after all that was recorded and taken back: one canonical line each, sorted. */
export const netFacts = async ({ app }: DutyBench): Promise<string[]> => {
  const store = app.get(EventStore);
  const net = new Map<string, number>();
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    for (let after = 0; ;) {
      const events = await store.readLog({ log: LOGS.fact, partition, after, limit: PAGE });
      for (const { type, dataText } of events) count(net, type, dataText);
      const last = events.at(-1);
      if (last === undefined) break;
      after = last.pos;
    }
  }
  return [...net].map(([text, n]) => `${n} × ${text}`).sort();
};

const count = (net: Map<string, number>, type: string, dataText: string): void => {
  if (type === 'PeriodCutOff') return;
  const { fact, officer, code, occurredAt, amounts } = JSON.parse(dataText) as Fact;
  const name = JSON.stringify([fact, officer, code, occurredAt, amounts]);
  const n = (net.get(name) ?? 0) + (type === 'FactRecorded' ? 1 : -1);
  if (n === 0) net.delete(name);
  else net.set(name, n);
};

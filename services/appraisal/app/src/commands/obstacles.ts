import type { Obstacle } from '@ywk/appraisal-domain';
import { FACT_LOGS, PARTITIONS } from '@ywk/contracts';
import type { Pool } from 'pg';
import { markersOfPeriod, type Marker } from '../persistence/marker.store.ts';
import type { PeriodName } from './period.stream.ts';

/** What the followers of this service say about themselves. */
export interface Standing {
  halted(): Promise<readonly { readonly log: string; readonly partition: number }[]>;
  /** Keys that have parked events, with their log. */
  parked(): Promise<readonly { readonly log: string; readonly key: string }[]>;
}

const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);

const missingMarkers = (markers: readonly Marker[]): Obstacle[] =>
  FACT_LOGS.flatMap((log) => {
    const applied = new Set(markers.filter((m) => m.log === log).map((m) => m.partition));
    const missing = partitions.filter((partition) => !applied.has(partition));
    return missing.length === 0
      ? []
      : [{ code: 'MARKER_MISSING' as const, log, partitions: missing, officers: [] }];
  });

const byLog = <Item extends { readonly log: string }>(
  items: readonly Item[],
): Map<string, Item[]> => {
  const logs = new Map<string, Item[]>();
  for (const item of items) logs.set(item.log, [...(logs.get(item.log) ?? []), item]);
  return logs;
};

/** Everything that keeps a period from being computed; empty when it may be. */
export const findObstacles = async (
  { pool, standing }: { readonly pool: Pool; readonly standing: Standing },
  { calendar, period }: PeriodName,
): Promise<Obstacle[]> => {
  const markers = await markersOfPeriod(pool, calendar, period);
  const halted = byLog(await standing.halted());
  const parked = byLog(await standing.parked());
  return [
    ...missingMarkers(markers),
    ...[...halted].map(([log, places]) => ({
      code: 'PARTITION_HALTED' as const,
      log,
      partitions: places.map(({ partition }) => partition),
      officers: [],
    })),
    ...[...parked].map(([log, items]) => ({
      code: 'PARKED_ITEMS' as const,
      log,
      partitions: [],
      officers: [...new Set(items.map(({ key }) => key))].sort(),
    })),
  ];
};

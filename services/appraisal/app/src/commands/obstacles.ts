import type { Obstacle } from '@ywk/appraisal-domain';
import { FACT_LOGS, PARTITIONS } from '@ywk/contracts';
import type { Connections } from '../persistence/database.ts';
import { markersOfRevision, type Marker, type RevisionName } from '../persistence/marker.store.ts';
import { haltedPlaces, parkedKeys } from '../persistence/standing.store.ts';

const everyPartition = Array.from({ length: PARTITIONS }, (_, partition) => partition);

/** Partitions of a log in which one of these markers was not applied yet. */
export const missingPartitions = (markers: readonly Marker[], log: string): number[] => {
  const applied = new Set(markers.filter((each) => each.log === log).map((m) => m.partition));
  return everyPartition.filter((partition) => !applied.has(partition));
};

const missingMarkers = (markers: readonly Marker[]): Obstacle[] =>
  FACT_LOGS.flatMap((log) => {
    const partitions = missingPartitions(markers, log);
    return partitions.length === 0
      ? []
      : [{ code: 'MARKER_MISSING' as const, log, partitions, officers: [], periods: [] }];
  });

const byLog = <Item extends { readonly log: string }>(
  items: readonly Item[],
): Map<string, Item[]> => {
  const logs = new Map<string, Item[]>();
  for (const item of items) logs.set(item.log, [...(logs.get(item.log) ?? []), item]);
  return logs;
};

/** What is looked at: the database, and the followers whose progress stands in it. */
export interface Followed {
  readonly pool: Connections;
  readonly groups: readonly string[];
}

/** Partitions that stand still, and items that wait for a person. */
export const haltsIn = async ({ pool, groups }: Followed): Promise<Obstacle[]> => {
  const halted = byLog(await haltedPlaces(pool, groups));
  const parked = byLog(await parkedKeys(pool, groups));
  return [
    ...[...halted].map(([log, places]) => ({
      code: 'PARTITION_HALTED' as const,
      log,
      partitions: places.map(({ partition }) => partition),
      officers: [],
      periods: [],
    })),
    ...[...parked].map(([log, items]) => ({
      code: 'PARKED_ITEMS' as const,
      log,
      partitions: [],
      officers: items.map(({ key }) => key),
      periods: [],
    })),
  ];
};

/** Everything that keeps a revision of a month from being computed; empty when it may be. */
export const findObstacles = async (
  followed: Followed,
  name: RevisionName,
): Promise<Obstacle[]> => [
  ...missingMarkers(await markersOfRevision(followed.pool, name)),
  ...(await haltsIn(followed)),
];

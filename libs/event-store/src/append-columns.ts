/** The arrays of `append_events`, in its order; each row of a group stands in all of its arrays. */
export const emptyColumns = () => ({
  commandPartitions: [] as number[],
  commandLogs: [] as string[],
  commandIds: [] as string[],
  requestHashes: [] as Buffer[],
  actors: [] as string[],
  streamPartitions: [] as number[],
  streamLogs: [] as string[],
  streamNames: [] as string[],
  counterPartitions: [] as number[],
  counterLogs: [] as string[],
  writeCommands: [] as number[],
  writeStreams: [] as number[],
  writeCounters: [] as number[],
  expectedVersions: [] as number[],
  eventCounts: [] as number[],
  writeKeys: [] as string[],
  eventIds: [] as string[],
  types: [] as string[],
  typeVersions: [] as number[],
  occurredMs: [] as number[],
  causationIds: [] as (string | null)[],
  correlationIds: [] as (string | null)[],
  officers: [] as (string | null)[],
  nums: [] as (number | null)[],
  dataTexts: [] as string[],
  contentHashes: [] as string[],
});

/** How many arrays there are. */
export const COLUMN_COUNT = Object.keys(emptyColumns()).length;

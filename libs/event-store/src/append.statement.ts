/** Parameters of `append_events`, in its order. */
export const APPEND_PARAMETERS = [
  'commandPartitions',
  'commandLogs',
  'commandIds',
  'requestHashes',
  'actors',
  'streamPartitions',
  'streamLogs',
  'streamNames',
  'counterPartitions',
  'counterLogs',
  'writeCommands',
  'writeStreams',
  'writeCounters',
  'expectedVersions',
  'eventCounts',
  'writeKeys',
  'eventIds',
  'types',
  'typeVersions',
  'occurredMs',
  'causationIds',
  'correlationIds',
  'officers',
  'nums',
  'dataTexts',
  'contentHashes',
] as const;

const placeholders = APPEND_PARAMETERS.map((_, at) => `$${at + 1}`).join(', ');

/** The one call that writes: accepted or refused, command by command, in the order given. */
export const APPEND = `SELECT outcome, detail FROM append_events(${placeholders})`;

/** What a command id stands for. */
export const FIND_COMMAND = `
SELECT request_hash, positions FROM command_id
WHERE partition = $1 AND log = $2 AND command_id = $3`;

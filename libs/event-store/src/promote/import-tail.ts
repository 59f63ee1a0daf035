import { partitionOf, type ContractRegistry, type EventEnvelope } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import { importEvents } from '../import-events.ts';
import { importedText, type commandsIn } from './imported-commands.ts';
import { KEEP_COMMANDS } from './promotion.statements.ts';

export interface ImportParts {
  readonly registry: ContractRegistry;
  /** Logs of this database: a command id is kept for each, whichever it was first written to. */
  readonly logs: readonly string[];
  readonly commands: ReturnType<typeof commandsIn>;
}

const keepCommands = async (
  tx: PoolClient,
  events: readonly EventEnvelope[],
  { logs, commands }: ImportParts,
): Promise<void> => {
  const recorded = new Map(events.map((event) => [event.commandId, event.recordedAt]));
  const ids = [...recorded.keys()].sort();
  await tx.query(KEEP_COMMANDS, [
    ids.map(partitionOf),
    ids,
    ids.map((id) => importedText(commands.get(id) ?? [])),
    ids.map((id) => Date.parse(recorded.get(id) ?? '')),
    logs,
  ]);
};

/**
 * Puts the lost tail of one partition back as it was, with the ids of its commands. All of it or,
 * when the transaction fails, nothing. @throws ImportRefused
 */
export const importTail = async (
  tx: PoolClient,
  events: readonly EventEnvelope[],
  parts: ImportParts,
): Promise<void> => {
  if (events.length === 0) return;
  await importEvents(tx, events, parts.registry);
  await keepCommands(tx, events, parts);
};

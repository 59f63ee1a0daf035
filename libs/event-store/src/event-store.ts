import type { ContractRegistry, EventEnvelope } from '@ywk/contracts';
import type { Pool, PoolClient } from 'pg';
import type {
  AppendCommand,
  AppendOutcome,
  LogHead,
  LogRange,
  StoredEvent,
  StreamName,
} from './types.ts';

export interface EventStoreParts {
  readonly pool: Pool;
  readonly registry: ContractRegistry;
}

export type AppendListener = (logs: ReadonlySet<string>) => void;

/** Appends to the logs of one service and reads them. */
export declare class EventStore {
  constructor(parts: EventStoreParts);
  append(commands: readonly AppendCommand[], tx?: PoolClient): Promise<AppendOutcome[]>;
  findCommand(commandId: string, log: string, request: string): Promise<AppendOutcome | undefined>;
  readStream(name: StreamName): Promise<StoredEvent[]>;
  readStreams(
    log: string,
    names: readonly { readonly stream: string; readonly key: string }[],
  ): Promise<Map<string, StoredEvent[]>>;
  readLog(range: LogRange): Promise<EventEnvelope[]>;
  heads(log: string): Promise<LogHead[]>;
  /** Called in this process after a commit, with the logs that grew. Answers how to stop. */
  onAppended(listener: AppendListener): () => void;
  /** Tells the listeners; for callers that committed an append in a transaction of their own. */
  announce(logs: Iterable<string>): void;
}

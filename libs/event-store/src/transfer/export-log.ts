import { createHash } from 'node:crypto';
import { encodeEnvelope, PARTITIONS } from '@ywk/contracts';
import type { Pool, PoolClient } from 'pg';
import { anchorLine } from '../seal/seal.ts';
import { keptSeals } from '../seal/sealer.ts';
import { storedEvents } from '../stored-events.ts';
import {
  FORMAT,
  type ExportedCommand,
  type ExportedHead,
  type ExportHeader,
} from './export-format.ts';
import { EXPORT_COMMANDS, EXPORT_HEADS } from './transfer.statements.ts';

export interface ExportPlan {
  readonly service: string;
  readonly logs: readonly string[];
  /** Told after each line: events so far, and how many there are. */
  readonly onProgress?: (done: number, total: number) => void;
}

const COMMANDS = 2_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

async function* commandsOf(tx: PoolClient, log: string): AsyncGenerator<ExportedCommand> {
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    for (let after = BEFORE_ALL, more = true; more;) {
      const values = [partition, log, after, COMMANDS];
      const { rows } = await tx.query<ExportedCommand>(EXPORT_COMMANDS, values);
      yield* rows;
      after = rows.at(-1)?.commandId ?? after;
      more = rows.length === COMMANDS;
    }
  }
}

const headerFrom = async (tx: PoolClient, plan: ExportPlan): Promise<ExportHeader> => {
  const logs: Record<string, readonly ExportedHead[]> = {};
  for (const log of plan.logs) {
    const { rows } = await tx.query<ExportedHead>(EXPORT_HEADS, [log, PARTITIONS - 1]);
    logs[log] = rows;
  }
  const exportedAt = new Date().toISOString();
  return { format: FORMAT, service: plan.service, exportedAt, logs };
};

const eventsIn = ({ logs }: ExportHeader): number =>
  Object.values(logs)
    .flat()
    .reduce((sum, { lastPos }) => sum + lastPos, 0);

/** Lines with what the last one says about them. */
class Content {
  private readonly counts = { events: 0, commands: 0, seals: 0 };
  private readonly sum = createHash('sha256');

  constructor(
    private readonly tx: PoolClient,
    private readonly plan: ExportPlan,
  ) {}

  async *lines(): AsyncGenerator<string> {
    for await (const line of this.body()) {
      this.sum.update(`${line}\n`);
      yield line;
    }
    yield JSON.stringify({ end: { ...this.counts, sha256: this.sum.digest('hex') } });
  }

  private async *body(): AsyncGenerator<string> {
    const { tx, plan, counts } = this;
    const header = await headerFrom(tx, plan);
    yield JSON.stringify(header);
    yield* this.events(eventsIn(header));
    for (const log of plan.logs) {
      for await (const command of commandsOf(tx, log)) {
        yield JSON.stringify({ command });
        counts.commands += 1;
      }
    }
    for (const sealed of await keptSeals(tx)) {
      yield anchorLine(sealed);
      counts.seals += 1;
    }
  }

  private async *events(total: number): AsyncGenerator<string> {
    const { tx, plan, counts } = this;
    for (const log of plan.logs) {
      for await (const { promoted: _beside, ...event } of storedEvents(tx, log)) {
        yield encodeEnvelope(event);
        counts.events += 1;
        plan.onProgress?.(counts.events, total);
      }
    }
  }
}

/**
 * Logs as lines of text, at one moment: what is appended meanwhile is not in it. First the heads, then
 * the envelopes partition by partition, the command ids, the seals, and a last line with a checksum.
 */
export async function* exportLines(pool: Pool, plan: ExportPlan): AsyncGenerator<string> {
  const snapshot = await pool.connect();
  try {
    await snapshot.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await snapshot.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    yield* new Content(snapshot, plan).lines();
  } finally {
    await snapshot.query('ROLLBACK');
    snapshot.release();
  }
}

import { randomUUID } from 'node:crypto';
import { ContractRegistry, EVENT_CONTRACTS, factRecorded, LOG_OWNERS, LOGS } from '@ywk/contracts';
import { createPool, EventStore, type AppendCommand } from '@ywk/event-store';
import { createTestDatabase, type TestDatabase } from '@ywk/testing';
import type { Pool } from 'pg';
import { migrate } from './test-log.ts';

export const REGISTRY = new ContractRegistry(EVENT_CONTRACTS);

/** The logs of duty in a database of their own, as the command line meets them. */
export class DutyLog {
  readonly store: EventStore;
  /** All that were ever recorded. */
  readonly commands: AppendCommand[] = [];
  /** Of the owner, who can do what the service cannot. */
  readonly owner: Pool;
  private readonly pool: Pool;

  private constructor(readonly database: TestDatabase) {
    this.pool = createPool({ url: database.appUrl, max: 4, applicationName: 'duty-log' });
    this.owner = createPool({ url: database.url, max: 2, applicationName: 'duty-log-owner' });
    this.store = new EventStore({ pool: this.pool, registry: REGISTRY });
  }

  static async open(): Promise<DutyLog> {
    const database = await createTestDatabase('duty');
    await migrate(database.url, LOG_OWNERS.duty);
    return new DutyLog(database);
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.owner.end()]);
    await this.database.drop();
  }

  /** One fact for each officer, each by a command of its own. */
  async record(officers: readonly string[]): Promise<void> {
    const commands = officers.map((officer) => {
      const data = { ...factRecorded.sample, officer, fact: randomUUID() };
      const { occurredAt } = data;
      const event = { eventId: randomUUID(), type: 'FactRecorded', v: 2, data, occurredAt };
      const stream = `officer-${officer}`;
      const write = { log: LOGS.fact, stream, key: officer, expectedVersion: 'any' as const };
      const request = JSON.stringify(data);
      const commandId = randomUUID();
      return { commandId, actor: 'test', request, writes: [{ ...write, events: [event] }] };
    });
    this.commands.push(...commands);
    await this.store.append(commands);
  }
}

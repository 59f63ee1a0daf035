import type { PersonalDataRead } from '@ywk/contracts';
import type { Pool } from 'pg';
import { envelopeOf, type EventRow } from '../event-row.ts';
import type { EventStore } from '../event-store.ts';
import { READ_ACCESS } from './read-access.statement.ts';

/** What of the reads is asked for; null means any. Instants are ms since 1970. */
export interface AccessQuestion {
  readonly who: string | null;
  readonly whom: string | null;
  readonly route: string | null;
  readonly from: number | null;
  readonly until: number | null;
  /** The read before the first one wanted. */
  readonly after: { readonly ms: number; readonly partition: number; readonly pos: number } | null;
  readonly limit: number;
}

/** One read, with the place of its event in the log. */
export interface KeptRead extends PersonalDataRead {
  readonly at: string;
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
  readonly correlationId: string | null;
}

export interface AccessReadingParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly log: string;
}

/** Looks in the log of reads. */
export class AccessReading {
  constructor(private readonly parts: AccessReadingParts) {}

  /** Newest first. */
  async page(asked: AccessQuestion): Promise<KeptRead[]> {
    const { pool, store, log } = this.parts;
    const { who, whom, route, from, until, after, limit } = asked;
    const place = [after?.ms ?? null, after?.partition ?? null, after?.pos ?? null];
    const { rows } = await pool.query<EventRow & unknown[]>({
      name: 'read_access',
      text: READ_ACCESS,
      values: [log, who, whom, route, from, until, ...place, limit],
      rowMode: 'array',
    });
    return rows.map((row) => {
      const event = store.lift(envelopeOf(row));
      const { recordedAt: at, partition, pos, correlationId } = event;
      return { at, ...(event.data as PersonalDataRead), log, partition, pos, correlationId };
    });
  }
}

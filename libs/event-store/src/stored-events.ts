import { PARTITIONS } from '@ywk/contracts';
import type { Pool, PoolClient, QueryArrayConfig } from 'pg';
import { envelopeOf, type EventRow } from './event-row.ts';
import { READ_VERIFIABLE } from './read.statements.ts';
import type { VerifiableEvent } from './verify-log.ts';

type VerifiableRow = [...EventRow, officer: string | null, num: string | null];

const PAGE = 1_000;
const OFFICER = 19;
const NUM = 20;

const page = (values: unknown[]): QueryArrayConfig => ({
  name: 'read_verifiable',
  text: READ_VERIFIABLE,
  values,
  rowMode: 'array',
});

const verifiable = (row: VerifiableRow): VerifiableEvent => {
  const num = row[NUM] === null ? null : Number(row[NUM]);
  const event = envelopeOf(row as unknown as EventRow);
  return { ...event, promoted: { officer: row[OFFICER] as string | null, num } };
};

/** A part of one partition: positions above `after`, up to `until`. */
export interface StoredRange {
  readonly log: string;
  readonly partition: number;
  readonly after: number;
  readonly until: number;
}

/** Events with the columns that stand beside their text, page by page. */
export async function* storedRange(
  client: Pool | PoolClient,
  { log, partition, after: first, until }: StoredRange,
): AsyncGenerator<VerifiableEvent> {
  for (let after = first; after < until;) {
    const { rows } = await client.query<VerifiableRow>(page([partition, log, after, PAGE]));
    for (const row of rows) {
      const event = verifiable(row);
      if (event.pos > until) return;
      yield event;
      after = event.pos;
    }
    if (rows.length < PAGE) return;
  }
}

/** A whole log, partition by partition. */
export async function* storedEvents(
  client: Pool | PoolClient,
  log: string,
): AsyncGenerator<VerifiableEvent> {
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    yield* storedRange(client, { log, partition, after: 0, until: Infinity });
  }
}

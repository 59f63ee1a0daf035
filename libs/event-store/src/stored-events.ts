import { PARTITIONS } from '@ywk/contracts';
import type { Pool, QueryArrayConfig } from 'pg';
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

/** A whole log, partition by partition, with the columns that stand beside the text. */
export async function* storedEvents(pool: Pool, log: string): AsyncGenerator<VerifiableEvent> {
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    for (let after = 0, more = true; more;) {
      const { rows } = await pool.query<VerifiableRow>(page([partition, log, after, PAGE]));
      for (const row of rows) {
        const num = row[NUM] === null ? null : Number(row[NUM]);
        const event = envelopeOf(row as unknown as EventRow);
        yield { ...event, promoted: { officer: row[OFFICER] as string | null, num } };
        after = event.pos;
      }
      more = rows.length === PAGE;
    }
  }
}

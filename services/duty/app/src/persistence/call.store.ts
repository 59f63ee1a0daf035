import { callStream, partitionOf } from '@ywk/contracts';
import { STAMPS, type Call } from '@ywk/duty-domain';
import type { Tx } from './transaction.ts';

/** A call's name. */
export interface CallRef {
  readonly source: string;
  readonly callId: string;
}

/** What is kept of a call for figures. */
export interface CallRow extends CallRef {
  readonly version: number;
  readonly call: Call;
}

const COLUMNS = [
  ...STAMPS.map((stamp) => `${stamp}_ms`),
  'category',
  'priority',
  'district',
  'station',
  'channel',
  'valid',
  'orders',
];

const UPSERT = `
INSERT INTO call (partition, source, call_id, stream_version, ${COLUMNS.join(', ')})
SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::int[],
  ${STAMPS.map((_, at) => `$${at + 5}::bigint[]`).join(', ')},
  $16::text[], $17::text[], $18::text[], $19::text[], $20::text[], $21::boolean[], $22::int[])
ON CONFLICT (partition, source, call_id) DO UPDATE SET
  stream_version = excluded.stream_version,
  ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}
WHERE call.stream_version < excluded.stream_version`;

/** Keeps what the calls have come to; each call once in the list. */
export const upsertCalls = async (tx: Tx, rows: readonly CallRow[]): Promise<void> => {
  const column = <T>(read: (row: CallRow) => T): T[] => rows.map(read);
  const attribute = (name: keyof Call['attributes']) =>
    column(({ call }) => call.attributes[name] ?? null);
  await tx.query({
    name: 'upsert_calls',
    text: UPSERT,
    values: [
      column((row) => partitionOf(callStream(row))),
      column(({ source }) => source),
      column(({ callId }) => callId),
      column(({ version }) => version),
      ...STAMPS.map((stamp) =>
        column(({ call: { steps } }) => {
          const step = steps[stamp];
          return step === undefined ? null : Date.parse(step.at);
        }),
      ),
      attribute('category'),
      attribute('priority'),
      attribute('district'),
      attribute('station'),
      attribute('channel'),
      column(({ call }) => call.valid),
      column(({ call }) => call.orders.length),
    ],
  });
};

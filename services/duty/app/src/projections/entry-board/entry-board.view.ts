import { LOGS, partitionOf } from '@ywk/contracts';
import { entry, stateOf, UNKNOWN_ENTRY, type EntryEvent, type EntryState } from '@ywk/duty-domain';
import { localDay } from '@ywk/kernel';
import type { LogBatch, ViewModule } from '@ywk/projections';
import { entryStateOf, keptEntry, type KeptEntry } from '../../persistence/kept-entry.ts';

type Tx = LogBatch['tx'];

const entryTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  fact uuid NOT NULL,
  officer uuid NOT NULL,
  officer_partition smallint NOT NULL,
  code text NOT NULL,
  day date,
  state text NOT NULL,
  entry jsonb NOT NULL,
  entered_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (partition, fact)
);
CREATE INDEX ON ${name} (state, entered_at, fact);
CREATE INDEX ON ${name} (code, entered_at, fact)`;

interface Line {
  readonly partition: number;
  state: EntryState;
  readonly enteredAt: string;
  changedAt: string;
}

const readIn = (table: string): string => `
SELECT e.fact, e.entry, e.entered_at FROM unnest($1::smallint[], $2::uuid[]) AS q(partition, fact)
JOIN ${table} e USING (partition, fact)`;

interface Row {
  readonly fact: string;
  readonly entry: KeptEntry;
  readonly entered_at: Date;
}

/** What is known of the entries that a batch touches, by fact. */
const known = async (tx: Tx, events: LogBatch['events'], table: string) => {
  const { rows } = await tx.query<Row>(readIn(table), [
    events.map(({ partition }) => partition),
    events.map(({ key }) => key),
  ]);
  return new Map(rows.map((row) => [row.fact, row]));
};

const writeIn = (table: string): string => `
INSERT INTO ${table} (partition, fact, officer, officer_partition, code, day, state, entry,
  entered_at, changed_at)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::smallint[], $5::text[],
  $6::date[], $7::text[], $8::jsonb[], $9::timestamptz[], $10::timestamptz[])
ON CONFLICT (partition, fact) DO UPDATE SET day = excluded.day, state = excluded.state,
  entry = excluded.entry, changed_at = excluded.changed_at`;

/** The day of the highest version that says what happened. */
const dayOf = ({ versions, ruled }: EntryState): string | null => {
  const said = [...versions].sort(([a], [b]) => b - a).find(([, { content }]) => content !== null);
  const content = ruled?.content ?? said?.[1].content;
  return content === null || content === undefined ? null : localDay(content.occurredAt);
};

const write = async (tx: Tx, lines: readonly Line[], table: string): Promise<void> => {
  const entries = lines.map(({ state }) => keptEntry(state));
  await tx.query(writeIn(table), [
    lines.map(({ partition }) => partition),
    entries.map(({ subject }) => subject.fact),
    entries.map(({ subject }) => subject.officer),
    entries.map(({ subject }) => partitionOf(subject.officer)),
    entries.map(({ subject }) => subject.code),
    lines.map(({ state }) => dayOf(state)),
    lines.map(({ state }) => stateOf(state)),
    entries.map((one) => JSON.stringify(one)),
    lines.map(({ enteredAt }) => enteredAt),
    lines.map(({ changedAt }) => changedAt),
  ]);
};

/** What was entered and where it stands, to be listed; rebuilt from `duty.entry`. */
export const entryBoard: ViewModule = {
  name: 'duty.entries',
  logs: [LOGS.entry],
  tables: { fact_entry: entryTable },
  async fold({ events, tx }, table) {
    const before = await known(tx, events, table('fact_entry'));
    const lines = new Map<string, Line>();
    for (const { key, partition, type, data, recordedAt } of events) {
      const row = before.get(key);
      const line = lines.get(key) ?? {
        partition,
        state: row === undefined ? UNKNOWN_ENTRY : entryStateOf(row.entry),
        enteredAt: row?.entered_at.toISOString() ?? recordedAt,
        changedAt: recordedAt,
      };
      line.state = entry.evolve(line.state, { type, data } as EntryEvent);
      line.changedAt = recordedAt;
      lines.set(key, line);
    }
    if (lines.size > 0) await write(tx, [...lines.values()], table('fact_entry'));
  },
};

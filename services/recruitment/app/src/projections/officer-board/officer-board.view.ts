import { LOGS } from '@ywk/contracts';
import type { AppliedEvent, LogBatch, ViewModule } from '@ywk/projections';
import { evolveOfficer, type Officer, type SealedField } from '@ywk/recruitment-domain';
import type { Transaction } from '../../persistence/database.ts';
import { officerEventOf } from '../../persistence/officer-event.ts';

const OFFICER = 'officer_board';

const createOfficer = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  state jsonb NOT NULL,
  sealed_name jsonb,
  unit text,
  post text,
  badge text,
  PRIMARY KEY (partition, officer)
);
CREATE INDEX ON ${name} ((coalesce(badge, '')), officer);
CREATE INDEX ON ${name} (unit)`;

interface BoardRow {
  readonly partition: number;
  readonly state: Officer;
  /** Null once the name may not be shown any more. */
  readonly sealedName: SealedField | null;
}

interface StoredRow {
  readonly officer: string;
  readonly state: Officer;
  readonly sealed_name: SealedField | null;
}

type Board = Map<string, BoardRow>;

const keyOf = ({ key }: AppliedEvent): string => key;

const load = async (tx: Transaction, table: string, events: readonly AppliedEvent[]) => {
  const places = new Map(events.map((event) => [keyOf(event), event.partition]));
  const { rows } = await tx.query<StoredRow>(
    `SELECT b.officer, b.state, b.sealed_name
     FROM unnest($1::int[], $2::uuid[]) AS asked (partition, officer)
     JOIN ${table} AS b ON b.partition = asked.partition AND b.officer = asked.officer`,
    [[...places.values()], [...places.keys()]],
  );
  const board: Board = new Map();
  for (const { officer, state, sealed_name: sealedName } of rows) {
    board.set(officer, { partition: places.get(officer) ?? 0, state, sealedName });
  }
  return board;
};

const sealedNameAfter = (row: BoardRow | undefined, event: AppliedEvent): SealedField | null => {
  if (event.type === 'SubjectErased' || event.type === 'SubjectRestricted') return null;
  if (event.type === 'OfficerRegistered') return (event.data as { name: SealedField }).name;
  return row?.sealedName ?? null;
};

const apply = (board: Board, event: AppliedEvent): void => {
  const words = officerEventOf(event);
  if (words === undefined) return;
  const row = board.get(event.key);
  const state = evolveOfficer(row?.state, words);
  if (state === undefined) return;
  const { partition } = event;
  board.set(event.key, { partition, state, sealedName: sealedNameAfter(row, event) });
};

const lastStay = ({ employments }: Officer) => employments.at(-1)?.stays.at(-1);

const store = async (tx: Transaction, table: string, board: Board): Promise<void> => {
  const rows = [...board.entries()];
  if (rows.length === 0) return;
  const stays = rows.map(([, { state }]) => lastStay(state));
  await tx.query(
    `INSERT INTO ${table} (partition, officer, state, sealed_name, unit, post, badge)
     SELECT * FROM unnest($1::int[], $2::uuid[], $3::jsonb[], $4::jsonb[],
       $5::text[], $6::text[], $7::text[])
     ON CONFLICT (partition, officer) DO UPDATE SET state = excluded.state,
       sealed_name = excluded.sealed_name, unit = excluded.unit, post = excluded.post,
       badge = excluded.badge`,
    [
      rows.map(([, { partition }]) => partition),
      rows.map(([officer]) => officer),
      rows.map(([, { state }]) => JSON.stringify(state)),
      rows.map(([, { sealedName }]) => (sealedName === null ? null : JSON.stringify(sealedName))),
      stays.map((stay) => stay?.unit ?? null),
      stays.map((stay) => stay?.post ?? null),
      stays.map((stay) => stay?.badge ?? null),
    ],
  );
};

/** What is known of every officer, the name sealed: this fold needs no key. */
export const officerBoard: ViewModule = {
  name: 'recruitment.officer-board',
  logs: [LOGS.personnel],
  tables: { [OFFICER]: createOfficer },

  async fold({ events, tx }: LogBatch, table): Promise<void> {
    const concerned = events.filter((event) => officerEventOf(event) !== undefined);
    if (concerned.length === 0) return;
    const board = await load(tx, table(OFFICER), concerned);
    for (const event of concerned) apply(board, event);
    await store(tx, table(OFFICER), board);
  },
};

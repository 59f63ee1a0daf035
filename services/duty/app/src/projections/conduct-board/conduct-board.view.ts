import { LOGS, partitionOf } from '@ywk/contracts';
import {
  commendationDecider,
  disciplineDecider,
  leaveDecider,
  RC1_CONDUCT,
  type CommendationState,
  type DisciplineState,
  type LeaveState,
} from '@ywk/duty-domain';
import { localDay, type Decider, type Message } from '@ywk/kernel';
import type { AppliedEvent, LogBatch, ViewModule } from '@ywk/projections';
import type { ConductRow } from '../../persistence/conduct-case.store.ts';

type Tx = LogBatch['tx'];

const conductTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('DISCIPLINE', 'COMMENDATION', 'LEAVE')),
  officer uuid NOT NULL,
  officer_partition smallint NOT NULL,
  day date NOT NULL,
  open boolean NOT NULL,
  state jsonb NOT NULL,
  begun_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (partition, id)
);
CREATE INDEX ON ${name} (kind, begun_at, id)`;

/** What the list needs to know of a case. */
interface Listed {
  /** Whom it is about; the first of several. */
  readonly officer: string;
  /** On which the unit is looked up. */
  readonly day: string;
  readonly open: boolean;
}

type AnyState = DisciplineState | CommendationState | LeaveState;

interface Kind {
  readonly kind: ConductRow['kind'];
  readonly evolve: (state: AnyState | null, event: Message) => AnyState;
  readonly listed: (state: AnyState) => Listed | null;
}

const kindOf = <State extends AnyState>(
  kind: ConductRow['kind'],
  { initialState, evolve }: Pick<Decider<never, State, never>, 'initialState' | 'evolve'>,
  listed: (state: State) => Listed | null,
): Kind => ({
  kind,
  evolve: (state, event) => evolve((state as State | null) ?? initialState, event as never),
  listed: (state) => listed(state as State),
});

// How a case folds does not depend on the settings: these decide, they do not tell.
const DISCIPLINE = kindOf('DISCIPLINE', disciplineDecider(RC1_CONDUCT), (state) => {
  const { reported, decider } = state;
  if (reported === null) return null;
  return {
    officer: reported.officer,
    day: localDay(reported.occurredAt),
    open: decider === null,
  };
});
const COMMENDATION = kindOf('COMMENDATION', commendationDecider(RC1_CONDUCT), (state) => {
  const { proposed, decided } = state;
  if (proposed === null) return null;
  return {
    officer: proposed.officers[0] ?? '',
    day: localDay(proposed.occurredAt),
    open: decided === null,
  };
});
const LEAVE = kindOf('LEAVE', leaveDecider, ({ asked, approved, withdrawn }) =>
  asked === null
    ? null
    : { officer: asked.officer, day: asked.from, open: !approved && !withdrawn },
);

/** By the beginning of the name of an event. */
const kindFor = (type: string): Kind | undefined => {
  if (type.startsWith('Discipline')) return DISCIPLINE;
  if (type.startsWith('Commendation')) return COMMENDATION;
  return type.startsWith('Leave') ? LEAVE : undefined;
};

interface Row {
  readonly id: string;
  readonly state: AnyState;
  readonly begun_at: Date;
}

const readIn = (table: string): string => `
SELECT c.id, c.state, c.begun_at FROM unnest($1::smallint[], $2::uuid[]) AS q(partition, id)
JOIN ${table} c USING (partition, id)`;

const writeIn = (table: string): string => `
INSERT INTO ${table} (partition, id, kind, officer, officer_partition, day, open, state, begun_at,
  changed_at)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::text[], $4::uuid[], $5::smallint[],
  $6::date[], $7::boolean[], $8::jsonb[], $9::timestamptz[], $10::timestamptz[])
ON CONFLICT (partition, id) DO UPDATE SET open = excluded.open, state = excluded.state,
  changed_at = excluded.changed_at`;

interface Line {
  readonly partition: number;
  readonly id: string;
  readonly kind: Kind;
  readonly state: AnyState;
  readonly begunAt: string;
  readonly changedAt: string;
}

const write = async (tx: Tx, lines: readonly Line[], table: string): Promise<void> => {
  const all = lines.flatMap((line) => {
    const listed = line.kind.listed(line.state);
    return listed === null ? [] : [{ ...line, ...listed, kind: line.kind.kind }];
  });
  await tx.query(writeIn(table), [
    all.map(({ partition }) => partition),
    all.map(({ id }) => id),
    all.map(({ kind }) => kind),
    all.map(({ officer }) => officer),
    all.map(({ officer }) => partitionOf(officer)),
    all.map(({ day }) => day),
    all.map(({ open }) => open),
    all.map(({ state }) => JSON.stringify(state)),
    all.map(({ begunAt }) => begunAt),
    all.map(({ changedAt }) => changedAt),
  ]);
};

interface ToldCase extends AppliedEvent {
  readonly kind: Kind;
}

/** What is known of the cases that a batch touches, by id. */
const known = async (tx: Tx, told: readonly ToldCase[], table: string) => {
  const { rows } = await tx.query<Row>(readIn(table), [
    told.map(({ partition }) => partition),
    told.map(({ key }) => key),
  ]);
  return new Map(
    rows.map((row) => [row.id, { state: row.state, begunAt: row.begun_at.toISOString() }]),
  );
};

/** Cases of discipline, commendations and leave, to be listed; rebuilt from `duty.case`. */
export const conductBoard: ViewModule = {
  name: 'duty.conduct-board',
  logs: [LOGS.case],
  tables: { conduct_case: conductTable },
  async fold({ events, tx }, table) {
    const told = events.flatMap((event): ToldCase[] => {
      const kind = kindFor(event.type);
      return kind === undefined ? [] : [{ ...event, kind }];
    });
    if (told.length === 0) return;
    const before = await known(tx, told, table('conduct_case'));
    const lines = new Map<string, Line>();
    for (const { key: id, partition, kind, type, data, recordedAt } of told) {
      const { state, begunAt } = lines.get(id) ??
        before.get(id) ?? { state: null, begunAt: recordedAt };
      lines.set(id, {
        ...{ partition, id, kind, begunAt, changedAt: recordedAt },
        state: kind.evolve(state, { type, data } as Message),
      });
    }
    await write(tx, [...lines.values()], table('conduct_case'));
  },
};

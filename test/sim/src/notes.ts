import { closed, ContractRegistry, defineEvent, partitionOf, shape } from '@ywk/contracts';
import type { Decider, Message } from '@ywk/kernel';
import type { NewEvent, StoredEvent } from '@ywk/event-store';

/** The log that is played, and its topic. */
export const LOG = 'sim.note.v1';
export const GROUP = 'sim-view';

export interface Noted {
  readonly officer: string;
  /** How manieth of its officer. */
  readonly n: number;
}

/** A lane of the follower each. */
export const PARTITIONS_PLAYED = [0, 1] as const;
export const LAST_PARTITION = 1;

const officerIn = (partition: number, from: number): string => {
  for (let n = from; ; n += 1) if (partitionOf(`o${n}`) === partition) return `o${n}`;
};

/** Two that share a partition, one that has its own. */
export const OFFICERS = [officerIn(0, 0), officerIn(0, 1_000), officerIn(1, 0)] as const;

export const registry = new ContractRegistry([
  defineEvent<Noted>({
    log: LOG,
    type: 'Noted',
    v: 1,
    title: 'Something was noted',
    key: ({ officer }) => officer,
    schema: closed({ officer: shape.code, n: shape.integer }),
    sample: { officer: 'a', n: 1 },
  }),
]);

type Event = Message<'Noted', Noted>;

/** Counts: a decision that rests on a state that is too old shows in its number. */
export const counting: Decider<string, number, Event> = {
  initialState: 0,
  decide: (officer, count) => [{ type: 'Noted', data: { officer, n: count + 1 } }],
  evolve: (count) => count + 1,
};

const OCCURRED = '2024-05-31T15:50:00.000Z';

/** A UUID for each whole number. */
export const idOf = (kind: number, number: number): string =>
  `00000000-0000-4000-8${kind.toString(16).padStart(3, '0')}-${number.toString(16).padStart(12, '0')}`;

export const newEvent = (number: number, { data }: Event): NewEvent => ({
  eventId: idOf(2, number),
  type: 'Noted',
  v: 1,
  data,
  occurredAt: OCCURRED,
});

export const readEvent = ({ data }: StoredEvent): Event => ({ type: 'Noted', data: data as Noted });

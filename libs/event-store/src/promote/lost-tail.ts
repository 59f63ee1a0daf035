import { expectedHash, type EventEnvelope } from '@ywk/contracts';

/** The end of a partition as the log has it. */
export interface LogEnd {
  readonly pos: number;
  readonly hash: string;
  readonly logEpoch: number;
}

/** An event that a topic holds and the log cannot take in. */
export interface Unreachable {
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
  /** Null when nobody holds the event: only its position is known. */
  readonly eventId: string | null;
  readonly what: string;
}

/** What a topic partition holds beyond its log, and against it. */
export interface LostTail {
  /** In order; they continue the log without a gap and carry their hashes unchanged. */
  readonly events: readonly EventEnvelope[];
  readonly unreachable: readonly Unreachable[];
  /** Highest epoch that the topic has seen; 0 when it holds nothing. */
  readonly topicEpoch: number;
}

/** What is needed of a record that stands where the log has an event of its own. */
export type SeenRecord = Pick<EventEnvelope, 'pos' | 'hash' | 'eventId' | 'logEpoch'>;

/**
 * A partition of a log, and what its topic holds: records in any order, the same event perhaps
 * several times.
 */
export interface TailParts {
  readonly log: string;
  readonly partition: number;
  readonly end: LogEnd;
  /** Hashes of the log's own events by position, as far back as `seen` goes. */
  readonly ownHashes: ReadonlyMap<number, string>;
  /** Records up to the end of the log. */
  readonly seen: readonly SeenRecord[];
  /** Records behind it. */
  readonly beyond: readonly EventEnvelope[];
}

const FORK = 'the log holds another event at this position: a fork';
const BRANCHES = 'the topic holds several events that would follow: a fork';
const BROKEN = 'it does not continue the chain';
const GONE = 'neither the log nor the topic holds it';

/** The topic's events by position, each event once. */
const byPosition = <R extends SeenRecord>(records: readonly R[]): Map<number, R[]> => {
  const found = new Map<number, R[]>();
  for (const event of records) {
    const others = found.get(event.pos) ?? [];
    if (others.some(({ hash }) => hash === event.hash)) continue;
    found.set(event.pos, [...others, event]);
  }
  return found;
};

const follows = (end: LogEnd, event: EventEnvelope): boolean =>
  event.pos === end.pos + 1 &&
  event.prevHash === end.hash &&
  event.logEpoch >= end.logEpoch &&
  expectedHash(event) === event.hash;

/** Of several that follow, the one of the highest epoch: an earlier promotion decided for it. */
const nextOf = (
  end: LogEnd,
  candidates: readonly EventEnvelope[],
): EventEnvelope | 'branches' | undefined => {
  const [first, second] = candidates
    .filter((event) => follows(end, event))
    .sort((a, b) => b.logEpoch - a.logEpoch);
  return first !== undefined && first.logEpoch === second?.logEpoch ? 'branches' : first;
};

/** Walks from the log's end as far as the topic's events continue it. */
const walk = (start: LogEnd, held: ReadonlyMap<number, readonly EventEnvelope[]>) => {
  const events: EventEnvelope[] = [];
  let end = start;
  for (;;) {
    const next = nextOf(end, held.get(end.pos + 1) ?? []);
    if (next === undefined || next === 'branches') return { events, end, branches: next };
    events.push(next);
    end = next;
  }
};

interface Naming {
  readonly held: ReadonlyMap<number, readonly SeenRecord[]>;
  readonly name: (pos: number, eventId: string | null, what: string) => void;
}

/** Records that are not the event that the log (with its tail) has at their position. */
const nameForks = ({ held, name }: Naming, taken: ReadonlyMap<number, string>): void => {
  for (const pos of [...held.keys()].sort((a, b) => a - b)) {
    const own = taken.get(pos);
    for (const { hash, eventId } of held.get(pos) ?? []) {
      if (own !== undefined && own !== hash) name(pos, eventId, FORK);
    }
  }
};

/** Everything behind the place that was reached. */
const nameRest = ({ held, name }: Naming, reached: number, branches: boolean): void => {
  const highest = [...held.keys()].reduce((top, pos) => Math.max(top, pos), 0);
  for (let pos = reached + 1; pos <= highest; pos += 1) {
    const what = branches && pos === reached + 1 ? BRANCHES : BROKEN;
    const events = held.get(pos);
    if (events === undefined) name(pos, null, GONE);
    for (const { eventId } of events ?? []) name(pos, eventId, what);
  }
};

/**
 * Compares a partition of a topic with its log: what can be taken into the log again, and what
 * cannot and why. Pure, so that the same records always lead to the same answer.
 */
export const lostTailOf = (parts: TailParts): LostTail => {
  const { log, partition, end, ownHashes, seen, beyond } = parts;
  const { events, end: reached, branches } = walk(end, byPosition(beyond));
  const unreachable: Unreachable[] = [];
  const naming: Naming = {
    held: byPosition<SeenRecord>([...seen, ...beyond]),
    name: (pos, eventId, what) => unreachable.push({ log, partition, pos, eventId, what }),
  };
  nameForks(
    naming,
    new Map([...ownHashes, ...events.map(({ pos, hash }) => [pos, hash] as const)]),
  );
  nameRest(naming, reached.pos, branches !== undefined);
  const topicEpoch = [...seen, ...beyond].reduce((top, e) => Math.max(top, e.logEpoch), 0);
  return { events, unreachable, topicEpoch };
};

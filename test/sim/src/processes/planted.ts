import { expectedHash, type EventEnvelope } from '@ywk/contracts';
import type { Arrival, FollowerEngine } from '@ywk/projections';
import type { Bugs } from '../bugs.ts';

interface Track {
  taken: { lastPos: number; lastHash: string; logEpoch: number };
  nextOffset: number | null;
  waiting: Arrival[] | undefined;
  readonly pending: unknown[];
}

/** What a bug needs of the inside of an engine; nothing else reaches there. */
interface Inside {
  readonly tracks: { pending(): number };
  readonly lanes: readonly { readonly parts: { unknown: () => void } }[];
  readonly backfill: {
    readonly parts: { room: () => Promise<void> };
    take(track: Track, arrivals: readonly Arrival[]): void;
    fill(track: Track, target: number): Promise<void>;
    finish(track: Track, events: number): void;
  };
  dropped(): void;
  forget(): void;
}

const insideOf = (engine: FollowerEngine): Inside => engine as unknown as Inside;

/** Events that the engine holds and could flush. */
export const pendingOf = (engine: FollowerEngine): number => insideOf(engine).tracks.pending();

const eventIn = (arrival: Arrival): EventEnvelope | undefined =>
  'event' in arrival ? arrival.event : undefined;

/** Runs a change before each arrival is judged. */
const beforeEach = (inside: Inside, change: (track: Track, event: EventEnvelope) => void): void => {
  const { backfill } = inside;
  const take = backfill.take.bind(backfill);
  backfill.take = (track, arrivals) => {
    for (const arrival of arrivals) {
      const event = eventIn(arrival);
      if (event !== undefined) change(track, event);
      take(track, [arrival]);
    }
  };
};

const takesAgain = (track: Track, event: EventEnvelope): void => {
  if (event.pos > track.taken.lastPos) return;
  track.pending.push({ event, nextOffset: track.nextOffset, refusal: undefined });
};

const trustsPredecessor = (track: Track, event: EventEnvelope): void => {
  if (event.pos === track.taken.lastPos + 1) {
    track.taken = { ...track.taken, lastHash: event.prevHash };
  }
};

const planted: readonly (readonly [keyof Bugs, (inside: Inside) => void])[] = [
  ['keepsItsTracks', (inside) => (inside.dropped = () => inside.forget())],
  ['takesPositionsTwice', (inside) => beforeEach(inside, takesAgain)],
  ['trustsThePredecessor', (inside) => beforeEach(inside, trustsPredecessor)],
  [
    'trustsTheContent',
    (inside) =>
      beforeEach(inside, (_, event) => Object.assign(event, { hash: expectedHash(event) })),
  ],
  [
    'passesOverGaps',
    ({ backfill }) => {
      backfill.fill = (track, target) => {
        const behind = track.waiting?.map(eventIn).find((event) => event !== undefined);
        const lastHash = behind?.prevHash ?? track.taken.lastHash;
        track.taken = { ...track.taken, lastPos: target, lastHash };
        backfill.finish(track, 0);
        return Promise.resolve();
      };
    },
  ],
  ['fillsWithoutRoom', ({ backfill }) => (backfill.parts.room = () => Promise.resolve())],
];

/** Changes an engine that was made, before it starts. */
export const plantBugs = (engine: FollowerEngine, bugs: Bugs): void => {
  for (const [bug, plant] of planted) if (bugs[bug]) plant(insideOf(engine));
};

/** Changes an engine that has started: its lanes are there now. */
export const plantLateBugs = (engine: FollowerEngine, { repeatsWhatIsUnknown }: Bugs): void => {
  if (!repeatsWhatIsUnknown) return;
  for (const { parts } of insideOf(engine).lanes) parts.unknown = () => undefined;
};

import type { Provider } from '@nestjs/common';
import { DOORS } from '@ywk/contracts';
import { EventStore } from '@ywk/event-store';
import { brokerAddressOf, TopicAdmin, type BrokerAddress } from '@ywk/messaging';
import { LOGGER, Metrics } from '@ywk/platform';
import type { Logger } from 'pino';
import { BearLiability } from './commands/bear-liability.ts';
import { CallFigures } from './commands/call-figures.ts';
import { CallWriter } from './commands/call-writer.ts';
import { untilConsumed, type DoorEnd } from './commands/consumed.ts';
import { CutOff } from './commands/cut-off.ts';
import { EnterFacts } from './commands/enter-facts.ts';
import { EntryWriter } from './commands/entry-writer.ts';
import { FactCatalogues } from './commands/fact-catalogues.ts';
import { FollowRuling } from './commands/follow-ruling.ts';
import { FeedDesk } from './commands/feed-desk.ts';
import { FeedDoor } from './commands/feed-door.ts';
import { FeedQueue } from './commands/feed-queue.ts';
import { JudgeAgain } from './commands/judge-again.ts';
import { Purge } from './commands/purge.ts';
import { RuleOnFacts } from './commands/rule-on-facts.ts';
import { ShowCall } from './commands/show-call.ts';
import { ShowFacts } from './commands/show-facts.ts';
import { FeedWatch } from './commands/feed-watch.ts';
import { Sources } from './commands/sources.ts';
import { StandingWork } from './commands/standing-work.ts';
import { TakeInFeed } from './commands/take-in-feed.ts';
import { WrongDispatches } from './commands/wrong-dispatch.ts';
import { conductProviders } from './conduct-providers.ts';
import { GROUPS } from './consumers/groups.ts';
import { Worker } from './consumers/worker.ts';
import { parkingKeyOf, type DutyEnv } from './duty-env.ts';
import { doorOffsets } from './persistence/door-progress.store.ts';
import { POOL } from './persistence/pools.ts';
import { RefusedLines } from './persistence/refused-line.store.ts';
import type { Connections } from './persistence/transaction.ts';

type FeedDoorInjection = [Connections, TakeInFeed, FeedQueue, RefusedLines];

const feed = (config: DutyEnv): Provider[] => [
  { provide: RefusedLines, useFactory: () => new RefusedLines(parkingKeyOf(config)) },
  {
    provide: FeedQueue,
    useFactory: () => new FeedQueue(config.FEED_QUEUE_LINES, config.FEED_APPENDS),
  },
  {
    provide: CallWriter,
    useFactory: (store: EventStore) => new CallWriter(store),
    inject: [EventStore],
  },
  {
    provide: TakeInFeed,
    useFactory: (db: Connections, calls: CallWriter) => new TakeInFeed(db, calls),
    inject: [POOL, CallWriter],
  },
  {
    provide: FeedDoor,
    useFactory: (...[db, feed, queue, refused]: FeedDoorInjection) =>
      new FeedDoor({ db, feed, queue, refused }),
    inject: [POOL, TakeInFeed, FeedQueue, RefusedLines],
  },
  {
    provide: FeedDesk,
    useFactory: (db: Connections, refused: RefusedLines) => new FeedDesk(db, refused),
    inject: [POOL, RefusedLines],
  },
];

type FactParts = [Connections, EntryWriter, FactCatalogues];

const facts: Provider[] = [
  {
    provide: BearLiability,
    useFactory: (store: EventStore) => new BearLiability(store),
    inject: [EventStore],
  },
  {
    provide: FactCatalogues,
    useFactory: (db: Connections, store: EventStore) => new FactCatalogues(db, store),
    inject: [POOL, EventStore],
  },
  {
    provide: EntryWriter,
    useFactory: (store: EventStore) => new EntryWriter(store),
    inject: [EventStore],
  },
  {
    provide: EnterFacts,
    useFactory: (...parts: FactParts) => new EnterFacts(...parts),
    inject: [POOL, EntryWriter, FactCatalogues],
  },
  {
    provide: RuleOnFacts,
    useFactory: (...parts: FactParts) => new RuleOnFacts(...parts),
    inject: [POOL, EntryWriter, FactCatalogues],
  },
  {
    provide: ShowFacts,
    useFactory: (db: Connections, writer: EntryWriter) => new ShowFacts(db, writer),
    inject: [POOL, EntryWriter],
  },
];

const desks: Provider[] = [
  {
    provide: FollowRuling,
    useFactory: (...parts: [Connections, EntryWriter, CallWriter]) => new FollowRuling(...parts),
    inject: [POOL, EntryWriter, CallWriter],
  },
  {
    provide: WrongDispatches,
    useFactory: (db: Connections, calls: CallWriter) => new WrongDispatches(db, calls),
    inject: [POOL, CallWriter],
  },
  {
    provide: ShowCall,
    useFactory: (store: EventStore) => new ShowCall(store),
    inject: [EventStore],
  },
  { provide: CallFigures, useFactory: (db: Connections) => new CallFigures(db), inject: [POOL] },
  { provide: Sources, useFactory: (db: Connections) => new Sources(db), inject: [POOL] },
  {
    provide: FeedWatch,
    useFactory: (sources: Sources, metrics: Metrics) => new FeedWatch(sources, metrics),
    inject: [Sources, Metrics],
  },
];

/** Where the topic of the feed ends now. */
const doorEnds = async (address: BrokerAddress): Promise<readonly DoorEnd[]> => {
  if (address.brokers.length === 0) return [];
  const admin = new TopicAdmin(address);
  try {
    return await admin.extents(DOORS.dispatchFeed);
  } finally {
    await admin.close();
  }
};

type CutOffParts = [Connections, EventStore, FeedQueue, JudgeAgain, FollowRuling];

const standing = (config: DutyEnv): Provider[] => [
  {
    provide: StandingWork,
    useFactory: (logger: Logger) =>
      new StandingWork((task, error) =>
        logger.warn({ err: error, task }, 'a task failed and is tried again'),
      ),
    inject: [LOGGER],
  },
  {
    provide: JudgeAgain,
    useFactory: (db: Connections, calls: CallWriter) => new JudgeAgain(db, calls),
    inject: [POOL, CallWriter],
  },
  {
    provide: CutOff,
    useFactory: (...[db, store, queue, judge, rulings]: CutOffParts) =>
      new CutOff(db, store, () =>
        untilConsumed({
          queueDrained: () => queue.drained(),
          doorEnds: () => doorEnds(brokerAddressOf(config)),
          doorOffsets: () => doorOffsets(db, { group: GROUPS.feed, door: DOORS.dispatchFeed }),
          judgeAgain: () => judge.run(),
          followRulings: () => rulings.run(),
        }),
      ),
    inject: [POOL, EventStore, FeedQueue, JudgeAgain, FollowRuling],
  },
  {
    provide: Purge,
    useFactory: (db: Connections, refused: RefusedLines) => new Purge(db, refused),
    inject: [POOL, RefusedLines],
  },
  {
    provide: Worker,
    useFactory: (...parts: [StandingWork, JudgeAgain, FollowRuling, CutOff, Purge]) =>
      new Worker(...parts),
    inject: [StandingWork, JudgeAgain, FollowRuling, CutOff, Purge],
  },
];

/** Everything that writes, or answers what was written. */
export const commandProviders = (config: DutyEnv): Provider[] => [
  ...feed(config),
  ...facts,
  ...conductProviders,
  ...desks,
  ...standing(config),
];

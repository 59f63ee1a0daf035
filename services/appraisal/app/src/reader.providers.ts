import type { Provider } from '@nestjs/common';
import { EventStore } from '@ywk/event-store';
import { LOGGER } from '@ywk/platform';
import type { Logger } from 'pino';
import { Tiers } from './commands/current-tier.ts';
import { Periods } from './commands/periods.ts';
import { ReviewReading } from './commands/review-reading.ts';
import { LastTierRun } from './commands/tier-seats.ts';
import { GROUPS } from './consumers/groups.ts';
import { Objections } from './commands/objections.ts';
import { Rulings } from './commands/rulings.ts';
import { Access } from './http/access.ts';
import { ObjectionReach } from './http/objection-reach.ts';
import { SignReading } from './http/sign-reading.ts';
import { Signs } from './commands/signs.ts';
import { RuleBooks } from './http/rule-books.ts';
import { RulingPreviews } from './http/ruling-previews.ts';
import { ScoreReading } from './http/score-reading.ts';
import { MonthExplaining } from './http/month-explaining.ts';
import { TierExplaining } from './http/tier-explaining.ts';
import { TierReading } from './http/tier-reading.ts';
import { YearReading } from './http/year-reading.ts';
import type { Connections } from './persistence/database.ts';
import type { RulesInForce } from './persistence/rules-in-force.ts';
import { DecisionBoard } from './projections/decision-board/decision-board.query.ts';
import { UnitRanking } from './projections/decision-board/unit-ranking.query.ts';
import { FactBoard } from './projections/score-board/fact-board.query.ts';
import { KnownScores } from './projections/score-board/known-scores.query.ts';
import { PooledFigures } from './projections/score-board/pooled-figures.query.ts';
import { RefreshService } from './projections/score-board/refresh.service.ts';
import { ScoreBoard } from './projections/score-board/score-board.query.ts';
import { SignGrounds } from './projections/score-board/sign-ground.query.ts';
import { TierBoard } from './projections/tier-board/tier-board.query.ts';

type YearInjection = [ScoreReading, Periods, RuleBooks, ReviewReading];

const scores = (connections: symbol, rules: RulesInForce): Provider[] => [
  ...[DecisionBoard, FactBoard].map((Reader) => ({
    provide: Reader,
    useFactory: (pool: Connections) => new Reader(pool),
    inject: [connections],
  })),
  ...[Access, ScoreBoard, PooledFigures, SignGrounds].map((Reader) => ({
    provide: Reader,
    useFactory: (pool: Connections) => new Reader(pool, rules),
    inject: [connections],
  })),
  {
    provide: KnownScores,
    useFactory: (pool: Connections, board: ScoreBoard) =>
      new KnownScores({ pool, rules, board, group: GROUPS.score }),
    inject: [connections, ScoreBoard],
  },
  {
    provide: ScoreReading,
    useFactory: (...parts: [ScoreBoard, KnownScores, Periods]) => new ScoreReading(...parts),
    inject: [ScoreBoard, KnownScores, Periods],
  },
  {
    provide: SignReading,
    useFactory: (...parts: [SignGrounds, ScoreReading, Signs]) => new SignReading(...parts),
    inject: [SignGrounds, ScoreReading, Signs],
  },
  {
    provide: YearReading,
    useFactory: (...[scores, periods, books, reviewed]: YearInjection) =>
      new YearReading({ scores, periods, books, reviewed }),
    inject: [ScoreReading, Periods, RuleBooks, ReviewReading],
  },
  {
    provide: RefreshService,
    useFactory: (pool: Connections, logger: Logger) =>
      new RefreshService({ pool, rules, group: GROUPS.score }, logger),
    inject: [connections, LOGGER],
  },
];

type TierInjection = [TierBoard, DecisionBoard, Tiers, LastTierRun];

const decisions = (connections: symbol, rules: RulesInForce): Provider[] => [
  {
    provide: UnitRanking,
    useFactory: (pool: Connections) => new UnitRanking(pool, rules),
    inject: [connections],
  },
  {
    provide: TierBoard,
    useFactory: (pool: Connections) => new TierBoard(pool, rules),
    inject: [connections],
  },
  {
    provide: TierReading,
    useFactory: (...[board, decisions, tiers, runs]: TierInjection) =>
      new TierReading({ board, decisions, tiers, runs }),
    inject: [TierBoard, DecisionBoard, Tiers, LastTierRun],
  },
  {
    provide: MonthExplaining,
    useFactory: (pool: Connections, store: EventStore, known: KnownScores) =>
      new MonthExplaining({ pool, store, rules, scores: known }),
    inject: [connections, EventStore, KnownScores],
  },
  {
    provide: TierExplaining,
    useFactory: (pool: Connections, store: EventStore) =>
      new TierExplaining({ pool, store, rules }),
    inject: [connections, EventStore],
  },
];

type PreviewInjection = [Rulings, TierReading, DecisionBoard, TierBoard];

const objections: Provider[] = [
  {
    provide: ObjectionReach,
    useFactory: (...parts: [Objections, Access]) => new ObjectionReach(...parts),
    inject: [Objections, Access],
  },
  {
    provide: RulingPreviews,
    useFactory: (...[rulings, tiers, decisions, board]: PreviewInjection) =>
      new RulingPreviews({ rulings, tiers, decisions, board }),
    inject: [Rulings, TierReading, DecisionBoard, TierBoard],
  },
];

/** What people look at. @param connections Nest token of the connections */
export const readerProviders = (connections: symbol, rules: RulesInForce): Provider[] => [
  ...scores(connections, rules),
  ...decisions(connections, rules),
  ...objections,
];

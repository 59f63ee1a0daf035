import type { Provider } from '@nestjs/common';
import { EventStore } from '@ywk/event-store';
import { AnnualGrades } from './commands/annual-grades.ts';
import { Ballots } from './commands/ballots.ts';
import { Calendars } from './commands/calendars.ts';
import { Tiers } from './commands/current-tier.ts';
import { Deadlines } from './commands/deadlines.ts';
import { Signs } from './commands/signs.ts';
import { Diary } from './commands/diary.ts';
import { GradeProposals } from './commands/grade-proposals.ts';
import { Objections, type ObjectionParts } from './commands/objections.ts';
import { Periods } from './commands/periods.ts';
import type { Publishing } from './commands/publishing.ts';
import { ResultsProposals } from './commands/results-proposals.ts';
import { ReviewReading } from './commands/review-reading.ts';
import { KeptObjections } from './commands/ruled-facts.ts';
import { Rulings } from './commands/rulings.ts';
import { Reviews } from './commands/reviews.ts';
import { TierChanges } from './commands/tier-changes.ts';
import { TierRuns } from './commands/tier-runs.ts';
import { LastTierRun } from './commands/tier-seats.ts';
import { GROUPS } from './consumers/groups.ts';
import type { Connections } from './persistence/database.ts';
import type { RulesInForce } from './persistence/rules-in-force.ts';
import {
  publishAnnualDecision,
  publishAnnualGrade,
  publishGrade,
  publishTierChange,
} from './publishers/decision.publisher.ts';
import { publishAppeal, publishMarker, publishPeriod } from './publishers/period.publisher.ts';

/** How decisions become events that others may see. */
export const publishing: Publishing = {
  grade: publishGrade,
  tierChange: publishTierChange,
  annualDecision: publishAnnualDecision,
  annualGrade: publishAnnualGrade,
  period: publishPeriod,
  marker: publishMarker,
};

/** A command needs the database and the store. */
type Making = <Command>(
  provide: new (...parts: never[]) => Command,
  make: (pool: Connections, store: EventStore) => Command,
) => Provider;

/** What changes something. @param connections Nest token of the connections */
export const commandProviders = (connections: symbol, rules: RulesInForce): Provider[] => {
  const command: Making = (provide, make) => ({
    ...{ provide, useFactory: make, inject: [connections, EventStore] },
  });
  const groups = Object.values(GROUPS);
  const tiers = { rules, publishing, group: GROUPS.board };
  const closing = (pool: Connections, store: EventStore) => ({
    ...{ pool, store, rules, publishing },
    objections: new KeptObjections({ pool, store, rules }),
  });
  const appealing = (pool: Connections, store: EventStore): ObjectionParts => ({
    ...{ pool, store, rules },
    publish: publishAppeal,
  });
  return [
    command(Objections, (pool, store) => new Objections(appealing(pool, store))),
    command(Rulings, (pool, store) => {
      const parts = appealing(pool, store);
      return new Rulings(parts, new Objections(parts));
    }),
    command(Periods, (pool, store) => new Periods({ ...closing(pool, store), groups })),
    command(Deadlines, (pool, store) => new Deadlines(closing(pool, store))),
    command(GradeProposals, (pool, store) => new GradeProposals(closing(pool, store))),
    command(ResultsProposals, (pool, store) => new ResultsProposals(closing(pool, store))),
    command(Calendars, (pool, store) => new Calendars(pool, store)),
    command(TierChanges, (pool, store) => new TierChanges({ pool, store, ...tiers })),
    command(TierRuns, (pool, store) => new TierRuns({ pool, store, ...tiers })),
    command(LastTierRun, (_, store) => new LastTierRun(store)),
    command(AnnualGrades, (pool, store) => new AnnualGrades({ pool, store, publishing })),
    command(Reviews, (pool, store) => new Reviews({ pool, store, rules })),
    command(ReviewReading, (pool, store) => new ReviewReading(pool, store, rules)),
    command(Ballots, (pool, store) => new Ballots({ pool, store, rules })),
    command(Diary, (_, store) => new Diary(store)),
    command(Signs, (_, store) => new Signs(store)),
    command(Tiers, (pool, store) => new Tiers({ pool, store })),
  ];
};

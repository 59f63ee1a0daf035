import {
  standingOf,
  refuseOverSeats,
  seatsOn,
  takesSeat,
  tierRulesOf,
  type Seats,
  type TierChange,
} from '@ywk/appraisal-domain';
import { LOGS, TIER_RUNS_STREAM, type TierRunMade } from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';
import { everHired, readCareers } from '../persistence/career.store.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import { boardAtHead, type BoardParts } from './board-at-head.ts';

/** Where runs and conversions of the bureau are told, one after the other. */
export const runStream = {
  log: LOGS.proposal,
  stream: TIER_RUNS_STREAM,
  key: TIER_RUNS_STREAM,
};

export interface SeatParts extends BoardParts {
  readonly rules: RuleSource;
}

/** The last run or conversion; undefined before the first. */
export const lastRun = async (store: EventStore): Promise<TierRunMade | undefined> =>
  (await store.readStream(runStream)).at(-1)?.data as TierRunMade | undefined;

/** Looks up the last run or conversion. */
export class LastTierRun {
  constructor(private readonly store: EventStore) {}

  /** Undefined before the first. */
  read(): Promise<TierRunMade | undefined> {
    return lastRun(this.store);
  }
}

/** After all decisions, whenever they take effect. */
const LAST_DAY = '9999-12-31';

/** Seats as they stand while decisions are made one after the other. */
export interface SeatBook {
  /** @throws Rejection TIER_SEATS_FULL */
  take(change: Pick<TierChange, 'from' | 'to' | 'effectiveDate'>): void;
}

/** Before anybody states the approved posts, nobody knows how many seats there are. */
const UNKNOWN: SeatBook = { take: () => undefined };

/** Whether any of these changes takes a seat, by the rules of its first day. */
export const anyTakesSeat = async (
  { pool, rules }: SeatParts,
  changes: readonly Pick<TierChange, 'from' | 'to' | 'effectiveDate'>[],
): Promise<boolean> => {
  const book = await rules.read(pool);
  return changes.some((change) => {
    const { scheme } = book.on(change.effectiveDate);
    return takesSeat(change, tierRulesOf(scheme.document));
  });
};

/** Everybody's standing by all decisions there are, counted against the seats of the bureau. */
export const readSeats = async (parts: SeatParts): Promise<SeatBook> => {
  const made = await lastRun(parts.store);
  if (made === undefined) return UNKNOWN;
  await boardAtHead(parts);
  const { pool } = parts;
  const book = await parts.rules.read(pool);
  const careers = await readCareers(pool, await everHired(pool));
  const { establishment } = made;
  const counted = new Map<string, Seats>();
  const taken: Pick<TierChange, 'from' | 'to'>[] = [];
  const seatsBy = (effectiveDate: string): Seats => {
    const { scheme } = book.on(effectiveDate);
    const known = counted.get(scheme.name);
    if (known !== undefined) return known;
    const rules = tierRulesOf(scheme.document);
    const standings = careers.map(({ history }) => standingOf(history, rules, LAST_DAY));
    const seats = seatsOn({ establishment, standings }, rules);
    for (const { from, to } of taken) seats.move(from, to);
    counted.set(scheme.name, seats);
    return seats;
  };
  return {
    take(change) {
      const seats = seatsBy(change.effectiveDate);
      refuseOverSeats(change, seats);
      for (const each of counted.values()) each.move(change.from, change.to);
      taken.push(change);
    },
  };
};

import type { Label, LocalDay } from '@ywk/kernel';
import { careerOf, standingOf, type Standing } from './career.ts';
import type { CareerStep } from './career-steps.ts';
import { isReady, prospectOf, type Prospect, type WaitingReason } from './promotion.ts';
import { demotionText, promotionText, waitingText } from './run-words.ts';
import { seatCaps, Seats, type SeatCap } from './seats.ts';
import { turnAfter, type TierHistory, type TierMove } from './tier-history.ts';
import { lowestTier, type TierRules } from './tier-rules.ts';
import { compareRanks, seat, type StepUse, type WaitingRank } from './waiting.ts';

/** One officer as a run sees them. */
export interface RunOfficer {
  readonly officer: string;
  readonly history: TierHistory;
  /** What orders equal totals; absent where nothing of it is known. */
  readonly rank?: Partial<Pick<WaitingRank, 'custom' | 'deducted' | 'democratic'>> | undefined;
}

export interface TierRunAsk {
  /** The year whose grades are the last to count. */
  readonly year: number;
  /** Approved posts; what the seats are a share of, unless the rules say people in service. */
  readonly establishment: number;
  readonly officers: readonly RunOfficer[];
}

/** Grounds by which a run moves officers. */
export type RunGround = 'SENIORITY' | 'MERIT' | 'EARLY' | 'INCOMPETENT_YEAR';

/** A change that the rules ask for, and why. */
export interface ProposedMove extends TierMove {
  readonly officer: string;
  readonly ground: RunGround;
  /** Total of the year in hundredths. */
  readonly total: number | null;
  /** Rules applied, as JSON Pointers into the scheme. */
  readonly clauses: readonly string[];
  /** Credit years there and needed, hundredths; 0 for a demotion. */
  readonly credits: number;
  readonly needed: number;
  /** What led there since the tier was reached. */
  readonly steps: readonly CareerStep[];
  readonly says: Label;
}

/** Somebody with the credit years who is not moved. */
export interface WaitingOfficer {
  readonly officer: string;
  readonly from: number;
  readonly to: number;
  /** Place among those who wait for this step, from 1; null for who is barred. */
  readonly place: number | null;
  readonly total: number | null;
  readonly reason: WaitingReason;
  readonly step: StepUse;
  readonly says: Label;
}

/** Seats of a group before the run, freed and filled by it. */
export interface SeatUse extends SeatCap {
  readonly before: number;
  readonly after: number;
}

export interface TierRun {
  readonly year: number;
  readonly effectiveDate: LocalDay;
  /** What the shares were taken of. */
  readonly base: number;
  readonly seats: readonly SeatUse[];
  /** In the order in which they use seats: demotions, then promotions from the highest step down. */
  readonly proposals: readonly ProposedMove[];
  /** In order, the highest step first. */
  readonly waiting: readonly WaitingOfficer[];
}

/** An officer on the day of the run. */
interface Seen extends RunOfficer {
  readonly standing: Standing;
  readonly total: number | null;
}

interface Candidate extends Seen {
  readonly prospect: Prospect;
}

const rankOf = ({ total, rank, standing }: Seen): WaitingRank => ({
  total,
  custom: rank?.custom ?? null,
  deducted: rank?.deducted ?? null,
  democratic: rank?.democratic ?? null,
  since: standing.since,
});

/** Decided already for that day or a later one: a run adds nothing to it. */
const isSettled = ({ history }: Seen, on: LocalDay): boolean =>
  history.moves.some(({ effectiveDate }) => effectiveDate >= on);

const groundOf = ({ early, seatUpTo }: Prospect): RunGround => {
  if (early) return 'EARLY';
  return seatUpTo === null ? 'SENIORITY' : 'MERIT';
};

const clausesOf = ({ early, seatUpTo }: Prospect): string[] => [
  '/decisions/tiers/ladder',
  ...(seatUpTo === null ? [] : ['/decisions/tiers/seats']),
  ...(early ? ['/decisions/tiers/early'] : []),
];

/** One run of a year over everybody. */
class Run {
  readonly effectiveDate: LocalDay;
  readonly base: number;
  readonly proposals: ProposedMove[] = [];
  readonly waiting: WaitingOfficer[] = [];
  private readonly seen: readonly Seen[];
  private readonly seats: Seats;
  private readonly before: readonly number[];

  constructor(
    private readonly ask: TierRunAsk,
    private readonly rules: TierRules,
  ) {
    this.effectiveDate = turnAfter(ask.year);
    this.seen = ask.officers.map((each): Seen => {
      const graded = each.history.years.findLast(({ year }) => year === ask.year);
      const standing = standingOf(each.history, rules, this.effectiveDate);
      return { ...each, standing, total: graded?.total ?? null, rank: each.rank ?? graded?.rank };
    });
    const employed = this.seen.filter(({ standing }) => standing.employed).length;
    this.base = rules.seats.base === 'ACTIVE' ? employed : ask.establishment;
    const tiers = this.seen.flatMap(({ standing }) => standing.tier ?? []);
    this.seats = new Seats(seatCaps(rules, this.base), tiers);
    this.before = this.seats.caps.map((group) => this.seats.takenIn(group));
  }

  /** Demotions free seats first; then each step from the highest down fills what is free. */
  perform(): TierRun {
    const open = this.seen.filter((each) => !isSettled(each, this.effectiveDate));
    const down = open.filter(({ standing }) => standing.failedIn === this.ask.year);
    for (const each of down) this.demote(each);
    const up = open.filter((each) => !down.includes(each));
    for (const { from } of [...this.rules.ladder].sort((a, b) => a.from - b.from)) {
      this.promote(up, from);
    }
    const { effectiveDate, base, proposals, waiting } = this;
    return { year: this.ask.year, effectiveDate, base, seats: this.use(), proposals, waiting };
  }

  private use(): SeatUse[] {
    return this.seats.caps.map((group, at) => ({
      ...group,
      before: this.before[at] ?? 0,
      after: this.seats.takenIn(group),
    }));
  }

  /** What led there since the tier was reached. */
  private stepsOf({ history }: Seen): CareerStep[] {
    const { steps, since } = careerOf(history, this.rules, this.effectiveDate);
    return steps.filter(({ on }) => since !== null && on >= since);
  }

  private demote(seen: Seen): void {
    const { officer, standing, total } = seen;
    const { tier } = standing;
    if (tier === null) return;
    const to = Math.min(lowestTier(this.rules), tier + this.rules.demotion.tiers);
    if (to === tier) return;
    this.seats.move(tier, to);
    this.proposals.push({
      ...{
        officer,
        from: tier,
        to,
        effectiveDate: this.effectiveDate,
        ground: 'INCOMPETENT_YEAR',
        total,
      },
      ...{ clauses: ['/decisions/tiers/demotion'], credits: 0, needed: 0 },
      steps: this.stepsOf(seen),
      says: demotionText({ from: tier, to, year: this.ask.year }),
    });
  }

  private promote(up: readonly Seen[], from: number): void {
    const due = up.flatMap((each): Candidate[] => {
      if (each.standing.tier !== from) return [];
      const prospect = prospectOf(each.standing, this.rules);
      return prospect === undefined || prospect.missing > 0 ? [] : [{ ...each, prospect }];
    });
    const compare = (a: Seen, b: Seen) => compareRanks(rankOf(a), rankOf(b), this.rules.ties);
    const byId = (a: Seen, b: Seen) => (a.officer < b.officer ? -1 : 1);
    const ordered = due
      .filter(({ prospect }) => isReady(prospect))
      .sort((a, b) => compare(a, b) || byId(a, b));
    const free = this.seats.freeFor(from, from - 1);
    const { seated, left, tied } = seat(ordered, free ?? ordered.length, compare);
    const cut = seated.at(-1)?.total ?? null;
    const step = { competitors: ordered.length, free, filled: seated.length, cut };
    for (const each of seated) this.raise(each, free);
    left.forEach((each, at) => {
      const reason = at < tied ? 'TIE' : 'NO_SEAT';
      this.leave(each, { reason, place: at + 1, step });
    });
    for (const each of due.filter(({ prospect }) => !isReady(prospect))) {
      const reason = each.prospect.barredBy.length > 0 ? 'SANCTION' : 'WAITING_TIME';
      this.leave(each, { reason, place: null, step });
    }
  }

  private raise(candidate: Candidate, free: number | null): void {
    const { officer, total, prospect } = candidate;
    const { from, to, has, needed } = prospect;
    this.seats.move(from, to);
    this.proposals.push({
      ...{
        officer,
        from,
        to,
        effectiveDate: this.effectiveDate,
        ground: groundOf(prospect),
        total,
      },
      ...{ clauses: clausesOf(prospect), credits: has, needed },
      steps: this.stepsOf(candidate),
      says: promotionText(prospect, { total, free }),
    });
  }

  private leave(
    { officer, total, prospect }: Candidate,
    { reason, place, step }: Pick<WaitingOfficer, 'reason' | 'place' | 'step'>,
  ): void {
    const { from, to } = prospect;
    const says = waitingText(reason, { prospect, place });
    this.waiting.push({ officer, from, to, place, total, reason, step, says });
  }
}

/** What the rules make of a year: who moves, who waits, and how the seats stand after it. */
export const tierRun = (ask: TierRunAsk, rules: TierRules): TierRun =>
  new Run(ask, rules).perform();

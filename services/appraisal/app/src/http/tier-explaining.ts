import type { CareerStep, EventPlace, TierForecast } from '@ywk/appraisal-domain';
import { LOGS, type AnnualGradeRecorded, type TierChanged } from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';
import {
  toldTiers,
  type ToldRun,
  type ToldTierChange,
  type ToldWaiting,
} from '../commands/told-tiers.ts';
import type { Connections } from '../persistence/database.ts';
import type { ShownDecision } from '../persistence/decision-reading.store.ts';
import type { PastRules } from '../persistence/rules-in-force.ts';
import { inSnapshot } from '../persistence/snapshot.ts';
import { DecisionBoard } from '../projections/decision-board/decision-board.query.ts';
import { TierBoard, type TierLook } from '../projections/tier-board/tier-board.query.ts';

/** Seats as a run used them: n is what the shares are taken of, each group with filled before and after. */
export interface SeatsUsed extends Pick<ToldRun, 'run' | 'schemeVersion' | 'seats' | 'document'> {
  readonly n: number;
  readonly event: EventPlace;
}

/** A tier change with what it rests on; who proposed and approved it is told by the part they took. */
export interface ExplainedChange {
  readonly from: number;
  readonly to: number;
  readonly effectiveDate: string;
  readonly ground: string;
  readonly status: 'PROPOSED' | 'APPROVED';
  /** Null for what a person asked for without a run. */
  readonly basis: ToldTierChange['change']['basis'];
  readonly seats: SeatsUsed | null;
  readonly proposed: { readonly by: 'PROPOSER'; readonly event: EventPlace };
  readonly approved: { readonly by: 'APPROVER'; readonly event: EventPlace } | null;
  /** The decision as others may see it; null before the approval. */
  readonly decision: EventPlace | null;
}

/** One step of a career with the event that decided it; null for what recruitment tells. */
export interface ExplainedStep extends CareerStep {
  readonly event: EventPlace | null;
}

/** Why a run left the officer waiting. */
export interface ExplainedWaiting extends Omit<ToldWaiting, 'made' | 'officer'> {
  readonly clauses: readonly string[];
  readonly seats: SeatsUsed | null;
}

/** Why an officer stands on a tier, and what is between there and the next one. */
export interface ExplainedTier {
  readonly officer: string;
  readonly on: string;
  /** 7 (low) … 1 (high); null in the trainee time and outside service. */
  readonly tier: number | null;
  readonly since: string | null;
  /** Credit years on the tier, hundredths. */
  readonly credits: number;
  readonly steps: readonly ExplainedStep[];
  readonly changes: readonly ExplainedChange[];
  readonly waiting: readonly ExplainedWaiting[];
  /** What is missing for the next tier. */
  readonly forecast: TierForecast | null;
}

const WAITING_CLAUSES: Readonly<Record<ToldWaiting['reason'], readonly string[]>> = {
  NO_SEAT: ['/decisions/tiers/ladder', '/decisions/tiers/seats'],
  TIE: ['/decisions/tiers/ladder', '/decisions/tiers/seats', '/decisions/tiers/ties'],
  SANCTION: ['/decisions/tiers/ladder'],
  WAITING_TIME: ['/decisions/tiers/demotion'],
};

const seatsOf = (made: ToldRun | null): SeatsUsed | null => {
  if (made === null) return null;
  const { run, schemeVersion, establishment: n, document, seats, event } = made;
  return { run, schemeVersion, n, document, seats, event };
};

const placeIn = ({ partition, pos, eventId, recordedAt }: ShownDecision): EventPlace => ({
  ...{ log: LOGS.decision, partition, pos, eventId, recordedAt },
});

const explainedChange = (
  { change, decision, proposed, approved, run }: ToldTierChange,
  decisions: readonly ShownDecision[],
): ExplainedChange => {
  const { from, to, effectiveDate, ground, basis } = change;
  const found = decisions.find(({ data }) => (data as TierChanged).decision === decision);
  return {
    ...{ from, to, effectiveDate, ground },
    status: approved === null ? 'PROPOSED' : 'APPROVED',
    basis,
    seats: seatsOf(run),
    proposed: { by: 'PROPOSER', event: proposed },
    approved: approved === null ? null : { by: 'APPROVER', event: approved },
    decision: found === undefined ? null : placeIn(found),
  };
};

/** The decision behind a step of a career: of its year, or with its first day. */
const decidedBy = (
  { kind, on, inputs, tier }: CareerStep,
  decisions: readonly ShownDecision[],
): EventPlace | null => {
  const found = decisions.findLast((each) => {
    if (each.kind === 'ANNUAL_GRADE') {
      return (each.data as AnnualGradeRecorded).year === inputs['year'];
    }
    const { effectiveDate, to } = each.data as TierChanged;
    return kind === 'MOVED' && effectiveDate === on && to === tier;
  });
  return found === undefined ? null : placeIn(found);
};

interface Read {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: PastRules;
}

const OUTSIDE = { tier: null, since: null, credits: 0, steps: [] };

/** Puts together why officers stand where they stand, from the events that decided it. */
export class TierExplaining {
  constructor(private readonly read: Read) {}

  /** What was decided and known by the look's instant. */
  async of(officer: string, look: TierLook): Promise<ExplainedTier> {
    const { place, decisions, proposals } = await this.listed(officer, look);
    const known = decisions.filter(
      ({ kind, recordedAt }) => kind !== 'GRADE' && Date.parse(recordedAt) <= look.until,
    );
    const told = await toldTiers(this.read.store, { officer, proposals, until: look.until });
    const { tier, since, credits, steps } = place?.standing ?? OUTSIDE;
    return {
      ...{ officer, on: look.on, tier, since, credits },
      steps: steps.map((step) => ({ ...step, event: decidedBy(step, known) })),
      changes: told.changes.map((each) => explainedChange(each, known)),
      waiting: told.waiting.map(({ made, officer: _officer, ...each }) => ({
        ...{ ...each, clauses: WAITING_CLAUSES[each.reason], seats: seatsOf(made) },
      })),
      forecast: place?.forecast ?? null,
    };
  }

  /** In one snapshot: a step and the decision behind it are listed together or not at all. */
  private listed(officer: string, look: TierLook) {
    const { pool, rules } = this.read;
    return inSnapshot(pool, async (tx) => {
      const board = new DecisionBoard(tx);
      return {
        place: await new TierBoard(tx, rules).ofOfficer(officer, look),
        decisions: await board.ofOfficer(officer, null),
        proposals: await board.tierProposals(officer),
      };
    });
  }
}

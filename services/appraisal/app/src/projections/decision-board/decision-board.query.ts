import type { Database } from '../../persistence/database.ts';
import {
  decisionsOfOfficer,
  decisionsOfPeriod,
  proposalsOfPeriod,
  tierChanges,
  tierProposalsOf,
  type DecisionPage,
  type ShownDecision,
  type ShownProposal,
  type ShownTierChange,
} from '../../persistence/decision-reading.store.ts';

/** What people look up about proposals and decisions. */
export class DecisionBoard {
  constructor(private readonly pool: Database) {}

  /** All grade proposals of a period, by unit. */
  proposals(period: string): Promise<ShownProposal[]> {
    return proposalsOfPeriod(this.pool, period);
  }

  /** Decisions about one officer in log order; of one kind when it is given. */
  ofOfficer(officer: string, kind: string | null): Promise<ShownDecision[]> {
    return decisionsOfOfficer(this.pool, officer, kind);
  }

  /** A page of decisions of one kind, by officer. */
  ofPeriod(page: DecisionPage): Promise<ShownDecision[]> {
    return decisionsOfPeriod(this.pool, page);
  }

  /** Ids of all tier changes that were proposed of an officer. */
  tierProposals(officer: string): Promise<string[]> {
    return tierProposalsOf(this.pool, officer);
  }

  /** A page of tier changes, by id. */
  tierChanges(page: {
    status: string | null;
    after: string;
    limit: number;
  }): Promise<ShownTierChange[]> {
    return tierChanges(this.pool, page);
  }
}

import type { DecidedStanding } from '@ywk/appraisal-domain';
import type { EventStore } from '@ywk/event-store';
import type { Connections } from '../persistence/database.ts';
import type { PastRules } from '../persistence/rules-in-force.ts';
import { DecisionBoard } from '../projections/decision-board/decision-board.query.ts';
import type { Asked, KnownScores } from '../projections/score-board/known-scores.query.ts';
import type { TierLook } from '../projections/tier-board/tier-board.query.ts';
import type { Differing, Explaining } from './explanation.view.ts';
import { MonthReading } from './month-reading.ts';
import { TierExplaining } from './tier-explaining.ts';

/** What months are explained from. */
export interface ExplainingParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: PastRules;
  readonly scores: KnownScores;
}

/** An officer's month at an instant, and where a career is looked at. */
export interface MonthAsked extends Asked {
  readonly look: TierLook;
}

const NOTHING = { revision: null, grade: null, level: null, performancePay: null };

/** A month with everything that was decided about it and its officer. */
export class MonthExplaining {
  private readonly scores: KnownScores;
  private readonly months: MonthReading;
  private readonly tiers: TierExplaining;

  constructor({ pool, store, rules, scores }: ExplainingParts) {
    const board = new DecisionBoard(pool);
    this.scores = scores;
    const by = (until: number) => rules.readBy(pool, until);
    this.months = new MonthReading({ store, board, rules: { by } });
    this.tiers = new TierExplaining({ pool, store, rules });
  }

  async explained({ look, ...asked }: MonthAsked): Promise<Omit<Explaining, 'asOf'>> {
    const explained = await this.scores.explained(asked);
    const decided = await this.months.of(asked, explained.unit);
    return { explained, decided, tier: await this.tiers.of(asked.officer, look) };
  }

  /** What is known and decided otherwise at the later instant. */
  async differing(
    then: MonthAsked,
    later: MonthAsked,
  ): Promise<Pick<Differing, 'scored' | 'decided'>> {
    const decided = { then: await this.standing(then), now: await this.standing(later) };
    return { scored: await this.scores.differences(then, later.until), decided };
  }

  private async standing({ look, ...asked }: MonthAsked): Promise<DecidedStanding> {
    const { decision } = await this.months.of(asked, null);
    const { tier } = await this.tiers.of(asked.officer, look);
    if (decision === null) return { ...NOTHING, tier };
    const { revision, grade, level, performancePay } = decision;
    return { revision, grade, level: level?.level ?? null, performancePay, tier };
  }
}

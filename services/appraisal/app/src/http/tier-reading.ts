import type { Career, Sanction, Standing, TierForecast } from '@ywk/appraisal-domain';
import type { TierChanged } from '@ywk/contracts';
import type { Tiers } from '../commands/current-tier.ts';
import type { LastTierRun } from '../commands/tier-seats.ts';
import type { ShownDecision } from '../persistence/decision-reading.store.ts';
import type { DecisionBoard } from '../projections/decision-board/decision-board.query.ts';
import type {
  TierBoard,
  TierLook,
  TierProspects,
} from '../projections/tier-board/tier-board.query.ts';

const changeOf = ({ data, eventId, pos, partition }: ShownDecision) => ({
  ...(data as TierChanged),
  ...{ eventId, partition, pos },
});

/** An officer's tier as it is answered. Credit years in hundredths. */
export interface OfficerTier {
  readonly officer: string;
  /** By the decisions taken so far, whenever they take effect. */
  readonly tier: number | null;
  readonly on: string;
  readonly unit: string | null;
  /** On the day looked at, with every step that led there. */
  readonly career: Career | null;
  readonly forecast: TierForecast | null;
  readonly changes: readonly ReturnType<typeof changeOf>[];
  readonly annualGrades: readonly unknown[];
}

/** One of a unit. */
export interface UnitTierItem extends Pick<Standing, 'tier' | 'since' | 'credits'> {
  readonly officer: string;
  readonly unit: string | null;
  readonly barredBy: readonly Sanction[];
  readonly forecast: TierForecast | null;
}

/** What costs and moves rest on: the approved posts, and what is assumed of years to come. */
export interface TierProjection extends TierProspects {
  readonly establishment: number | null;
  readonly document: string | null;
  readonly assumes: 'COMPETENT';
}

/** What this reads. */
interface Read {
  readonly board: TierBoard;
  readonly decisions: DecisionBoard;
  readonly tiers: Tiers;
  readonly runs: LastTierRun;
}

/** Puts together what people look up about careers. */
export class TierReading {
  constructor(private readonly read: Read) {}

  async ofOfficer(officer: string, look: TierLook): Promise<OfficerTier> {
    const { board, tiers } = this.read;
    const place = await board.ofOfficer(officer, look);
    const { tier } = await tiers.of(officer);
    return {
      ...{ officer, tier, on: look.on, unit: place?.unit ?? null },
      career: place?.standing ?? null,
      forecast: place?.forecast ?? null,
      changes: (await this.told(officer, 'TIER', look)).map(changeOf),
      annualGrades: (await this.told(officer, 'ANNUAL_GRADE', look)).map(({ data }) => data),
    };
  }

  async ofUnits(units: readonly string[], look: TierLook): Promise<UnitTierItem[]> {
    const places = await this.read.board.ofUnits(units, look);
    return places.map(({ officer, unit, standing, forecast }) => {
      const { tier, since, credits, barredBy } = standing;
      return { officer, unit, tier, since, credits, barredBy, forecast };
    });
  }

  /** @param units of which people are shown; null for all */
  async projection(units: readonly string[] | null, look: TierLook): Promise<TierProjection> {
    const made = await this.read.runs.read();
    const establishment = made?.establishment ?? null;
    const prospects = await this.read.board.outlook({ establishment, units }, look);
    return { establishment, document: made?.document ?? null, assumes: 'COMPETENT', ...prospects };
  }

  private async told(officer: string, kind: string, { until }: TierLook): Promise<ShownDecision[]> {
    const all = await this.read.decisions.ofOfficer(officer, kind);
    return all.filter(({ recordedAt }) => Date.parse(recordedAt) <= until);
  }
}

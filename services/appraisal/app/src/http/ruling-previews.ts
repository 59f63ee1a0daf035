import { localDay } from '@ywk/kernel';
import { actTime } from '@ywk/platform';
import type { PeriodName } from '../commands/period.stream.ts';
import type { RulingEffect } from '../commands/ruling-effects.ts';
import type { PreviewAsk, Rulings } from '../commands/rulings.ts';
import { NOW } from '../persistence/database.ts';
import type { DecisionBoard } from '../projections/decision-board/decision-board.query.ts';
import { tierEffect, type TierEffect } from './objections.view.ts';
import type { TierReading } from './tier-reading.ts';

/** The whole effect of a ruling, with what it means for the appellant's tier. */
export type RulingPreview = RulingEffect & { readonly tier: TierEffect };

interface Read {
  readonly rulings: Rulings;
  readonly tiers: TierReading;
  readonly decisions: DecisionBoard;
}

/** Puts together what a ruler has to see before confirming. */
export class RulingPreviews {
  constructor(private readonly read: Read) {}

  /** @throws Rejection as {@link Rulings.preview} */
  async of(name: PeriodName, officer: string, ask: PreviewAsk): Promise<RulingPreview> {
    const { rulings, tiers, decisions } = this.read;
    const effect = await rulings.preview(name, ask);
    const look = { on: localDay(actTime()), until: NOW };
    const known = {
      tier: await tiers.ofOfficer(officer, look),
      decisions: await decisions.ofOfficer(officer, 'GRADE'),
    };
    return { ...effect, tier: tierEffect(effect, name.period, known) };
  }
}

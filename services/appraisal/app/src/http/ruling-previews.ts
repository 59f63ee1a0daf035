import type { AnnualGrade, TierByYear } from '@ywk/appraisal-domain';
import { localDay } from '@ywk/kernel';
import { actTime } from '@ywk/platform';
import type { AnnualEffect, AnnualPreviewAsk } from '../commands/annual-rulings.ts';
import type { PeriodName } from '../commands/period.stream.ts';
import type { RulingEffect } from '../commands/ruling-effects.ts';
import type { PreviewAsk, Rulings } from '../commands/rulings.ts';
import { NOW } from '../persistence/database.ts';
import type { DecisionBoard } from '../projections/decision-board/decision-board.query.ts';
import type { TierBoard } from '../projections/tier-board/tier-board.query.ts';
import { tierEffect, type TierEffect } from './objections.view.ts';
import type { TierReading } from './tier-reading.ts';

/** The whole effect of a ruling, with what it means for the appellant's tier. */
export type RulingPreview = RulingEffect & { readonly tier: TierEffect };

/** What the year, without a ruling and with it, means for the tier and its pay of one officer. */
export interface OfficerTierEffect {
  readonly officer: string;
  readonly before: TierByYear;
  readonly after: TierByYear;
}

/** The same of a year: of the appellant first, then of everybody whose grade moves. */
export type AnnualPreview = AnnualEffect & { readonly tiers: readonly OfficerTierEffect[] };

interface Read {
  readonly rulings: Rulings;
  readonly board: TierBoard;
  readonly tiers: TierReading;
  readonly decisions: DecisionBoard;
}

/** A comment without a grade counts as no year. */
const gradeIn = (grade: string | undefined): AnnualGrade | null =>
  grade === undefined || grade === 'NONE' ? null : (grade as AnnualGrade);

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

  /** @throws Rejection as {@link Rulings.annual} */
  async ofYear(name: PeriodName, ask: AnnualPreviewAsk): Promise<AnnualPreview> {
    const { rulings, board } = this.read;
    const effect = await rulings.annual.preview(name, ask);
    const { appellant, displaced } = effect;
    const moved = displaced.filter(({ before, after }) => before?.grade !== after?.grade);
    const asks = [appellant, ...moved].flatMap(({ officer, before, after }) =>
      [before, after].map((result) => ({ officer, grade: gradeIn(result?.grade) })),
    );
    const found = await board.byYear(Number(name.period), asks);
    const tiers = [appellant, ...moved].flatMap(({ officer }, at): OfficerTierEffect[] => {
      const [before, after] = found.slice(2 * at, 2 * at + 2);
      return before === undefined || after === undefined ? [] : [{ officer, before, after }];
    });
    return { ...effect, tiers };
  }
}

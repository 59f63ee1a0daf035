import { ratio, type Ratio } from '@ywk/kernel';
import type { EffectDocument } from '../scheme/clause-document.ts';
import type { ScoredStay, ScoreSheet } from '../score/sheet.ts';
import type { Competitor } from './competitor.ts';

const customIn = ({ groups }: ScoredStay): number =>
  groups.find(({ id }) => id === 'custom')?.score ?? 0;

/** Custom scores of the stays, weighed like the total, exact; null without a scored stay. */
export const customOf = ({ stays }: Pick<ScoreSheet, 'stays'>): Ratio | null => {
  const scored = stays.filter((stay) => stay.status === 'SCORED');
  const weights = scored.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return null;
  const sum = scored.reduce((all, stay) => all + customIn(stay) * stay.weight, 0);
  return ratio(sum, weights * 100);
};

/** The clause that brought an effect about; null when none did. */
export const clauseOf = (
  { effects }: Pick<ScoreSheet, 'effects'>,
  wanted: EffectDocument['effect'],
): string | null => effects.find(({ effect }) => effect === wanted)?.clause ?? null;

/** What a sheet does not say of a person, and others may know. */
export type Beside = Partial<Pick<Competitor, 'offQuota' | 'longLeave' | 'steps'>>;

/** A month's sheet as the quotas see it. */
export const competitorOf = (sheet: ScoreSheet, beside: Beside = {}): Competitor => ({
  officer: sheet.officer,
  unit: sheet.unit ?? '',
  total: sheet.total,
  custom: customOf(sheet),
  penalty: sheet.penalty,
  democratic: null,
  veto: clauseOf(sheet, 'VETO'),
  forced: clauseOf(sheet, 'LEVEL_4'),
  offQuota: beside.offQuota ?? null,
  probation: sheet.probation,
  longLeave: beside.longLeave ?? false,
  steps: beside.steps ?? sheet.levelSteps ?? 0,
});

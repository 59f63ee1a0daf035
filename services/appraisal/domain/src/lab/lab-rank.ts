import type { ConductOfMonth } from '../conduct/told-conduct.ts';
import { competitorOf } from '../level/of-sheet.ts';
import { ratioFromText, ratioText } from '../score/measured.ts';
import type { ScoreSheet } from '../score/sheet.ts';
import type { LabResult } from './comparison.ts';
import type { LabPerson } from './decide-side.ts';

/** What of a sheet the quotas look at beside its result; kept until they are taken. */
export interface LabRank {
  /** Exact; null without a scored stay. */
  readonly custom: string | null;
  readonly penalty: number;
  readonly veto: string | null;
  readonly forced: string | null;
  readonly steps: number;
  readonly probation: boolean;
}

/** What the quotas will look at. */
export const rankOf = (sheet: ScoreSheet): LabRank => {
  const { custom, penalty, veto, forced, steps, probation } = competitorOf(sheet);
  return {
    custom: custom === null ? null : ratioText(custom),
    ...{ penalty, veto, forced, steps, probation },
  };
};

/** One side of an officer's month, as it was kept. */
export interface RankedResult {
  readonly officer: string;
  readonly unit: string;
  readonly result: Pick<LabResult, 'total' | 'grade' | 'pay'>;
  readonly rank: LabRank;
  /** Honours and leave of the month. */
  readonly conduct: ConductOfMonth;
}

/** The officer as quotas and budgets see them. */
export const personOf = ({ officer, unit, result, rank, conduct }: RankedResult): LabPerson => ({
  ...{ officer, unit, ...result, ...rank },
  custom: rank.custom === null ? null : ratioFromText(rank.custom),
  ...{ democratic: null, ...conduct },
});

import type { Fen, Label } from '@ywk/kernel';
import type { ConvertedOfficer } from './conversion.ts';
import type { ProposedMove } from './tier-run.ts';

/** What a run or a conversion proposes a change on. Kept for ever. */
export interface TierBasis {
  /** The run it comes from, as `2022` or the document of a conversion. */
  readonly run: string;
  readonly schemeVersion: string;
  /** Rules applied, as JSON Pointers into the scheme. */
  readonly clauses: readonly string[];
  /** Credit years there and needed, in hundredths. */
  readonly credits: number;
  readonly needed: number;
  /** Total of the year in hundredths of a point. */
  readonly total: number | null;
  /** Fen a month by which pay is held up for who is mapped down. */
  readonly protection: Fen;
  readonly says: Label;
}

type Source = Pick<TierBasis, 'run' | 'schemeVersion'>;

export const basisOfRun = (move: ProposedMove, source: Source): TierBasis => {
  const { clauses, credits, needed, total, says } = move;
  return { ...source, clauses, credits, needed, total, protection: 0, says };
};

export const basisOfConversion = (
  { protection, says }: ConvertedOfficer,
  source: Source,
): TierBasis => ({
  ...{ ...source, clauses: ['/decisions/tiers/conversion'], credits: 0, needed: 0, total: null },
  ...{ protection, says },
});

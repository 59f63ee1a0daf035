import { addDays } from '@ywk/kernel';
import type { Employment } from '../tier/tier-history.ts';
import type { ToldStay } from './ask.ts';

const continues = (before: Employment | undefined, stay: ToldStay): before is Employment =>
  before !== undefined &&
  stay.tier === undefined &&
  !(stay.probation && before.tier !== null) &&
  before.to !== null &&
  addDays(before.to, 1) >= stay.from;

/**
 * Employments as stays tell them: one goes on while stays follow each other without a gap. A stay
 * that names a tier begins another: after the trainee time, or on coming back.
 */
export const employmentsOf = (stays: readonly ToldStay[]): Employment[] => {
  const found: Employment[] = [];
  const main = stays.filter(({ share }) => share === undefined);
  for (const stay of [...main].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const before = found.at(-1);
    if (continues(before, stay)) found.splice(-1, 1, { ...before, to: stay.to });
    else found.push({ from: stay.from, to: stay.to, tier: stay.tier ?? null });
  }
  return found;
};

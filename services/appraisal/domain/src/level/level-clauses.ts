import type { SchemeDocument } from '../scheme/scheme-document.ts';
import type { LevelPlacement, LevelRule } from './levels.ts';

const MEMBER = '/decisions/levels';

const CLAUSES: Readonly<Record<Exclude<LevelRule, 'VETO' | 'FORCED'>, readonly string[]>> = {
  FLOOR: [`${MEMBER}/level4`],
  OFF_QUOTA: [`${MEMBER}/offQuotaReasons`],
  LEVEL_1: [`${MEMBER}/level1`],
  LEVEL_2: [`${MEMBER}/levels1And2`, `${MEMBER}/level1`],
  LEVEL_3: [`${MEMBER}/levels1And2`, `${MEMBER}/level4`],
  OUTSIDE: [`${MEMBER}/base`],
};

/** Rules of the scheme that gave a level, as JSON Pointers, the deciding one first. */
export const levelClauses = (
  { rule, by }: Pick<LevelPlacement, 'rule' | 'by'>,
  { effects }: Pick<SchemeDocument, 'effects'>,
): readonly string[] => {
  if (rule !== 'VETO' && rule !== 'FORCED') return CLAUSES[rule];
  const at = effects.findIndex(({ id }) => id === by);
  const effect = at < 0 ? '/effects' : `/effects/${at}`;
  return rule === 'VETO' ? [effect, `${MEMBER}/base/veto`] : [effect, `${MEMBER}/level4`];
};

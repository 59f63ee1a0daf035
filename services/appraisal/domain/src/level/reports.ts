import type { LevelReport, QuotaUse } from './levels.ts';
import { quotaLabel } from './level-words.ts';

const floorShort = (use: QuotaUse, people: number): LevelReport => ({
  code: 'FLOOR_SHORT',
  quota: use.quota,
  people,
  words: {
    zh: `四级应不少于${use.seats}人，实有${use.used}人，缺${people}人。`,
    en: `Level 4 is to have at least ${use.seats} people and has ${use.used}: ${people} short.`,
  },
});

const ceilingExceeded = (use: QuotaUse, people: number): LevelReport => ({
  code: 'CEILING_EXCEEDED',
  quota: use.quota,
  people,
  words: {
    zh: `${quotaLabel(use.quota).zh}名额${use.seats}个，因并列全部列入${use.used}人，超出${people}人。`,
    en: `${quotaLabel(use.quota).en} has ${use.seats} seats and, with everybody tied at the cut, ${use.used} people: ${people} above.`,
  },
});

const tieUnresolved = (use: QuotaUse): LevelReport => ({
  code: 'TIE_UNRESOLVED',
  quota: use.quota,
  people: use.tied,
  words: {
    zh: `${quotaLabel(use.quota).zh}末位${use.tied}人各项均相同，规则无法区分，须由人决定。`,
    en: `${use.tied} people at the cut of ${quotaLabel(use.quota).en} are equal in everything the rules look at: a person has to decide.`,
  },
});

/** What a person has to see about a quota before approving. */
export const reportsOf = (use: QuotaUse): LevelReport[] => {
  const isFloor = use.quota === 'LEVEL_4';
  const over = use.used - use.seats;
  return [
    ...(use.tie === 'TIEBREAK' ? [tieUnresolved(use)] : []),
    ...(isFloor && over < 0 ? [floorShort(use, -over)] : []),
    ...(!isFloor && over > 0 ? [ceilingExceeded(use, over)] : []),
  ];
};

import { hundredthsText, type Label } from '@ywk/kernel';
import type { TieUse } from './fill.ts';
import type { LevelPlacement, LevelRule, LevelsOutcome, QuotaName, QuotaUse } from './levels.ts';

const QUOTAS: Readonly<Record<QuotaName, Label>> = {
  LEVEL_1: { zh: '一级', en: 'level 1' },
  LEVELS_1_AND_2: { zh: '一、二级合计', en: 'levels 1 and 2 together' },
  LEVEL_4: { zh: '四级', en: 'level 4' },
  EXCELLENT: { zh: '优秀', en: 'excellent' },
};

/** What people call a quota. */
export const quotaLabel = (quota: QuotaName): Label => QUOTAS[quota];

const RULES: Readonly<Record<LevelRule, Label>> = {
  VETO: { zh: '一票否决，定为四级', en: 'A veto puts into level 4' },
  FORCED: { zh: '依规定直接定为四级', en: 'A rule forces level 4' },
  FLOOR: { zh: '按得分由低到高列入四级', en: 'Among the lowest scores, which fill level 4' },
  OFF_QUOTA: { zh: '因表彰列入一级，不占名额', en: 'Level 1 for an honour, without a seat' },
  LEVEL_1: { zh: '按得分由高到低列入一级', en: 'Among the highest scores, which have level 1' },
  LEVEL_2: { zh: '按得分列入二级', en: 'Next by score, within levels 1 and 2' },
  LEVEL_3: { zh: '其余定为三级', en: 'Neither among the seats above nor in level 4' },
  OUTSIDE: { zh: '不参加定级', en: 'Not counted, no level' },
};

const TIES: Readonly<Record<TieUse, Label>> = {
  CUSTOM: { zh: '总分相同者以自定义分区分', en: 'equal totals parted by the custom score' },
  PENALTY: { zh: '总分相同者扣分少者在先', en: 'equal totals parted by fewer points deducted' },
  DEMOCRATIC: { zh: '总分相同者以民主评议区分', en: 'equal totals parted by the democratic score' },
  SHRINK: { zh: '末位并列，名额空缺', en: 'a tie at the cut leaves the seat empty' },
  INCLUDE: { zh: '末位并列，全部列入', en: 'everybody tied at the cut goes in' },
  TIEBREAK: { zh: '末位并列，须由人决定', en: 'a tie at the cut that a person has to decide' },
};

/** Below so many people the last total placed would be somebody's own (DOMAIN 3.0c.19). */
const FEWEST_SHOWN = 5;

/** Counters as the person concerned may see them. */
export const withoutOthers = (use: QuotaUse): QuotaUse =>
  use.n < FEWEST_SHOWN ? { ...use, cut: null } : use;

/** The quotas that decided by a rule, the deciding one first. */
const DECIDING: Readonly<Record<LevelRule, readonly QuotaName[]>> = {
  VETO: ['LEVEL_4'],
  FORCED: ['LEVEL_4'],
  FLOOR: ['LEVEL_4'],
  OFF_QUOTA: ['LEVEL_1'],
  LEVEL_1: ['LEVEL_1'],
  LEVEL_2: ['LEVELS_1_AND_2', 'LEVEL_1'],
  LEVEL_3: ['LEVELS_1_AND_2', 'LEVEL_4'],
  OUTSIDE: [],
};

/** Why somebody has his level: the rule, and the counters of the quotas that decided. */
export interface LevelReason extends Pick<LevelPlacement, 'rule' | 'by' | 'enforced' | 'steps'> {
  readonly quotas: readonly QuotaUse[];
  readonly words: Label;
}

/** A quota as it was used, in words. */
export const quotaWords = (use: QuotaUse): Label => {
  const name = quotaLabel(use.quota);
  const cut = use.cut === null ? null : hundredthsText(use.cut);
  const tie = use.tie === null ? null : TIES[use.tie];
  return {
    zh: [
      `${name.zh}：${use.n}人的${use.share}，名额${use.seats}个，列入${use.used}人，竞争${use.competitors}人`,
      ...(cut === null ? [] : [`末位${cut}分`]),
      ...(tie === null ? [] : [tie.zh]),
    ].join('，'),
    en: [
      `${name.en}: ${use.share} of ${use.n} gives ${use.seats}, ${use.used} placed, ${use.competitors} stood for it`,
      ...(cut === null ? [] : [`the last at ${cut}`]),
      ...(tie === null ? [] : [tie.en]),
    ].join(', '),
  };
};

const beside = ({
  by,
  enforced,
  steps,
}: Pick<LevelPlacement, 'by' | 'enforced' | 'steps'>): Label[] => [
  ...(by === null ? [] : [{ zh: `依据${by}`, en: `because of ${by}` }]),
  ...(enforced
    ? [{ zh: '为满足比例列入', en: 'placed to meet the share, not for the score itself' }]
    : []),
  ...(steps === 0
    ? []
    : [{ zh: `因连带责任下调${steps}级`, en: `${steps} step down for liability as a leader` }]),
];

/** Explains one placement by the group's counters; no name of another person is in it. */
export const levelReason = (
  placement: Omit<LevelPlacement, 'officer' | 'unit'>,
  { quotas }: Pick<LevelsOutcome, 'quotas'>,
): LevelReason => {
  const { rule, by, enforced, steps } = placement;
  const deciding = DECIDING[rule].flatMap(
    (name) => quotas.find(({ quota }) => quota === name) ?? [],
  );
  const parts = [RULES[rule], ...beside(placement), ...deciding.map(quotaWords)];
  const words = {
    zh: `${parts.map(({ zh }) => zh).join('；')}。`,
    en: `${parts.map(({ en }) => en).join('; ')}.`,
  };
  return { rule, by, enforced, steps, quotas: deciding, words };
};

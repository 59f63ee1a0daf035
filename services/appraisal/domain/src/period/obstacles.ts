import { Rejection, type LocalDay, type LocalMonth } from '@ywk/kernel';

/** Why a period cannot be computed yet, for people and for the one who must clear it. */
export interface Obstacle {
  readonly code:
    | 'CUT_OFF_NOT_REQUESTED'
    | 'MARKER_MISSING'
    | 'PARTITION_HALTED'
    | 'PARKED_ITEMS'
    /** Late facts of these earlier periods count here, and their final totals are not known yet. */
    | 'EARLIER_PERIOD_OPEN'
    /** Months of a longer period that are not computed. */
    | 'MONTHS_OPEN';
  readonly log: string | null;
  readonly partitions: readonly number[];
  readonly officers: readonly string[];
  readonly periods: readonly LocalMonth[];
}

const CHINESE: Readonly<Record<Obstacle['code'], string>> = {
  CUT_OFF_NOT_REQUESTED: '尚未申请截止',
  MARKER_MISSING: '截止标记尚未到齐',
  PARTITION_HALTED: '有日志分区已停止处理',
  PARKED_ITEMS: '有搁置事件待处理',
  EARLIER_PERIOD_OPEN: '此前的考核期尚未结算',
  MONTHS_OPEN: '所含月份尚未结算',
};

/** @throws Rejection PERIOD_NOT_READY with every obstacle */
export const refuseObstacles = (obstacles: readonly Obstacle[]): void => {
  if (obstacles.length === 0) return;
  const codes = [...new Set(obstacles.map(({ code }) => code))];
  throw new Rejection(
    'PERIOD_NOT_READY',
    {
      zh: `考核期尚不能结算：${codes.map((code) => CHINESE[code]).join('、')}。`,
      en: `The period cannot be computed yet: ${codes.join(', ')}.`,
    },
    { obstacles },
  );
};

/** Why a period cannot become final yet (DOMAIN 3.0 Cut-off). */
export type FinalObstacle =
  | { readonly code: 'NOT_COMPUTED' }
  /** Facts came after the cut-off: they make a new revision first. */
  | { readonly code: 'REVISION_WAITING'; readonly officers: number }
  | { readonly code: 'UNITS_NOT_PUBLISHED'; readonly units: readonly string[] }
  /** The last local day on which publicity or the time for objections runs. */
  | {
      readonly code: 'PUBLICITY_RUNNING';
      readonly units: readonly string[];
      readonly until: LocalDay;
    }
  /** Months that went into a longer period and may still be revised. */
  | { readonly code: 'MONTHS_NOT_FINAL'; readonly periods: readonly LocalMonth[] }
  | { readonly code: 'OBJECTIONS_OPEN'; readonly objections: readonly string[] };

const CHINESE_OF_FINALITY: Readonly<Record<FinalObstacle['code'], string>> = {
  NOT_COMPUTED: '尚未结算',
  REVISION_WAITING: '有迟到的事实待计入新的版次',
  UNITS_NOT_PUBLISHED: '有单位的结果尚未公示',
  PUBLICITY_RUNNING: '公示或异议期限未满',
  MONTHS_NOT_FINAL: '所含月份尚未定案',
  OBJECTIONS_OPEN: '有异议尚未办结',
};

/** @throws Rejection PERIOD_NOT_FINAL with every obstacle */
export const refuseFinality = (obstacles: readonly FinalObstacle[]): void => {
  if (obstacles.length === 0) return;
  const codes = obstacles.map(({ code }) => code);
  throw new Rejection(
    'PERIOD_NOT_FINAL',
    {
      zh: `考核期尚不能定案：${codes.map((code) => CHINESE_OF_FINALITY[code]).join('、')}。`,
      en: `The period cannot become final yet: ${codes.join(', ')}.`,
    },
    { obstacles },
  );
};

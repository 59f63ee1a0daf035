import { hundredthsText, type Fen, type Label } from '@ywk/kernel';
import { tierLabel } from '../tier/tier-words.ts';

/** What is decided about an officer as it stood at an instant; null where nothing was yet. */
export interface DecidedStanding {
  readonly revision: number | null;
  readonly grade: string | null;
  readonly level: number | null;
  /** Fen. */
  readonly performancePay: Fen | null;
  readonly tier: number | null;
}

/** One thing that is decided otherwise now. */
export interface DecidedChange {
  readonly kind: 'REVISION' | 'GRADE' | 'LEVEL' | 'PAY' | 'TIER';
  readonly before: string | number | null;
  readonly after: string | number | null;
  readonly words: Label;
}

interface Shown {
  readonly kind: DecidedChange['kind'];
  readonly member: keyof DecidedStanding;
  readonly name: Label;
  readonly text: (value: string | number) => Label;
}

const same = (value: string | number): Label => ({ zh: String(value), en: String(value) });

const SHOWN: readonly Shown[] = [
  {
    ...{ kind: 'REVISION', member: 'revision', name: { zh: '版本', en: 'revision' } },
    text: (value) => ({ zh: `第${value}版`, en: String(value) }),
  },
  { kind: 'GRADE', member: 'grade', name: { zh: '等次', en: 'grade' }, text: same },
  {
    ...{ kind: 'LEVEL', member: 'level', name: { zh: '警务等级', en: 'force level' } },
    text: (value) => ({ zh: `${value}级`, en: String(value) }),
  },
  {
    ...{ kind: 'PAY', member: 'performancePay', name: { zh: '绩效工资', en: 'performance pay' } },
    text: (value) => {
      const yuan = hundredthsText(Number(value));
      return { zh: `${yuan}元`, en: `${yuan} yuan` };
    },
  },
  {
    ...{ kind: 'TIER', member: 'tier', name: { zh: '层级', en: 'tier' } },
    text: (value) => tierLabel(Number(value)),
  },
];

const NONE: Label = { zh: '无', en: 'none' };

/** What is decided otherwise than at an instant before, in words. */
export const decidedChanges = (then: DecidedStanding, now: DecidedStanding): DecidedChange[] =>
  SHOWN.flatMap(({ kind, member, name, text }) => {
    const [before, after] = [then[member], now[member]];
    if (before === after) return [];
    const from = before === null ? NONE : text(before);
    const to = after === null ? NONE : text(after);
    const words = {
      zh: `${name.zh}由${from.zh}变为${to.zh}`,
      en: `${name.en}: from ${from.en} to ${to.en}`,
    };
    return [{ kind, before, after, words }];
  });

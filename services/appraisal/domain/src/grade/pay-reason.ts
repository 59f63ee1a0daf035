import { hundredthsText, ratio, type Fen, type Label } from '@ywk/kernel';
import { ratioText } from '../score/measured.ts';
import type { ProposalHead } from './grade-proposal.events.ts';
import type { BudgetMode } from './unit-budget.ts';

/** Of fewer people a sum would tell what another one gets (DOMAIN 3.0c.19). */
const FEWEST_SHOWN = 5;

/** A unit's budget as it was used. Amounts in fen. */
export interface BudgetUse extends Pick<
  ProposalHead,
  'members' | 'budget' | 'asked' | 'carriedIn' | 'carryOver'
> {
  readonly overrun: Fen;
}

/** Why a month pays what it pays (DOMAIN 3.0b Unit budget). Amounts in fen. */
export interface PayReason {
  /** JSON Pointer into the scheme. */
  readonly clause: '/unitBudget';
  readonly mode: BudgetMode;
  /** What the grade asks for. */
  readonly asked: Fen;
  readonly paid: Fen;
  /** What SCALE multiplies every amount by, exact; 1 where nothing is cut. Null where counters are hidden, or the pay is held. */
  readonly factor: string | null;
  /** The pay stands as it was: a ruling for another officer moves nobody else (DOMAIN 3.0b HOLD_HARMLESS). */
  readonly held: boolean;
  /** Null where fewer than five are ranked in the unit. */
  readonly unit: BudgetUse | null;
  readonly words: Label;
}

/** What a person is to get by the grade, and what the unit's budget made of it. */
export interface PayLine {
  readonly asked: Fen;
  readonly paid: Fen;
}

const useOf = (head: ProposalHead): BudgetUse => {
  const { members, budget, asked, carriedIn, carryOver } = head;
  return { members, budget, asked, carriedIn, carryOver, overrun: Math.max(0, asked - budget) };
};

const RULES: Readonly<Record<BudgetMode, Label>> = {
  BLOCK: { zh: '超出预算即不得提出', en: 'above the budget nothing can be proposed' },
  SCALE: { zh: '超出预算时按比例折算', en: 'above the budget every amount is scaled down' },
  CARRY_POOL: {
    zh: '超出部分从下月预算中扣除',
    en: 'what is above the budget goes against the next month',
  },
};

const unitWords = ({ members, budget, asked, overrun, carriedIn }: BudgetUse): Label => {
  const [has, needs] = [hundredthsText(budget), hundredthsText(asked)];
  const over = overrun === 0 ? '' : `，超出${hundredthsText(overrun)}元`;
  const above = overrun === 0 ? '' : `, ${hundredthsText(overrun)} above it`;
  const before = carriedIn === 0 ? '' : `（已扣上月结转${hundredthsText(carriedIn)}元）`;
  const carried =
    carriedIn === 0 ? '' : ` (after ${hundredthsText(carriedIn)} of the month before)`;
  return {
    zh: `本单位参加排名${members}人，预算${has}元${before}，应发${needs}元${over}`,
    en: `${members} ranked in the unit, budget ${has} yuan${carried}, grades ask for ${needs}${above}`,
  };
};

const HIDDEN: Label = {
  zh: '本单位不足5人，合计不显示',
  en: 'fewer than 5 in the unit: sums are not shown',
};

const ownWords = ({ asked, paid }: PayLine): Label => ({
  zh: `本人等次对应${hundredthsText(asked)}元，实发${hundredthsText(paid)}元`,
  en: `own grade asks for ${hundredthsText(asked)} yuan, ${hundredthsText(paid)} are paid`,
});

const HELD: Label = {
  zh: '因他人更正而重排，本人维持原结果',
  en: 'others were put right: the own result stands as it was',
};

/** What is paid is not what the budget gives, to the fen. */
const isHeld = (
  { asked, paid }: PayLine,
  { budget, asked: all }: BudgetUse,
  isScaled: boolean,
): boolean => (isScaled ? Math.abs(asked * budget - paid * all) >= all : asked !== paid);

/** Explains a line's pay by the unit's budget; of few people it says nothing that tells of others. */
export const payReason = (line: PayLine, head: ProposalHead): PayReason => {
  const use = useOf(head);
  const isScaled = head.budgetMode === 'SCALE' && use.overrun > 0;
  const unit = use.members < FEWEST_SHOWN ? null : use;
  const held = isHeld(line, use, isScaled);
  const factor = isScaled ? ratioText(ratio(use.budget, use.asked)) : '1';
  const parts = [
    ownWords(line),
    unit === null ? HIDDEN : unitWords(unit),
    held ? HELD : RULES[head.budgetMode],
  ];
  return {
    clause: '/unitBudget',
    mode: head.budgetMode,
    ...line,
    factor: unit === null || held ? null : factor,
    held,
    unit,
    words: {
      zh: `${parts.map(({ zh }) => zh).join('；')}。`,
      en: `${parts.map(({ en }) => en).join('; ')}.`,
    },
  };
};

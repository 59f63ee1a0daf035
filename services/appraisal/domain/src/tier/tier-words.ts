import { hundredthsText, type Label } from '@ywk/kernel';
import type { AnnualGrade } from '../scheme/annual-document.ts';

const NUMERALS = '一二三四五六七八九十';

/** A tier as people call it: 四级, tier 4. */
export const tierLabel = (tier: number): Label => ({
  zh: `${NUMERALS[tier - 1] ?? tier}级`,
  en: `tier ${tier}`,
});

/** Credit years as people write them: 150 is "1.5", 300 is "3". */
export const creditText = (hundredths: number): string =>
  hundredthsText(hundredths).replace(/\.?0+$/, '');

const WORDS: Readonly<Record<number, string>> = { 100: 'one', 200: 'two', 300: 'three' };

/** "two more credit years", "1.5 more credit years", "one more credit year". */
export const moreCredits = (hundredths: number): string =>
  `${WORDS[hundredths] ?? creditText(hundredths)} more credit year${hundredths === 100 ? '' : 's'}`;

export const ANNUAL_LABELS: Readonly<Record<AnnualGrade, Label>> = {
  EXCELLENT: { zh: '优秀', en: 'excellent' },
  COMPETENT: { zh: '称职', en: 'competent' },
  BASIC: { zh: '基本称职', en: 'basic' },
  INCOMPETENT: { zh: '不称职', en: 'incompetent' },
};

/** Coded grounds of a tier change in words; another code stands for itself. */
export const groundLabel = (ground: string): Label => GROUNDS[ground] ?? { zh: ground, en: ground };

const GROUNDS: Readonly<Record<string, Label>> = {
  SENIORITY: { zh: '年限晋升', en: 'promoted by years' },
  MERIT: { zh: '择优晋升', en: 'promoted by merit' },
  EARLY: { zh: '提前晋升', en: 'promoted early' },
  INCOMPETENT_YEAR: { zh: '考核降级', en: 'moved down' },
  CONVERSION: { zh: '层级套改', en: 'converted' },
};

import { hundredthsText, type Label } from '@ywk/kernel';
import type { Prospect, WaitingReason } from './promotion.ts';
import { creditText, tierLabel } from './tier-words.ts';

/** Why somebody is to be moved down. */
export const demotionText = ({
  from,
  to,
  year,
}: {
  readonly from: number;
  readonly to: number;
  readonly year: number;
}): Label => ({
  zh: `${year}年度不称职，由${tierLabel(from).zh}降为${tierLabel(to).zh}`,
  en: `incompetent in ${year}: from ${tierLabel(from).en} down to ${tierLabel(to).en}`,
});

const joined = (labels: readonly Label[]): Label => ({
  zh: labels.map(({ zh }) => zh).join('，'),
  en: labels.map(({ en }) => en).join('; '),
});

/** Why somebody is to be promoted. */
export const promotionText = (
  prospect: Prospect,
  { total, free }: { readonly total: number | null; readonly free: number | null },
): Label => {
  const has = creditText(prospect.has);
  const needed = creditText(prospect.needed);
  const credits = {
    zh: `计分年${has}，需${needed}，可晋升${tierLabel(prospect.to).zh}`,
    en: `${has} credit years of ${needed} needed for ${tierLabel(prospect.to).en}`,
  };
  const early = { zh: '受表彰，提前晋升', en: 'early, for a commendation' };
  const seats =
    free === null
      ? []
      : [
          {
            zh: `空额${free}个，年度得分${total === null ? '无' : hundredthsText(total)}`,
            en: `${free} seat${free === 1 ? '' : 's'} free, annual total ${total === null ? 'none' : hundredthsText(total)}`,
          },
        ];
  return joined([credits, ...(prospect.early ? [early] : []), ...seats]);
};

/** Why somebody with the credit years waits. */
export const waitingText = (
  reason: WaitingReason,
  { prospect, place }: { readonly prospect: Prospect; readonly place: number | null },
): Label => {
  const { barredBy, waitsUntil, seatUpTo } = prospect;
  switch (reason) {
    case 'NO_SEAT':
      return {
        zh: `一至${tierLabel(seatUpTo ?? prospect.to).zh}无空额，排第${place}`,
        en: `no seat free among tiers 1 to ${seatUpTo}; place ${place} of those who wait`,
      };
    case 'TIE':
      return {
        zh: `与他人同分争末位名额，名额空置，排第${place}`,
        en: `equal with others at the last seat, which stays empty; place ${place}`,
      };
    case 'SANCTION':
      return {
        zh: `处分影响期内不得晋升（${barredBy.join('、')}）`,
        en: `a sanction in force bars promotion (${barredBy.join(', ')})`,
      };
    case 'WAITING_TIME':
      return {
        zh: `降级后须待${waitsUntil}`,
        en: `after the demotion not before ${waitsUntil}`,
      };
  }
};

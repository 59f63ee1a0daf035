import { localDay } from '@ywk/kernel';
import { actTime } from '@ywk/platform';
import { NOW } from '../persistence/database.ts';
import type { TierLook } from '../projections/tier-board/tier-board.query.ts';
import { untilOf } from './as-of.ts';
import type { TierLookQuery } from './tier.requests.ts';

/** The day looked at: as asked, else that of `asOf`, else today. @throws Problem AS_OF_… */
export const lookOf = ({ on, asOf }: TierLookQuery): TierLook => {
  const until = untilOf(asOf);
  const instant = until === NOW ? actTime() : new Date(until).toISOString();
  return { on: on ?? localDay(instant), until };
};

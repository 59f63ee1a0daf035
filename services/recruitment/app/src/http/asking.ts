import { actTime, type Caller } from '@ywk/platform';
import type { Asking } from '../commands/publishing.ts';

/** Who asks, now. */
export const asking = (caller: Caller): Asking => ({
  actor: caller.sub,
  self: caller.officer ?? null,
  at: actTime(),
});

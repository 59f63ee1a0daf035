import type { Person } from '@ywk/appraisal-domain';
import { actTime, type Caller } from '@ywk/platform';
import type { Asking } from '../commands/cut-off.ts';

/** The caller as a rule of two persons sees them. */
export const personOf = ({ sub, officer }: Caller): Person => ({
  actor: sub,
  officer: officer ?? null,
});

/** Who asks, and when: the only clock in the way of a command. */
export const askingOf = ({ sub, officer }: Caller): Asking => ({
  actor: sub,
  at: actTime(),
  ...(officer === undefined ? {} : { self: officer }),
});

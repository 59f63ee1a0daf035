import type { Person } from '@ywk/appraisal-domain';
import { Rejection } from '@ywk/kernel';
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

/** The officer that the token stands for. @throws Rejection NOT_THE_OFFICER when it names none */
export const themselves = ({ officer }: Caller): string => {
  if (officer !== undefined) return officer;
  throw new Rejection('NOT_THE_OFFICER', {
    zh: '身份令牌未载明人员：只有人员本人可以提出异议。',
    en: 'The token names no officer: only officers object.',
  });
};

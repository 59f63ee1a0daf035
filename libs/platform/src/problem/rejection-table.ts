import type { Label, Rejection } from '@ywk/kernel';
import { Problem } from './problem.ts';

/** How a rejection of a domain is answered over HTTP. */
export interface RejectionAnswer {
  readonly status: 403 | 404 | 409 | 422;
  readonly title: Label;
}

/** By rejection code; a code that is not listed answers 409. */
export type RejectionTable = Readonly<Record<string, RejectionAnswer>>;

const CONFLICT: RejectionAnswer = {
  status: 409,
  title: { zh: '当前状态不允许此操作', en: 'Not possible in this state' },
};

/** Codes that every service can meet. */
const EVERYWHERE: RejectionTable = {
  COMMAND_ID_REUSED: {
    status: 422,
    title: { zh: '命令编号已用于其他内容', en: 'Command id used for something else' },
  },
  CONCURRENT_CHANGE: {
    status: 409,
    title: { zh: '他人同时修改，请重试', en: 'Changed by others at the same time; try again' },
  },
};

/** A rejection as a problem. */
export const problemOfRejection = (rejection: Rejection, table: RejectionTable): Problem => {
  const { status, title } = table[rejection.code] ?? EVERYWHERE[rejection.code] ?? CONFLICT;
  const { code, detail, facts } = rejection;
  return new Problem({ code, status, title, detail, facts });
};

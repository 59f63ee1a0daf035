import type { Label } from '@ywk/kernel';
import type { Request } from 'express';
import type { Caller } from '../auth/caller.ts';
import { knownProblem } from '../problem/known-problems.ts';
import type { Problem } from '../problem/problem.ts';

/** Why somebody looks at personal data, sent as the header `Ywk-Purpose`. */
export const PURPOSES = {
  PERSONNEL: { zh: '人事管理', en: 'personnel work' },
  APPRAISAL: { zh: '考核办理', en: 'appraisal' },
  DISCIPLINE: { zh: '纪律与表彰办理', en: 'discipline and commendation' },
  PAY: { zh: '工资发放', en: 'pay' },
  APPEAL: { zh: '申诉复核', en: 'an objection or appeal' },
  AUDIT: { zh: '审计监督', en: 'audit' },
  OPERATIONS: { zh: '系统运维', en: 'mending the system or a source' },
} as const satisfies Readonly<Record<string, Label>>;

/** Of officers who look at what is about themselves. */
export const OWN = 'OWN';
/** Of machines, whose role says what they are for. */
export const MACHINE = 'MACHINE';

export const PURPOSE_HEADER = 'ywk-purpose';

const needed = (given: string | undefined): Problem =>
  knownProblem('PURPOSE_NEEDED', {
    detail: {
      zh:
        `${given === undefined ? '答复含个人信息。' : '用途代码无法识别。'}` +
        `请在请求头 Ywk-Purpose 中注明下列之一：${Object.keys(PURPOSES).join('、')}。`,
      en:
        `${given === undefined ? 'The answer holds personal data.' : 'This is no known purpose.'} ` +
        `Send the header "Ywk-Purpose" with one of ${Object.keys(PURPOSES).join(', ')}.`,
    },
  });

/** @throws Problem PURPOSE_NEEDED to a person who names no known purpose */
export const purposeOf = (request: Request, caller: Caller): string => {
  if (caller.onlySelf) return OWN;
  if (caller.has('service', 'payroll-system', 'dispatch-feed')) return MACHINE;
  const given = request.headers[PURPOSE_HEADER];
  if (typeof given === 'string' && Object.hasOwn(PURPOSES, given)) return given;
  throw needed(given === undefined ? undefined : String(given));
};

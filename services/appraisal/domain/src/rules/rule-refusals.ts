import { Rejection, type Label, type LocalMonth } from '@ywk/kernel';
import type { Fault } from '../scheme/fault.ts';
import type { VersionName } from './rule-versions.ts';

/** A fault of rules that lie elsewhere has no path in the document. */
const faultsLabel = (count: number, { path, wrong }: Fault): Label => ({
  zh: path === '' ? `共${count}处错误。` : `共${count}处错误，第一处在${path}。`,
  en: `${count} faults; the first at ${path}: ${wrong}.`,
});

/** @throws Rejection WEIGHTS_NOT_100 or SCHEME_INVALID with all faults */
export const refuseFaults = (faults: readonly Fault[]): void => {
  const [first] = faults;
  if (first === undefined) return;
  const weights = faults.every(({ code }) => code === 'WEIGHTS_NOT_100');
  throw new Rejection(
    weights ? 'WEIGHTS_NOT_100' : 'SCHEME_INVALID',
    faultsLabel(faults.length, first),
    { errors: faults },
  );
};

export const noVersion = ({ name, version }: VersionName): Rejection =>
  new Rejection('RULES_UNKNOWN', {
    zh: `${name}没有第${version}版。`,
    en: `There is no version ${version} of ${name}.`,
  });

export const noMetrics = (month: LocalMonth): Rejection =>
  new Rejection('METRICS_MISSING', {
    zh: `${month}没有适用的指标定义。`,
    en: `No metric definitions rule ${month}.`,
  });

export const otherVersion = ({ name }: VersionName, next: number): Rejection =>
  new Rejection(
    'RULES_VERSION',
    { zh: `${name}的下一版为第${next}版。`, en: `The next version of ${name} is ${next}.` },
    { next },
  );

export const ownDraft = (): Rejection =>
  new Rejection('SAME_PERSON', {
    zh: '版本的起草人不得审批该版本。',
    en: 'Who drafted a version does not approve it.',
  });

export const failingCases = (cases: readonly string[]): Rejection =>
  new Rejection(
    'CASES_FAIL',
    {
      zh: `该版本有验收用例未通过：${cases.join('、')}。`,
      en: `Cases of this version fail: ${cases.join(', ')}.`,
    },
    { cases },
  );

export const noReport = (): Rejection =>
  new Rejection('LAB_REPORT_MISSING', {
    zh: '须先用真实历史数据试算该版本。',
    en: 'Run this version over real history first.',
  });

export const tooFewApprovals = (needed: number, approvers: readonly string[]): Rejection =>
  new Rejection(
    'APPROVALS_MISSING',
    {
      zh: `须由起草人以外的${needed}人审批，已有${approvers.length}人审批。`,
      en: `${needed} others than the author must approve; ${approvers.length} did.`,
    },
    { approvers },
  );

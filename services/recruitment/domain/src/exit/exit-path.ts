import { Rejection, type LocalDay } from '@ywk/kernel';

/** What is on record on the way to an end of employment for want of competence. */
export interface ExitStep {
  readonly step: 'FAILED' | 'TRAINED' | 'POST_CHANGED' | 'UNION_TOLD';
  readonly on: LocalDay;
  /** Document. */
  readonly evidence: string;
}

const HELP: ReadonlySet<ExitStep['step']> = new Set(['TRAINED', 'POST_CHANGED']);

const firstAfter = (
  steps: readonly ExitStep[],
  is: (step: ExitStep['step']) => boolean,
  after: LocalDay | undefined,
): LocalDay | undefined =>
  after === undefined
    ? undefined
    : steps
        .filter(({ step, on }) => is(step) && on > after)
        .map(({ on }) => on)
        .sort()[0];

/**
 * A bottom grade alone never leads to an exit: first a failure, then training or another post, then a
 * second failure, then the union is told (DOMAIN 2.23, §5 row 48). A person decides; this only says
 * whether it may be proposed.
 * @throws Rejection EXIT_NOT_ALLOWED with what is missing first
 */
export const requireExitPath = (steps: readonly ExitStep[]): void => {
  const failed = firstAfter(steps, (step) => step === 'FAILED', '0000-01-01');
  const helped = firstAfter(steps, (step) => HELP.has(step), failed);
  const again = firstAfter(steps, (step) => step === 'FAILED', helped);
  const told = firstAfter(steps, (step) => step === 'UNION_TOLD', again);
  const wanted = [
    [failed, { zh: '考核不称职的记录', en: 'a failed appraisal' }],
    [helped, { zh: '此后培训或调整岗位的记录', en: 'training or a change of post after it' }],
    [again, { zh: '此后再次考核不称职的记录', en: 'a second failed appraisal after that' }],
    [told, { zh: '此后通知工会的记录', en: 'word to the union after that' }],
  ] as const;
  const missing = wanted.find(([day]) => day === undefined)?.[1];
  if (missing === undefined) return;
  throw new Rejection('EXIT_NOT_ALLOWED', {
    zh: `尚不得提出解除：缺少${missing.zh}。`,
    en: `An exit cannot be proposed yet: ${missing.en} is missing.`,
  });
};

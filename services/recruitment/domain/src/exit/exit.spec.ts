import { describe, expect, test } from '@jest/globals';
import { fold, isRejection } from '@ywk/kernel';
import { requireExitPath, type ExitStep } from './exit-path.ts';
import { exitDecider, type ExitCommand, type ExitEvent } from './exit.decider.ts';

describe('an exit for want of competence', () => {
  const step = (what: ExitStep['step'], on: string): ExitStep => ({
    step: what,
    on,
    evidence: 'D',
  });
  const refusal = (...steps: readonly ExitStep[]): string => {
    try {
      requireExitPath(steps);
      return 'allowed';
    } catch (error) {
      if (!isRejection(error)) throw error;
      return `${error.code} ${/: (.*) is missing/.exec(error.detail)?.[1] ?? ''}`;
    }
  };
  const failed = step('FAILED', '2023-12-31');
  const trained = step('TRAINED', '2024-03-01');
  const again = step('FAILED', '2024-12-31');
  const told = step('UNION_TOLD', '2025-01-05');

  test('is never proposed on a bottom grade alone', () => {
    expect(refusal()).toBe('EXIT_NOT_ALLOWED a failed appraisal');
    expect(refusal(failed)).toBe('EXIT_NOT_ALLOWED training or a change of post after it');
    expect(refusal(failed, again)).toBe('EXIT_NOT_ALLOWED training or a change of post after it');
    expect(refusal(failed, trained)).toBe('EXIT_NOT_ALLOWED a second failed appraisal after that');
    expect(refusal(failed, trained, again)).toBe('EXIT_NOT_ALLOWED word to the union after that');
  });

  test('needs training or another post between two failures, and then the union', () => {
    expect(refusal(told, again, trained, failed)).toBe('allowed');
    const moved = step('POST_CHANGED', '2024-03-01');
    expect(refusal(failed, moved, again, told)).toBe('allowed');
    const early = step('TRAINED', '2023-12-31');
    expect(refusal(failed, early, again, told)).toBe(
      'EXIT_NOT_ALLOWED training or a change of post after it',
    );
  });
});

describe('a proposal', () => {
  const record = (step: ExitStep['step'], on: string, author = 'hr-1'): ExitCommand => ({
    type: 'RecordExitStep',
    data: { officer: 'o', step, on, evidence: 'D', author },
  });
  const propose: ExitCommand = {
    type: 'ProposeExit',
    data: { officer: 'o', reason: 'NOT_COMPETENT', author: 'hr-1' },
  };
  const types = (...commands: readonly ExitCommand[]): string[] => {
    const events: ExitEvent[] = [];
    for (const command of commands) {
      events.push(...exitDecider.decide(command, fold(exitDecider, events)));
    }
    return events.map(({ type }) => type);
  };
  const way = (last: string) => [
    record('FAILED', '2023-12-31'),
    record('TRAINED', '2024-03-01'),
    record('FAILED', '2024-12-31'),
    record('UNION_TOLD', '2025-01-05', last),
  ];

  test('is made once, on steps of which each is recorded once, never by one person alone', () => {
    const all = types(...way('hr-2'), record('FAILED', '2023-12-31'), propose, propose);
    expect(all.filter((type) => type === 'ExitStepRecorded')).toHaveLength(4);
    expect(all.filter((type) => type === 'ExitProposed')).toHaveLength(1);
    expect(() => types(...way('hr-1'), propose)).toThrow('SAME_PERSON');
    expect(() => types(record('FAILED', '2023-12-31', 'hr-2'), propose)).toThrow(
      'EXIT_NOT_ALLOWED',
    );
  });
});

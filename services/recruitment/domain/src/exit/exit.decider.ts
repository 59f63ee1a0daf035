import { Rejection, type Decider, type Message } from '@ywk/kernel';
import { requireExitPath, type ExitStep } from './exit-path.ts';

/** A step on the way, as a person puts it on record. */
export interface RecordedStep extends ExitStep {
  readonly officer: string;
  readonly author: string;
}

/** An end of employment is proposed; a person decides about it elsewhere. */
export interface ExitProposal {
  readonly officer: string;
  readonly reason: string;
  readonly author: string;
}

export type ExitEvent =
  Message<'ExitStepRecorded', RecordedStep> | Message<'ExitProposed', ExitProposal>;

export type ExitCommand =
  Message<'RecordExitStep', RecordedStep> | Message<'ProposeExit', ExitProposal>;

/** What is on record about one officer. */
export interface ExitState {
  readonly steps: readonly RecordedStep[];
  readonly proposal: ExitProposal | null;
}

const same = (a: ExitStep, b: ExitStep): boolean =>
  a.step === b.step && a.on === b.on && a.evidence === b.evidence;

const propose = (data: ExitProposal, { steps, proposal }: ExitState): ExitEvent[] => {
  if (proposal !== null) return [];
  requireExitPath(steps);
  // The evidence was gathered by others: nobody ends somebody's employment alone (DOMAIN 2.23).
  if (steps.every(({ author }) => author === data.author)) {
    throw new Rejection('SAME_PERSON', {
      zh: '全部步骤均由提出人记录，须由另一人提出。',
      en: 'All steps were recorded by who proposes; another must.',
    });
  }
  return [{ type: 'ExitProposed', data }];
};

/** The way to an end of employment for want of competence: it only records, and refuses short cuts. */
export const exitDecider: Decider<ExitCommand, ExitState, ExitEvent> = {
  initialState: { steps: [], proposal: null },
  decide: (command, state) => {
    switch (command.type) {
      case 'RecordExitStep':
        return state.steps.some((step) => same(step, command.data))
          ? []
          : [{ type: 'ExitStepRecorded', data: command.data }];
      case 'ProposeExit':
        return propose(command.data, state);
    }
  },
  evolve: (state, event) =>
    event.type === 'ExitStepRecorded'
      ? { ...state, steps: [...state.steps, event.data] }
      : { ...state, proposal: event.data },
};

import {
  nthWorkingDayAfter,
  Rejection,
  type Decider,
  type Label,
  type LocalDay,
  type Message,
  type WorkingCalendar,
} from '@ywk/kernel';
import type { EarlySign, SignKind } from './sign.ts';
import type { SignRules } from './sign-rules.ts';

/** A sign as it was when its officer saw it. */
export interface KeptSign {
  readonly officer: string;
  readonly sign: string;
  readonly kind: SignKind;
  readonly since: LocalDay;
  readonly says: Label;
  readonly facts: readonly string[];
}

export type SignEvent =
  | Message<'SignSeen', KeptSign>
  | Message<'SignAcknowledged', { readonly officer: string; readonly sign: string }>;

export type SignCommand =
  | Message<'SeeSigns', { readonly officer: string; readonly signs: readonly EarlySign[] }>
  | Message<'AcknowledgeSign', { readonly officer: string; readonly sign: string }>;

/** What became of each sign that was seen. */
export type SignState = ReadonlyMap<string, KeptSign & { readonly acknowledged: boolean }>;

const acknowledge = (officer: string, sign: string, state: SignState): SignEvent[] => {
  const known = state.get(sign);
  if (known === undefined) {
    throw new Rejection('SIGN_UNSEEN', {
      zh: '提醒须先查看，再确认。',
      en: 'A sign is seen before it is acknowledged.',
    });
  }
  return known.acknowledged ? [] : [{ type: 'SignAcknowledged', data: { officer, sign } }];
};

/** What an officer did with early signs: seen once, acknowledged once, kept for ever. */
export const signDecider: Decider<SignCommand, SignState, SignEvent> = {
  initialState: new Map(),
  decide: (command, state) => {
    if (command.type === 'AcknowledgeSign') {
      return acknowledge(command.data.officer, command.data.sign, state);
    }
    const { officer, signs } = command.data;
    return signs
      .filter(({ id }) => !state.has(id))
      .map(({ id: sign, kind, since, says, facts }) => ({
        type: 'SignSeen',
        data: { officer, sign, kind, since, says, facts },
      }));
  },
  evolve: (state, event) => {
    const { sign } = event.data;
    if (event.type === 'SignSeen') {
      return new Map(state).set(sign, { ...event.data, acknowledged: false });
    }
    const known = state.get(sign);
    return known === undefined ? state : new Map(state).set(sign, { ...known, acknowledged: true });
  },
};

/**
 * Whether a leader may know of a sign: its officer saw it, or did not look for some working days.
 * Where no calendar is published nothing is guessed: the officer has it alone until it is seen.
 */
export const leaderMaySee = (
  sign: Pick<EarlySign, 'id' | 'since'>,
  seen: SignState,
  {
    rules,
    calendar,
    today,
  }: {
    readonly rules: SignRules;
    readonly calendar: WorkingCalendar;
    readonly today: LocalDay;
  },
): boolean => {
  if (seen.has(sign.id)) return true;
  if (!calendar.knows(sign.since) || !calendar.knows(today)) return false;
  return nthWorkingDayAfter(calendar, sign.since, rules.leaderAfterDays) < today;
};

import type { LeaveKind } from '@ywk/contracts';
import {
  leaveDecider,
  leaveUnknown,
  type LeaveCommand,
  type LeaveEvent,
  type LeaveState,
} from '@ywk/duty-domain';
import type { StreamWrite } from '@ywk/event-store';
import { startOfDay } from '@ywk/kernel';
import { actTime } from '@ywk/platform';
import type { Connections } from '../persistence/transaction.ts';
import {
  conductPlace,
  publishLeave,
  publishLeaveCancelled,
} from '../publishers/conduct.publisher.ts';
import { writeOf, type ConductWriter, type Stepped } from './conduct-writer.ts';
import { OfficerReach } from './officer-reach.ts';
import type { Leader } from './wrong-dispatch.ts';

/** Leave as it is asked for. */
export interface LeaveAsked {
  readonly leave: string;
  readonly officer: string;
  readonly kind: LeaveKind;
  readonly from: string;
  readonly to: string;
}

const holds = ({ approved, withdrawn }: LeaveState): boolean => approved && !withdrawn;

/** Others hear of leave when it is approved, and when approved leave is taken back. */
const wordsOf = ({ before, after }: Stepped<LeaveState, LeaveEvent>): StreamWrite[] => {
  const { asked } = after;
  if (asked === null || holds(before) === holds(after)) return [];
  const { leave: conduct, officer, from, to } = asked;
  const kind = asked.kind as LeaveKind;
  const now = actTime();
  const word = holds(after)
    ? publishLeave({ conduct, officer, kind, from, to }, now)
    : publishLeaveCancelled({ conduct, officer }, now);
  return [writeOf(conductPlace(officer), [word])];
};

const concerned = ({ officer, from }: Pick<LeaveAsked, 'officer' | 'from'>) => ({
  officer,
  occurredAt: startOfDay(from),
});

/** Leave that is approved by another person: long leave keeps a career from counting (DOMAIN 2.7, §5 row 33). */
export class Leaves {
  constructor(
    private readonly db: Connections,
    private readonly writer: ConductWriter,
  ) {}

  /** @throws Rejection LEAVE_DAYS, CASE_REUSED, OFFICER_UNKNOWN, FOREIGN_UNIT */
  async request(asked: LeaveAsked, person: Leader): Promise<LeaveState> {
    // One's own leave is asked for by oneself.
    if (person.officer !== asked.officer) await this.reach(person).check(concerned(asked));
    const by = { account: person.actor, officer: person.officer };
    return this.act(asked.leave, person, () => ({ type: 'Request', data: { ...asked, by } }));
  }

  /** @throws Rejection LEAVE_UNKNOWN also for that of others; LEAVE_WITHDRAWN, SAME_PERSON */
  async step(leave: string, type: 'Approve' | 'Withdraw', person: Leader): Promise<LeaveState> {
    const by = { account: person.actor, officer: person.officer };
    return this.act(leave, person, async ({ asked }) => {
      if (asked !== null && asked.officer !== person.officer)
        await this.reach(person).checkFor(concerned(asked), leaveUnknown());
      return { type, data: { leave, by } };
    });
  }

  private reach(person: Leader): OfficerReach {
    return new OfficerReach(this.db, person);
  }

  private async act(
    id: string,
    { actor }: Leader,
    command: (state: LeaveState) => LeaveCommand | Promise<LeaveCommand>,
  ): Promise<LeaveState> {
    const { after } = await this.writer.act({
      ...{ kind: 'LEAVE', id, decider: leaveDecider, actor, command },
      beside: (stepped) => Promise.resolve(wordsOf(stepped)),
    });
    return after;
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { callStream } from '@ywk/contracts';
import {
  claimWrongDispatch,
  dispatcherOf,
  ruleWrongDispatch,
  type CallHistory,
  type Claim,
  type Decision,
  type ResolveOperator,
  type RuleCase,
} from '@ywk/duty-domain';
import { inTransaction, isExhausted, isTransient } from '@ywk/event-store';
import { localDay, Rejection } from '@ywk/kernel';
import type { CallRef } from '../persistence/call.store.ts';
import { unitOfOfficer, unitsAbove } from '../persistence/hold.store.ts';
import type { Connections, Tx } from '../persistence/transaction.ts';
import {
  findCase,
  listCases,
  type CaseRow,
  type CasesQuestion,
} from '../persistence/wrong-dispatch.store.ts';
import { Overtaken, type CallWriter } from './call-writer.ts';
import { newId } from './ids.ts';

/** A leader: who rules, and whether a unit (given with all above it) lies in the scope. */
export interface Leader {
  readonly actor: string;
  /** Own officer id; null for somebody who is no auxiliary. */
  readonly officer: string | null;
  readonly reachesAll: boolean;
  mayReach(unitPath: readonly string[]): boolean;
}

export type RuleRequest = Omit<RuleCase, 'leader'>;

const TRIES = 5;
const FIRST_PAUSE_MS = 20;

type Decide = (history: CallHistory, resolve: ResolveOperator, tx: Tx) => Promise<Decision>;

const caseUnknown = (): Rejection =>
  new Rejection('CASE_UNKNOWN', { zh: '没有这个案件。', en: 'There is no such case.' });

/** Claims of wrong dispatches, and rulings on them. */
export class WrongDispatches {
  constructor(
    private readonly db: Connections,
    private readonly calls: CallWriter,
  ) {}

  /** Cases in the order of their claims. */
  list(question: CasesQuestion): Promise<CaseRow[]> {
    return listCases(this.db, question);
  }

  /** @throws Rejection CALL_UNKNOWN and those of {@link claimWrongDispatch} */
  async claim(ref: CallRef, claim: Claim, actor: string): Promise<void> {
    await this.change(ref, actor, async (history, resolve) =>
      claimWrongDispatch(history, claim, resolve),
    );
  }

  /**
   * To whom does not reach the unit that sent the order, its case is not there, however it stands.
   * @throws Rejection CASE_UNKNOWN, SAME_PERSON, DISPATCHER_UNKNOWN and those of the domain
   */
  async rule(request: RuleRequest, leader: Leader): Promise<void> {
    const found = await findCase(this.db, request.case);
    if (found === undefined) throw caseUnknown();
    if ((await this.calls.claimantOf(found, request.case)) === leader.actor) {
      throw new Rejection('SAME_PERSON', {
        zh: '任何人不得裁定本人提出的案件。',
        en: 'Nobody rules on what they claimed themselves.',
      });
    }
    await this.change(found, leader.actor, async (history, resolve, tx) => {
      const dispatcher = dispatcherOf(history, request.case, resolve);
      await this.checkReach(tx, leader, { dispatcher, day: dayOf(history) });
      return ruleWrongDispatch(history, { ...request, leader: leader.officer }, resolve);
    });
  }

  private async checkReach(
    tx: Tx,
    leader: Leader,
    { dispatcher, day }: { dispatcher: string | undefined; day: string },
  ): Promise<void> {
    if (leader.reachesAll) return;
    if (dispatcher === undefined) {
      throw new Rejection('DISPATCHER_UNKNOWN', {
        zh: '派警人尚不明确，只有管辖全部单位的负责人才能裁定。',
        en: 'Nobody knows yet who sent the order: only a leader of all units may rule.',
      });
    }
    const unit = await unitOfOfficer(tx, dispatcher, day);
    const path = unit === undefined ? [] : await unitsAbove(tx, unit);
    if (leader.mayReach(path)) return;
    throw caseUnknown();
  }

  private async change(ref: CallRef, actor: string, decide: Decide): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.once(ref, actor, decide);
        this.calls.announce();
        return;
      } catch (error) {
        const over = error instanceof Overtaken || isTransient(error);
        if (!over || isExhausted(error) || attempt === TRIES) throw error;
        await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
      }
    }
  }

  private async once(ref: CallRef, actor: string, decide: Decide): Promise<void> {
    const before = (await this.calls.histories([ref])).get(callStream(ref));
    if (before === undefined || before.version === 0) {
      throw new Rejection('CALL_UNKNOWN', {
        zh: `没有${ref.source}的警情${ref.callId}。`,
        en: `There is no call ${ref.callId} of ${ref.source}.`,
      });
    }
    await inTransaction(this.db, async (tx) => {
      const resolve = await this.calls.resolver(tx, [before]);
      const decision = await decide(before, resolve, tx);
      await this.calls.write(tx, [{ ref, before, decision, commandId: newId(), actor }]);
    });
  }
}

const dayOf = (history: CallHistory): string => {
  const [first] = history.events.values();
  return localDay(first?.at ?? new Date(0).toISOString());
};

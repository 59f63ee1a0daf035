import { setTimeout as pause } from 'node:timers/promises';
import { callStream } from '@ywk/contracts';
import { assessAgain } from '@ywk/duty-domain';
import { inTransaction, isTransient } from '@ywk/event-store';
import { callsOfOperator } from '../persistence/call-operator.store.ts';
import type { CallRef } from '../persistence/call.store.ts';
import { dueOperators, settleOperator } from '../persistence/operator-due.store.ts';
import type { Connections } from '../persistence/transaction.ts';
import { Overtaken, type CallWriter } from './call-writer.ts';
import { sizeOf, type DecidedCall } from './decided-call.ts';
import { newId } from './ids.ts';

const CALLS_AT_ONCE = 50;
const MAX_EVENTS = 500;
const TRIES = 8;
const FIRST_PAUSE_MS = 20;
const FIRST: CallRef = { source: '', callId: '' };

/** Judges calls again whose badges or seats became known, or turned out to be another's. */
export class JudgeAgain {
  constructor(
    private readonly db: Connections,
    private readonly calls: CallWriter,
  ) {}

  /** Works off all operators that are due now; answers how many. */
  async run(): Promise<number> {
    const due = await dueOperators(this.db);
    for (const { operator, token } of due) {
      await this.judgeCallsOf(operator);
      // Only if it has not become due once more meanwhile.
      await settleOperator(this.db, { operator, token });
    }
    return due.length;
  }

  private async judgeCallsOf(operator: string): Promise<void> {
    for (let after = FIRST; ;) {
      const calls = await callsOfOperator(this.db, { operator, after, limit: CALLS_AT_ONCE });
      for (let rest = calls; rest.length > 0;) rest = await this.patiently(rest);
      const last = calls.at(-1);
      if (last === undefined) return;
      after = last;
    }
  }

  private async patiently(calls: readonly CallRef[]): Promise<CallRef[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const rest = await this.judge(calls);
        this.calls.announce();
        return rest;
      } catch (error) {
        const over = error instanceof Overtaken || isTransient(error);
        if (!over || attempt === TRIES) throw error;
        await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
      }
    }
  }

  /** Judges as many calls as one append carries; answers those that are left. */
  private async judge(calls: readonly CallRef[]): Promise<CallRef[]> {
    const histories = await this.calls.histories(calls);
    return inTransaction(this.db, async (tx) => {
      const resolve = await this.calls.resolver(tx, histories.values());
      const decided: DecidedCall[] = [];
      let size = 0;
      for (const [at, ref] of calls.entries()) {
        const before = histories.get(callStream(ref));
        if (before === undefined) continue;
        const decision = assessAgain(before, resolve);
        size += sizeOf(decision);
        if (size > MAX_EVENTS) {
          await this.calls.write(tx, decided);
          return calls.slice(at);
        }
        decided.push({ ref, before, decision, commandId: newId(), actor: 'service:duty' });
      }
      await this.calls.write(tx, decided);
      return [];
    });
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { callStream, type RulingMade } from '@ywk/contracts';
import { ruleCallFact, type RuleFact } from '@ywk/duty-domain';
import { inTransaction, isTransient } from '@ywk/event-store';
import type { CallRef } from '../persistence/call.store.ts';
import { isRulingDue, takeRuling } from '../persistence/ruling-due.store.ts';
import type { Connections } from '../persistence/transaction.ts';
import { Overtaken, type CallWriter } from './call-writer.ts';
import type { EntryWriter } from './entry-writer.ts';
import { factIdOf, newId } from './ids.ts';

type Change = RulingMade['changes'][number];

/** A fact of a call, found again by the reference of its origin. */
interface FoundCallFact {
  readonly ref: CallRef;
  readonly order: string | null;
}

const TRIES = 8;
const FIRST_PAUSE_MS = 20;

/** Facts that a ruling on an objection says otherwise about become so, in the streams that own them. */
export class FollowRuling {
  constructor(
    private readonly db: Connections,
    private readonly entries: EntryWriter,
    private readonly calls: CallWriter,
  ) {}

  /**
   * Works off all rulings that are due, the oldest first; answers how many. Each is held while its
   * facts are written, so that of two processes one follows it. Followed twice it changes nothing.
   */
  async run(): Promise<number> {
    let followed = 0;
    while (await isRulingDue(this.db)) {
      await inTransaction(this.db, async (tx) => {
        const due = await takeRuling(tx);
        if (due !== undefined) await this.follow(due.ruling);
      });
      followed += 1;
    }
    return followed;
  }

  private async follow(ruling: RulingMade): Promise<void> {
    for (const change of ruling.changes) {
      const found = change.origin.kind === 'feed' ? callFactOf(change) : undefined;
      if (found === undefined) await this.ofEntry(ruling, change);
      else await this.ofCall(ruling, { change, found });
    }
  }

  private async ofEntry(ruling: RulingMade, change: Change): Promise<void> {
    const { fact, code } = change;
    const { officer, ruling: name, ruledBy } = ruling;
    const data: RuleFact = {
      ...{ fact, officer, code, ruling: name },
      content: contentOf(change),
    };
    const [answer] = await this.entries.write([{ fact, command: { type: 'Rule', data } }], ruledBy);
    if (answer !== undefined && 'refusal' in answer) throw answer.refusal;
  }

  private async ofCall(
    ruling: RulingMade,
    of: { readonly change: Change; readonly found: FoundCallFact },
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.ofCallOnce(ruling, of);
        this.calls.announce();
        return;
      } catch (error) {
        const over = error instanceof Overtaken || isTransient(error);
        if (!over || attempt === TRIES) throw error;
        await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
      }
    }
  }

  private async ofCallOnce(
    { officer, ruling, ruledBy: actor }: RulingMade,
    { change, found }: { readonly change: Change; readonly found: FoundCallFact },
  ): Promise<void> {
    const { ref, order } = found;
    const before = (await this.calls.histories([ref])).get(callStream(ref));
    if (before === undefined || before.version === 0) return;
    const { code, amounts } = change;
    await inTransaction(this.db, async (tx) => {
      const resolve = await this.calls.resolver(tx, [before]);
      const decision = ruleCallFact(before, { code, order, officer, ruling, amounts }, resolve);
      await this.calls.write(tx, [{ ref, before, decision, commandId: newId(), actor }]);
    });
  }
}

const contentOf = ({ occurredAt, amounts, evidence, origin }: Change): RuleFact['content'] =>
  amounts === null
    ? null
    : { occurredAt, amounts, evidence, source: origin.source, reference: origin.reference };

/**
 * The call of a fact, by its origin `call` or `call/order`; the fact's id says which cut is meant, as
 * both names may hold a slash. Undefined for one that no call yields.
 */
const callFactOf = ({ fact, code, origin }: Change): FoundCallFact | undefined => {
  const { source, reference } = origin;
  const text = reference ?? '';
  const cuts = [...text].flatMap((char, at) => (char === '/' ? [at] : []));
  const candidates = [
    { callId: text, order: null },
    ...cuts.map((at) => ({ callId: text.slice(0, at), order: text.slice(at + 1) })),
  ];
  const found = candidates.find(
    ({ callId, order }) => factIdOf({ source, callId }, { order, code }) === fact,
  );
  if (found === undefined) return undefined;
  return { ref: { source, callId: found.callId }, order: found.order };
};

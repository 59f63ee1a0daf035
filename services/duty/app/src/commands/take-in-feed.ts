import { setTimeout as pause } from 'node:timers/promises';
import { callStream } from '@ywk/contracts';
import { operatorsOf, type CallHistory } from '@ywk/duty-domain';
import { inTransaction, isTransient } from '@ywk/event-store';
import {
  findSourceEvents,
  insertSourceEvents,
  sourceEventName,
} from '../persistence/source-event.store.ts';
import type { Connections, Tx } from '../persistence/transaction.ts';
import { Overtaken, type CallWriter } from './call-writer.ts';
import {
  byCall,
  duplicate,
  PassBuilder,
  reused,
  type FeedLine,
  type LineOutcome,
  type Pass,
} from './feed-pass.ts';

/** Lines that one pass looks at: with their facts they nearly fill one append. */
const LINES_PER_PASS = 200;
const TRIES = 8;
const FIRST_PAUSE_MS = 20;

/** Work in a transaction: one of its own, or that of a door that also moves its offset. */
type Run = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
type Known = Awaited<ReturnType<typeof findSourceEvents>>;

type Histories = Map<string, CallHistory>;

/**
 * Leaves out what was taken in before, and repetitions within the lines themselves.
 * @param before of all these lines: else a line could pass for the first of its id that is not
 */
const sortedOut = (lines: readonly FeedLine[], before: Known) => {
  const known = new Map(before);
  const unseen: FeedLine[] = [];
  const seen: LineOutcome[] = [];
  for (const line of lines) {
    const name = sourceEventName(line.event);
    const kept = known.get(name);
    if (kept === undefined) {
      unseen.push(line);
      known.set(name, { callId: line.event.callId, hash: line.hash });
    } else {
      seen.push(kept.hash === line.hash ? duplicate(line) : reused(line, kept.callId));
    }
  }
  return { unseen, seen };
};

/** Takes messages of the feed in, each once. */
export class TakeInFeed {
  constructor(
    private readonly db: Connections,
    private readonly calls: CallWriter,
  ) {}

  /** Takes lines in, in transactions of its own; every line answered as accepted is committed. */
  async take(lines: readonly FeedLine[], actor: string): Promise<LineOutcome[]> {
    const outcomes: LineOutcome[] = [];
    for (let rest = lines; rest.length > 0;) {
      const pass = await this.patiently(rest.slice(0, LINES_PER_PASS), actor);
      this.calls.announce();
      outcomes.push(...pass.outcomes);
      rest = [...pass.rest, ...rest.slice(LINES_PER_PASS)];
    }
    return outcomes;
  }

  /** Takes lines in within an open transaction. @throws Overtaken when it must be begun again */
  async takeWithin(tx: Tx, lines: readonly FeedLine[], actor: string): Promise<LineOutcome[]> {
    const outcomes: LineOutcome[] = [];
    const histories: Histories = new Map();
    for (let rest = lines; rest.length > 0;) {
      const batch = rest.slice(0, LINES_PER_PASS);
      const known = await this.known(tx, batch);
      const pass = await this.pass(batch, { actor, histories, known, run: (work) => work(tx) });
      outcomes.push(...pass.outcomes);
      rest = [...pass.rest, ...rest.slice(LINES_PER_PASS)];
    }
    return outcomes;
  }

  /**
   * The same lines may be tried again after any error that may be over: they are told by their ids.
   * Ids are looked up from the second time on. Before that a call's own history tells what came
   * before; an id that another call used, also in the same lines, is noticed when it is to be
   * remembered.
   */
  private async patiently(lines: readonly FeedLine[], actor: string): Promise<Pass> {
    const run: Run = (work) => inTransaction(this.db, work);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const known = attempt === 1 ? undefined : await this.known(this.db, lines);
        return await this.pass(lines, { actor, histories: new Map(), known, run });
      } catch (error) {
        const over = error instanceof Overtaken || isTransient(error);
        if (!over || attempt === TRIES) throw error;
        await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
      }
    }
  }

  private async pass(
    lines: readonly FeedLine[],
    {
      actor,
      histories,
      known,
      run,
    }: { actor: string; histories: Histories; known: Known | undefined; run: Run },
  ): Promise<Pass> {
    const { unseen, seen } =
      known === undefined ? { unseen: lines, seen: [] } : sortedOut(lines, known);
    const calls = byCall(unseen);
    const missing = calls.map(({ ref }) => ref).filter((ref) => !histories.has(callStream(ref)));
    for (const [stream, history] of await this.calls.histories(missing)) {
      histories.set(stream, history);
    }
    const of = (ref: { source: string; callId: string }): CallHistory => {
      const history = histories.get(callStream(ref));
      if (history === undefined) throw new Error(`The call ${callStream(ref)} was not read.`);
      return history;
    };
    const pass = await run(async (tx) => {
      const operators = unseen.flatMap(({ event }) => operatorsOf(event));
      const resolve = await this.calls.resolver(
        tx,
        calls.map(({ ref }) => of(ref)),
        operators,
      );
      const builder = new PassBuilder(resolve, actor);
      for (const call of calls) builder.add(call, of(call.ref));
      const built = builder.done();
      await this.remember(tx, built.fresh);
      await this.calls.write(tx, built.decided);
      return built;
    });
    for (const { ref, decision } of pass.decided) histories.set(callStream(ref), decision.after);
    return { ...pass, outcomes: [...seen, ...pass.outcomes] };
  }

  private known(db: Connections | Tx, lines: readonly FeedLine[]): Promise<Known> {
    return findSourceEvents(
      db,
      lines.map(({ event }) => event),
    );
  }

  private async remember(tx: Tx, lines: readonly FeedLine[]): Promise<void> {
    if (lines.length === 0) return;
    const added = await insertSourceEvents(tx, lines);
    if (added < lines.length) throw new Overtaken('Somebody else took a message in meanwhile.');
  }
}

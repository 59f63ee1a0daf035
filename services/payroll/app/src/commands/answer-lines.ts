import { LOGS, type PayChangeAcknowledged } from '@ywk/contracts';
import type { AppendOutcome, EventStore, StoredEvent } from '@ywk/event-store';
import { fold, isRejection, Rejection } from '@ywk/kernel';
import { acknowledgement, type AcknowledgementEvent } from '@ywk/payroll-domain';
import type { Connections, Transaction } from '../persistence/database.ts';
import { issuedAmong } from '../persistence/issued-line.store.ts';
import { acknowledgementOf } from '../publishers/acknowledgement.publisher.ts';
import { answerCommand, answerStreamOf, type LineAnswer } from './answer-command.ts';

/** What became of one answer. */
export type AnswerResult =
  | { readonly outcome: 'accepted' | 'duplicate' }
  | { readonly outcome: 'refused'; readonly code: string; readonly detail: string };

export interface AnswerContext {
  /** Subject of the token, or the name of the topic. */
  readonly actor: string;
  /** The transaction that moves the offset of a topic; without it each answer commits alone. */
  readonly tx?: Transaction;
}

interface Pending {
  readonly at: number;
  readonly answer: LineAnswer;
}

const MAX_IDLE_ROUNDS = 3;

/** Events that one append may carry. */
const APPEND_LIMIT = 500;

const refusedBy = ({ code, detail }: Rejection): AnswerResult => ({
  outcome: 'refused',
  code,
  detail,
});

const unknownLine = refusedBy(
  new Rejection('LINE_UNKNOWN', {
    zh: '没有此编号的变更，请按签发的编号原样发送。',
    en: 'No change line has this id. Send the id as it was issued.',
  }),
);

const reusedId = refusedBy(
  new Rejection('ACK_ID_REUSED', {
    zh: '此来源曾将该编号用于另一答复。',
    en: 'This source used the event id before, for another answer.',
  }),
);

/** Undefined: the answer is new and may be appended. */
const decided = (
  answer: LineAnswer,
  history: readonly AcknowledgementEvent[],
): AnswerResult | undefined => {
  const { line: _line, at: _at, ...data } = answer;
  try {
    const state = fold(acknowledgement, history);
    const events = acknowledgement.decide({ type: 'AnswerLine', data }, state);
    return events.length === 0 ? { outcome: 'duplicate' } : undefined;
  } catch (error) {
    if (isRejection(error)) return refusedBy(error);
    throw error;
  }
};

/** Undefined: somebody else answered in between, look again. */
const settled = ({ outcome }: AppendOutcome): AnswerResult | undefined => {
  switch (outcome) {
    case 'accepted':
    case 'duplicate':
      return { outcome };
    case 'reused':
      return reusedId;
    case 'conflict':
      return undefined;
  }
};

const kept = ({ data }: StoredEvent): AcknowledgementEvent =>
  acknowledgementOf(data as PayChangeAcknowledged);

/** At most one answer to a line and one use of an id, at most as many as an append may carry. */
const nextRound = (pending: readonly Pending[]): Pending[] => {
  const taken = new Set<string>();
  const round = pending.filter(({ answer: { line, source, sourceEventId } }) => {
    const names = [line, `${source}/${sourceEventId}`];
    const free = names.every((name) => !taken.has(name));
    for (const name of names) taken.add(name);
    return free;
  });
  return round.slice(0, APPEND_LIMIT);
};

/** One call of {@link AnswerLines.answer} while it runs. */
interface Run {
  readonly context: AnswerContext;
  readonly results: Map<number, AnswerResult>;
  /** Answers of this call by line: an open transaction does not show them to a reader yet. */
  readonly taken: Map<string, AcknowledgementEvent>;
}

/** Takes the answers of the bureau's payroll system, by whichever door they came. */
export class AnswerLines {
  constructor(
    private readonly store: EventStore,
    private readonly pool: Connections,
  ) {}

  /** One result for each answer, in order. Answers to one line are taken in the order given. */
  async answer(answers: readonly LineAnswer[], context: AnswerContext): Promise<AnswerResult[]> {
    const run: Run = { context, results: new Map(), taken: new Map() };
    await this.refuseUnknown(answers, run);
    let idle = 0;
    for (;;) {
      const pending = answers
        .map((answer, at) => ({ at, answer }))
        .filter(({ at }) => !run.results.has(at));
      if (pending.length === 0) break;
      const before = run.results.size;
      await this.round(nextRound(pending), run);
      idle = run.results.size === before ? idle + 1 : 0;
      if (idle === MAX_IDLE_ROUNDS) {
        throw new Rejection('CONCURRENT_CHANGE', {
          zh: '他人正在答复相同的变更，请重新发送。',
          en: 'Others answer the same lines. Send it again.',
        });
      }
    }
    return answers.map((_, at) => run.results.get(at) ?? unknownLine);
  }

  private async refuseUnknown(answers: readonly LineAnswer[], run: Run): Promise<void> {
    const lines = answers.map(({ line }) => line);
    const known = await issuedAmong(run.context.tx ?? this.pool, lines);
    lines.forEach((line, at) => {
      if (!known.has(line)) run.results.set(at, unknownLine);
    });
  }

  private async round(pending: readonly Pending[], run: Run): Promise<void> {
    const fresh = await this.undecided(pending, run);
    if (fresh.length === 0) return;
    const { actor, tx } = run.context;
    const commands = fresh.map(({ answer }) => answerCommand(answer, actor));
    const outcomes = await this.store.append(commands, tx);
    fresh.forEach(({ at, answer }, index) => {
      const outcome = outcomes[index];
      const result = outcome === undefined ? undefined : settled(outcome);
      if (result === undefined) return;
      run.results.set(at, result);
      if (result.outcome !== 'refused') {
        run.taken.set(answer.line, { type: 'PayChangeAcknowledged', data: answer });
      }
    });
  }

  /** Settles what the history of a line settles already; the rest is new. */
  private async undecided(pending: readonly Pending[], run: Run): Promise<Pending[]> {
    const streams = await this.store.readStreams(
      LOGS.line,
      pending.map(({ answer: { line } }) => ({ stream: answerStreamOf(line), key: line })),
    );
    return pending.filter(({ at, answer }) => {
      const own = run.taken.get(answer.line);
      const stored = streams.get(answerStreamOf(answer.line)) ?? [];
      const history = own === undefined ? stored.map(kept) : [own];
      const result = decided(answer, history);
      if (result !== undefined) run.results.set(at, result);
      return result === undefined;
    });
  }
}

import type { AppendCommand, EventStore } from '@ywk/event-store';
import { isRejection, type Rejection } from '@ywk/kernel';
import type { PayCause, PayChange } from '@ywk/payroll-domain';
import type { Transaction } from '../persistence/database.ts';
import { insertIssuedLines, issuedAmong } from '../persistence/issued-line.store.ts';
import { issueCommand, lineIdOf, linesOf, type Cause } from './issue-command.ts';
import { PaidBook } from './paid-book.ts';

/** Something decided elsewhere, and the event that told of it. */
export interface Told<Event extends Cause = Cause> {
  readonly cause: Event;
  readonly words: PayCause;
}

/** A grade that only adds to a paid month has no such line: the revision that stands tells instead. */
const LEADS = {
  GradeDecided: 'PERFORMANCE',
  TierChanged: 'TIER_PAY',
  EmploymentEnded: 'EMPLOYMENT_ENDED',
  AwardGranted: 'AWARD',
  AwardRevoked: 'CLAWBACK',
} as const;

/** Events that one append may carry. */
const APPEND_LIMIT = 500;

/** Cuts commands so that no slice holds more events than an append may carry. */
const slices = (commands: readonly AppendCommand[]): AppendCommand[][] => {
  const cut: AppendCommand[][] = [];
  let held = APPEND_LIMIT;
  for (const command of commands) {
    if (held + command.writes.length > APPEND_LIMIT) {
      cut.push([]);
      held = 0;
    }
    cut.at(-1)?.push(command);
    held += command.writes.length;
  }
  return cut;
};

/** The line by which it is seen that a cause was heard: what it adds to past months depends on when. */
const leadOf = ({ cause, words }: Told): string =>
  lineIdOf(cause.eventId, { kind: LEADS[words.type], run: null, originPeriod: null });

/** Causes of which no line was issued before. */
const unheard = async <Event extends Cause>(
  told: readonly Told<Event>[],
  tx: Transaction,
): Promise<Told<Event>[]> => {
  const issued = await issuedAmong(tx, told.map(leadOf));
  return told.filter((each) => !issued.has(leadOf(each)));
};

const changesUnless = (
  work: () => readonly PayChange[],
  refused: (rejection: Rejection) => void,
): readonly PayChange[] => {
  try {
    return work();
  } catch (error) {
    if (!isRejection(error)) throw error;
    refused(error);
    return [];
  }
};

/** Issues change lines: the only way in which a line comes to be. */
export class IssueLines {
  constructor(private readonly store: EventStore) {}

  /**
   * Issues the lines of these causes in the caller's transaction. A cause that comes again issues
   * nothing: what stands already says so, or else its command id and the streams of its lines do.
   * @param refuse is told of a cause that has no lines because the domain refuses it
   */
  async issue<Event extends Cause>(
    told: readonly Told<Event>[],
    tx: Transaction,
    refuse: (cause: Event, rejection: Rejection) => void,
  ): Promise<void> {
    const fresh = await unheard(told, tx);
    const words = fresh.map((each) => each.words);
    const book = await PaidBook.read(tx, words);
    const commands: AppendCommand[] = [];
    const issued = [];
    for (const { cause, words } of fresh) {
      const changes = changesUnless(
        () => book.changesOf(words),
        (why) => refuse(cause, why),
      );
      if (changes.length === 0) continue;
      const lines = linesOf(cause, changes);
      issued.push(...lines);
      commands.push(issueCommand(cause, lines));
    }
    await book.keep(tx);
    if (commands.length === 0) return;
    // The index goes first: an append holds the counters of its log until the commit.
    await insertIssuedLines(tx, issued);
    for (const slice of slices(commands)) await this.append(slice, tx);
  }

  private async append(commands: readonly AppendCommand[], tx: Transaction): Promise<void> {
    const outcomes = await this.store.append(commands, tx);
    const reused = outcomes.findIndex(({ outcome }) => outcome === 'reused');
    if (reused >= 0) {
      throw new Error(`The command ${commands[reused]?.commandId} was used for another cause.`);
    }
  }
}

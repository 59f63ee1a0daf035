import type { AppendCommand, EventStore } from '@ywk/event-store';
import type { PayChange } from '@ywk/payroll-domain';
import type { Transaction } from '../persistence/database.ts';
import { insertIssuedLines } from '../persistence/issued-line.store.ts';
import { issueCommand, linesOf, type Cause } from './issue-command.ts';

/** A cause and all its effects. */
export interface Effects {
  readonly cause: Cause;
  readonly changes: readonly PayChange[];
}

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

/** Issues change lines: the only way in which a line comes to be. */
export class IssueLines {
  constructor(private readonly store: EventStore) {}

  /**
   * Issues the lines of these causes in the caller's transaction. A cause that comes again issues
   * nothing: its command id and the streams of its lines are already there.
   */
  async issue(effects: readonly Effects[], tx: Transaction): Promise<void> {
    const commands: AppendCommand[] = [];
    const issued = [];
    for (const { cause, changes } of effects) {
      if (changes.length === 0) continue;
      const lines = linesOf(cause, changes);
      issued.push(...lines);
      commands.push(issueCommand(cause, lines));
    }
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

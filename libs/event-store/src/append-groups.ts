import { callAppend, callAppendAgain, type AppendMeans } from './append-call.ts';
import { eventsIn, MAX_EVENTS } from './append-limits.ts';
import type { PreparedCommand } from './prepared-command.ts';
import { isExhausted } from './transient.ts';
import type { AppendOutcome } from './types.ts';

/** One caller's commands and its promise. */
interface Asked {
  readonly commands: readonly PreparedCommand[];
  readonly resolve: (outcomes: AppendOutcome[]) => void;
  readonly reject: (error: unknown) => void;
}

export interface AppendGroupsParts extends AppendMeans {
  /** Calls under way at the same time, from 1; what is asked while they run waits for one to end. */
  readonly atOnce: number;
}

const eventsOf = ({ commands }: Asked): number => eventsIn(commands.map(({ command }) => command));

/**
 * Lets callers share a transaction: what is asked while a call is under way forms the next one, in
 * the order asked. Nobody waits for company. Each command is still accepted or refused on its own;
 * when a shared call fails, each caller is served alone, so that nobody suffers for another.
 */
export class AppendGroups {
  private readonly waiting: Asked[] = [];
  private running = 0;

  constructor(private readonly parts: AppendGroupsParts) {}

  append(commands: readonly PreparedCommand[]): Promise<AppendOutcome[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ commands, resolve, reject });
      this.begin();
    });
  }

  private begin(): void {
    while (this.running < this.parts.atOnce && this.waiting.length > 0) {
      this.running += 1;
      void this.run(this.waiting.splice(0, this.fitting()));
    }
  }

  /** How many of those who wait fit into one call: its limit, and each command id once. */
  private fitting(): number {
    const ids = new Set<string>();
    let events = 0;
    let count = 0;
    for (const asked of this.waiting) {
      events += eventsOf(asked);
      const mine = asked.commands.map(({ command }) => command.commandId);
      const twice = mine.some((id) => ids.has(id));
      if (count > 0 && (twice || events > MAX_EVENTS)) break;
      for (const id of mine) ids.add(id);
      count += 1;
    }
    return count;
  }

  private async run(group: readonly Asked[]): Promise<void> {
    try {
      const commands = group.flatMap((asked) => asked.commands);
      const outcomes = await callAppend(this.parts.pool, commands);
      for (const asked of group) asked.resolve(outcomes.splice(0, asked.commands.length));
    } catch (error) {
      for (const asked of group) {
        // Without a connection nothing was asked: asking alone would only mean to wait again.
        if (isExhausted(error)) asked.reject(error);
        else void this.serveAlone(asked, group.length === 1, error);
      }
    } finally {
      this.running -= 1;
      this.begin();
    }
  }

  /** Not counted among the calls under way: what is tried again and again keeps nobody waiting. */
  private async serveAlone(
    { commands, resolve, reject }: Asked,
    wasAlone: boolean,
    failure: unknown,
  ): Promise<void> {
    const { pool } = this.parts;
    const again = (error: unknown) => callAppendAgain(this.parts, commands, error);
    await (wasAlone ? again(failure) : callAppend(pool, commands).catch(again)).then(
      resolve,
      reject,
    );
  }
}

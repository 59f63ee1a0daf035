import type { AppendListener } from '@ywk/event-store';
import type { Bugs } from '../bugs.ts';
import type { Database } from '../database/database.ts';
import type { Faults } from '../faults.ts';
import type { Group } from '../kafka/group.ts';
import type { Topic } from '../kafka/topic.ts';
import type { Oracle } from '../oracle.ts';
import type { Process, World } from '../world.ts';

export interface Command {
  readonly number: number;
  readonly officer: string;
}

/** A process that takes commands. */
export interface CommandTaker {
  readonly process: Process;
  /** @throws Rejection, or an error of the database whose outcome is unknown */
  carryOut(command: Command): Promise<void>;
}

/** What a process of the system finds around it. */
export interface Surroundings {
  readonly world: World;
  readonly bugs: Bugs;
  readonly oracle: Oracle;
  readonly database: Database;
  readonly topic: Topic;
  readonly group: Group;
  readonly faults: Faults;
  /** Carries what is still on its way after its sender gave up. */
  readonly network: Process;
  desks(): readonly CommandTaker[];
  kill(process: Process): void;
  /** Wakes the relay of a machine when its desk has appended, as within one process. */
  onAppended(by: Process, listener: AppendListener): () => void;
  appended(by: Process, logs: ReadonlySet<string>): void;
}

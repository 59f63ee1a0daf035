import { CommandHandler, EventStore } from '@ywk/event-store';
import { poolOf } from '../database/pool.ts';
import { counting, idOf, LOG, newEvent, readEvent, registry } from '../notes.ts';
import type { Command, CommandTaker, Surroundings } from './surroundings.ts';
import type { Process } from '../world.ts';

/** A process that takes commands, as the services' HTTP doors do. */
export class Desk implements CommandTaker {
  private readonly handler: CommandHandler;

  constructor(
    system: Surroundings,
    readonly process: Process,
  ) {
    const { world } = system;
    const pool = poolOf({ ...system, by: process });
    const store = new EventStore({ pool, registry, clock: world.clockOf(process) });
    store.onAppended((logs) => system.appended(process, logs));
    this.handler = new CommandHandler(store);
  }

  async carryOut({ number, officer }: Command): Promise<void> {
    await this.handler.handle({
      log: LOG,
      stream: `officer-${officer}`,
      key: officer,
      decider: counting,
      command: officer,
      commandId: idOf(1, number),
      actor: 'client',
      request: `note ${officer}`,
      toEvents: (events) => events.map((event) => newEvent(number, event)),
      fromEvent: readEvent,
    });
  }
}

const PATIENCE_MS = 2_000;
const PAUSE_MS = 200;

/** Somebody who has commands carried out, and asks again with the same id until it is so. */
export class Client {
  done = false;

  constructor(
    private readonly system: Surroundings,
    private readonly process: Process,
    private readonly commands: readonly Command[],
  ) {}

  async run(): Promise<void> {
    const { world, oracle } = this.system;
    for (const command of this.commands) {
      while (!(await this.ask(command))) await this.pause(PAUSE_MS);
      oracle.accepted(idOf(1, command.number));
      world.note(this.process.name, `knows that command ${command.number} is accepted`);
    }
    this.done = true;
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.system.world.clockOf(this.process).after(ms, resolve));
  }

  private ask(command: Command): Promise<boolean> {
    const { world } = this.system;
    const by = this.process;
    const what = `command ${command.number} (${command.officer})`;
    return new Promise((resolve) => {
      const callOff = world.clockOf(by).after(PATIENCE_MS, () => resolve(false));
      const tell = (accepted: boolean): void => {
        callOff();
        resolve(accepted);
      };
      const hear = (accepted: boolean): void =>
        void world.ask({
          by,
          what: `answer to ${what}`,
          oneWay: true,
          serve: () => tell(accepted),
        });
      void world.ask({ by, what, oneWay: true, serve: () => this.begin(command, hear) });
    });
  }

  private begin(command: Command, hear: (accepted: boolean) => void): void {
    const desk = this.system.world.chance.pick(this.system.desks());
    if (desk === undefined) return hear(false);
    this.system.world.note(desk.process.name, `takes command ${command.number}`);
    desk.carryOut(command).then(
      () => hear(true),
      () => hear(false),
    );
  }
}

import { clearHalt } from '@ywk/projections';
import { rewindRelay, type AppendListener, type Relay } from '@ywk/event-store';
import type { Bugs } from './bugs.ts';
import { Database, type ExecutedStatement } from './database/database.ts';
import { poolOf } from './database/pool.ts';
import { Faults } from './faults.ts';
import { Group } from './kafka/group.ts';
import { Topic } from './kafka/topic.ts';
import { GROUP, LOG, OFFICERS, PARTITIONS_PLAYED } from './notes.ts';
import { Oracle } from './oracle.ts';
import { Client, Desk } from './processes/desk.ts';
import { startFollower, type Follower } from './processes/follower.ts';
import { startRelay } from './processes/relay.ts';
import type { Surroundings } from './processes/surroundings.ts';
import type { Process, World } from './world.ts';

type Role = 'desk' | 'relay' | 'follower';

interface Running {
  readonly role: Role;
  readonly process: Process;
  readonly desk?: Desk;
  readonly relay?: Relay;
  readonly follower?: Follower;
}

/** Each runs a desk, a relay and a follower. */
const HOSTS = 2;
const CLIENTS = 2;
const COMMANDS = 4;
const RESTART_MS = 500;

/** Two processes of each role, the databases, the topic, and those who ask. */
export class System implements Surroundings {
  readonly oracle: Oracle;
  readonly database: Database;
  readonly topic: Topic;
  readonly group: Group;
  readonly faults: Faults;
  readonly network: Process;
  readonly clients: readonly Client[];
  private readonly outside: Process;
  private readonly running: Running[] = [];
  private readonly listeners = new Map<Process, AppendListener>();
  private started = 0;
  private operating = false;

  constructor(
    readonly world: World,
    readonly bugs: Bugs,
    onStatement?: (statement: ExecutedStatement) => void,
  ) {
    this.faults = new Faults(world);
    this.oracle = new Oracle(world);
    const listener = onStatement === undefined ? {} : { onStatement };
    this.database = new Database({ world, oracle: this.oracle, bugs, ...listener });
    this.topic = new Topic(this.oracle);
    const { topic, faults } = this;
    this.group = new Group({ world, topic, faults, bugs });
    this.network = world.process('network');
    this.outside = world.process('operator');
    for (const role of ['desk', 'relay', 'follower'] as const) {
      for (let host = 0; host < HOSTS; host += 1) this.start(role, host);
    }
    this.clients = this.newClients();
    for (const client of this.clients) void client.run();
  }

  onAppended(by: Process, listener: AppendListener): () => void {
    this.listeners.set(by, listener);
    return () => this.listeners.delete(by);
  }

  appended(by: Process, logs: ReadonlySet<string>): void {
    for (const [relay, listener] of this.listeners) {
      if (relay.host === by.host && relay.alive && !relay.frozen) listener(logs);
    }
  }

  /** Processes that run, frozen ones included. */
  processes(): readonly Process[] {
    return this.running.map(({ process }) => process);
  }

  desks(): Desk[] {
    return this.running.flatMap(({ desk }) => desk ?? []);
  }

  kill(process: Process): void {
    if (!process.alive) return;
    this.world.note(process.name, 'is killed');
    const at = this.running.findIndex((one) => one.process === process);
    const [gone] = this.running.splice(at, 1);
    this.world.kill(process);
    this.group.leave(process);
    this.listeners.delete(process);
    if (gone === undefined) return;
    const again = (): void => this.start(gone.role, process.host);
    this.world.clockOf(this.outside).after(RESTART_MS, again);
  }

  /** Ends a follower in order: it writes what it holds and leaves the group. */
  stop(process: Process): void {
    const follower = this.running.find((one) => one.process === process)?.follower;
    if (follower === undefined) return this.kill(process);
    this.world.note(process.name, 'is asked to stop');
    void follower.engine.stop().then(() => this.kill(process));
  }

  freeze(process: Process): void {
    if (process.frozen) return;
    this.world.note(process.name, 'is held still');
    process.frozen = true;
  }

  thaw(process: Process): void {
    if (!process.frozen) return;
    this.world.note(process.name, 'runs again');
    process.frozen = false;
    this.running.find((one) => one.process === process)?.follower?.consumer.thawed();
  }

  /** The broker has not heard of it for a session's time. */
  expire(process: Process): void {
    if (!process.frozen) return;
    this.world.note('broker', `gives ${process.name} up`);
    this.group.leave(process);
  }

  /** Faults stop; what was killed comes back, what was held still goes on. */
  heal(): void {
    this.world.note('world', 'faults stop');
    this.faults.stop();
    for (const process of this.processes()) this.thaw(process);
  }

  /** What a person does: the relay is set back for a topic that lost records, halts are cleared. */
  async operate(): Promise<void> {
    if (this.operating) return;
    this.operating = true;
    const pool = poolOf({ ...this.parts(), by: this.outside });
    for (const partition of this.oracle.lossy()) {
      this.world.note('operator', `sets the relay of partition ${partition} back to 0`);
      const range = { from: partition, to: partition };
      await rewindRelay(pool, { log: LOG, range, pos: 0 }).catch(() => undefined);
    }
    for (const partition of PARTITIONS_PLAYED) {
      if (this.database.followers.progress(LOG, partition)?.state !== 'halted') continue;
      this.world.note('operator', `clears the halt of partition ${partition}`);
      const halt = { group: GROUP, log: LOG, partition, readFrom: 'next' as const };
      await clearHalt(pool, halt).catch(() => undefined);
    }
    this.operating = false;
  }

  /** Whether everything that was asked stands in the log, on the topic and in the view. */
  isDone(): boolean {
    return (
      this.isSent() &&
      PARTITIONS_PLAYED.every((partition) => {
        const applied = this.database.followers.progress(LOG, partition)?.lastPos ?? 0;
        return applied === this.headOf(partition);
      })
    );
  }

  private isSent(): boolean {
    return (
      this.clients.every(({ done }) => done) &&
      PARTITIONS_PLAYED.every(
        (partition) => this.database.relay.checkpoint(LOG, partition) === this.headOf(partition),
      )
    );
  }

  private headOf(partition: number): number {
    return this.database.log.chain(LOG, partition).events.length;
  }

  private parts(): Pick<System, 'world' | 'database' | 'faults'> {
    return this;
  }

  private start(role: Role, host: number): void {
    this.started += 1;
    const process = this.world.process(`${role}-${this.started}`, host);
    this.world.note(process.name, 'starts');
    this.running.push({ role, process, ...this.begin(role, process) });
  }

  private begin(role: Role, process: Process): Omit<Running, 'role' | 'process'> {
    if (role === 'desk') return { desk: new Desk(this, process) };
    if (role === 'relay') return { relay: startRelay(this, process) };
    return { follower: startFollower(this, process) };
  }

  private newClients(): Client[] {
    const { chance } = this.world;
    return Array.from({ length: CLIENTS }, (_, c) => {
      const commands = Array.from({ length: COMMANDS }, (__, n) => {
        return { number: c * 100 + n + 1, officer: OFFICERS[chance.below(5)] ?? OFFICERS[0] };
      });
      return new Client(this, this.world.process(`client-${c + 1}`), commands);
    });
  }
}

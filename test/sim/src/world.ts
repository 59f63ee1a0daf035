import type { Clock } from '@ywk/platform';
import { Chance } from './chance.ts';

/** One process of the system; what it holds in memory goes with it. */
export interface Process {
  readonly name: string;
  /** Number of the machine it runs on; those of one machine hear of each other's appends at once. */
  readonly host: number;
  alive: boolean;
  /** Held still, as by a long pause or SIGSTOP: nothing runs, no answer is heard, no timer fires. */
  frozen: boolean;
}

/** Thrown while serving a request that must wait for a lock: it is served again later. */
export class Blocked extends Error {
  override readonly name = 'Blocked';
}

export interface Request<T> {
  readonly by: Process;
  readonly what: string;
  /** It changes nothing: its answer comes at once most often. */
  readonly reads?: boolean;
  /** Nobody waits for an answer: it is one event, and never resolves. */
  readonly oneWay?: boolean;
  /** The work of the server, at one moment; throws what the client is told. */
  serve(): T;
  /** False while it has to wait, as a long poll has. */
  ready?(): boolean;
  /** Called once it was served, or never will be. */
  served?(): void;
  /** What a request that waits for a lock is told when it waited too long. */
  waited?(): Error;
}

type Settle = (value: unknown) => void;

/** A request on its way, and what the server has made of it. */
class Exchange {
  stage: 'asked' | 'answered' = 'asked';
  /** The state of the locks when it had to wait. */
  blockedAt = 0;
  deadline = Number.POSITIVE_INFINITY;
  private failed = false;
  private outcome: unknown;

  constructor(
    readonly request: Request<unknown>,
    readonly number: number,
    private readonly hears: { readonly resolve: Settle; readonly reject: Settle },
  ) {}

  succeed(value: unknown): void {
    this.outcome = value;
  }

  fail(error: unknown): void {
    this.failed = true;
    this.outcome = error;
  }

  tell(): void {
    if (this.failed) this.hears.reject(this.outcome);
    else this.hears.resolve(this.outcome);
  }
}

interface Timer {
  readonly of: Process;
  readonly at: number;
  readonly work: () => void;
}

const LOCK_WAIT_MS = 2_000;

const afterAll = (resolve: () => void): void => process.nextTick(resolve);

/** Drains what is ready to run: `nextTick` comes after every promise that was settled. */
const settled = (): Promise<void> => new Promise(afterAll);

/**
 * Everything that may happen next, and a seed that picks. Each request of a process to a server is
 * two events, served and answered: between them lies what a crash makes unknown.
 */
export class World {
  readonly chance: Chance;
  now = 0;
  steps = 0;
  /** The first promise that was broken. */
  violation: string | undefined;
  /** Raised whenever a lock is given up. */
  lockChanges = 1;
  private exchanges: Exchange[] = [];
  /** Those that can move, as of the last count. */
  private readonly movable: Exchange[] = [];
  private timers: Timer[] = [];
  private asked = 0;

  constructor(
    seed: number,
    readonly trace?: (line: string) => void,
  ) {
    this.chance = new Chance(seed);
  }

  process(name: string, host = 0): Process {
    return { name, host, alive: true, frozen: false };
  }

  /** Says what happened; costs nothing when nobody reads it. */
  note(who: string, what: string): void {
    this.trace?.(
      `${String(this.steps).padStart(5)}  ${String(this.now).padStart(6)} ms  ${who.padEnd(12)} ${what}`,
    );
  }

  broken(promise: string): void {
    if (this.violation !== undefined) return;
    this.violation = promise;
    this.note('ORACLE', promise);
  }

  /** A request to a server; resolves when the scheduler lets its answer arrive. */
  ask<T>(request: Request<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!request.by.alive) return;
      this.asked += 1;
      this.exchanges.push(
        new Exchange(request, this.asked, { resolve: resolve as Settle, reject }),
      );
    });
  }

  clockOf(of: Process): Clock {
    const after = (ms: number, work: () => void): (() => void) => {
      const timer = { of, at: this.now + ms, work };
      this.timers.push(timer);
      return () => this.callOff(timer);
    };
    const every = (ms: number, work: () => void): (() => void) => {
      let callOff = after(ms, function again() {
        callOff = after(ms, again);
        work();
      });
      return () => callOff();
    };
    return { now: () => this.now, after, every };
  }

  /** Ends a process. A request on its way may still be served; nobody hears the answer. */
  kill(victim: Process): void {
    victim.alive = false;
    this.timers = this.timers.filter(({ of }) => of !== victim);
    this.exchanges = this.exchanges.filter((exchange) => {
      if (exchange.request.by !== victim) return true;
      const onItsWay = exchange.stage === 'asked' && this.chance.below(2) === 0;
      if (!onItsWay) exchange.request.served?.();
      return onItsWay;
    });
  }

  /** Lets one thing happen, and everything that follows from it. @param haste timers in a thousand steps */
  step(haste: number): Promise<void> {
    this.steps += 1;
    this.countMovable();
    const moves = this.movable.length > 0 && !this.chance.permille(haste);
    const exchange = moves ? this.chance.pick(this.movable) : undefined;
    if (exchange === undefined) this.fireNext();
    else this.move(exchange);
    return settled();
  }

  /** Lets time pass: what waits for a lock waits no longer than it may. */
  pass(ms: number): void {
    this.now += ms;
  }

  private countMovable(): void {
    const { movable } = this;
    movable.length = 0;
    for (const exchange of this.exchanges) if (this.canMove(exchange)) movable.push(exchange);
  }

  private canMove({ request, stage, blockedAt, deadline }: Exchange): boolean {
    if (stage === 'answered') return !request.by.frozen;
    if (blockedAt === this.lockChanges && this.now < deadline) return false;
    return request.ready?.() ?? true;
  }

  private move(exchange: Exchange): void {
    if (exchange.stage === 'answered') return this.tell(exchange);
    if (!this.serve(exchange)) return;
    exchange.request.served?.();
    exchange.stage = 'answered';
    const { by, oneWay } = exchange.request;
    if (!by.alive || oneWay) this.remove(exchange);
    else if (!by.frozen && this.isPrompt(exchange)) this.tell(exchange);
  }

  /** Answers that come late leave time for something to happen in between. */
  private isPrompt({ request }: Exchange): boolean {
    return request.reads === true ? this.chance.below(8) > 0 : this.chance.below(2) === 0;
  }

  private tell(exchange: Exchange): void {
    const { request, number } = exchange;
    this.remove(exchange);
    if (this.trace) this.note(request.by.name, `hears the answer to #${number} ${request.what}`);
    exchange.tell();
  }

  /** @returns false when it has to wait for a lock */
  private serve(exchange: Exchange): boolean {
    const { request } = exchange;
    try {
      exchange.succeed(request.serve());
      this.tellOf(exchange, 'is served');
    } catch (error) {
      if (error instanceof Blocked && this.mayWait(exchange)) return false;
      exchange.fail(error instanceof Blocked ? request.waited?.() : error);
      this.tellOf(exchange, 'fails');
    }
    return true;
  }

  private tellOf({ request, number }: Exchange, what: string): void {
    if (this.trace) this.note(request.by.name, `#${number} ${request.what} ${what}`);
  }

  private mayWait(exchange: Exchange): boolean {
    if (exchange.blockedAt === 0) {
      exchange.deadline = this.now + LOCK_WAIT_MS;
      this.note(
        exchange.request.by.name,
        `#${exchange.number} ${exchange.request.what} waits for a lock`,
      );
    }
    exchange.blockedAt = this.lockChanges;
    return this.now < exchange.deadline;
  }

  private remove(exchange: Exchange): void {
    this.exchanges.splice(this.exchanges.indexOf(exchange), 1);
  }

  private nextTimer(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.timers) {
      if (!timer.of.frozen && (next === undefined || timer.at < next.at)) next = timer;
    }
    return next;
  }

  private fireNext(): void {
    const timer = this.nextTimer();
    if (timer === undefined) return;
    this.callOff(timer);
    this.now = Math.max(this.now, timer.at);
    timer.work();
  }

  private callOff(timer: Timer): void {
    const at = this.timers.indexOf(timer);
    if (at >= 0) this.timers.splice(at, 1);
  }
}

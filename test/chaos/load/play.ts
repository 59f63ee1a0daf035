import { lasting } from '../system/lasting.ts';
import type { ChaosSystem } from '../system/chaos-system.ts';
import type { History } from '../system/history.ts';
import { CallMaker, FaultyLines, type Line } from './calls.ts';
import { Chance } from './chance.ts';
import { carryOut, Door, type Reply, type Writing } from './door.ts';
import { peopleOf, type Person } from './people.ts';

const FOUNDERS = 12;
const LATE_HIRES = 4;
const GHOSTS = [{ badge: 'K99998' }, { badge: 'K99999' }];
const RESTS_MS = [200, 400, 800, 1_600, 3_000];

/** What those who send share: the bureau, the doors, what is under way, and when to end. */
export class Play {
  readonly founders: readonly Person[];
  readonly lateHires: readonly Person[];
  /** Messages that have not been sent yet. */
  readonly outbox: Line[] = [];
  /** Messages that were acknowledged over HTTP. */
  readonly taken: Line[] = [];
  readonly calls: CallMaker;
  readonly faulty: FaultyLines;
  private over = false;

  constructor(
    readonly system: ChaosSystem,
    readonly history: History,
    readonly seed: number,
  ) {
    this.faulty = new FaultyLines(this.chance('faulty lines'));
    this.founders = peopleOf(seed, 0, FOUNDERS);
    this.lateHires = peopleOf(seed, FOUNDERS, FOUNDERS + LATE_HIRES);
    const people = [...this.founders, ...this.founders, ...this.lateHires];
    const operators = people.flatMap(({ badge, seat }) =>
      seat === null ? [{ badge }] : [{ badge }, { seat }],
    );
    this.calls = new CallMaker(this.chance('calls'), () => [...operators, ...GHOSTS]);
  }

  chance(name: string): Chance {
    return new Chance(this.seed, name);
  }

  door(service: keyof ChaosSystem['urls'], role: string): Door {
    return new Door(this.system.urls[service], this.system.tokens[role] ?? '');
  }

  get ended(): boolean {
    return this.over;
  }

  /** Nothing new is begun; what is under way is brought to its end. */
  end(): void {
    this.over = true;
  }

  send(door: Door, writing: Writing): Promise<Reply> {
    return carryOut(this.history, door, writing);
  }

  /** Sends again, with the same ids, until there is an answer that says what became of it. */
  async persist(door: Door, writing: Writing, tries = 60): Promise<Reply> {
    for (let tried = 0; ; tried += 1) {
      const reply = await this.send(door, writing);
      if (reply.outcome === 'ok' || reply.outcome === 'refused' || tried === tries) return reply;
      await lasting(RESTS_MS[Math.min(tried, RESTS_MS.length - 1)] ?? 0);
    }
  }
}

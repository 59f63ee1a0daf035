import { lasting } from '../system/lasting.ts';
import type { Fault, Harm } from './fault.ts';
import { PROCESS_FAULTS } from './processes.ts';
import { STATE_FAULTS } from './state.ts';
import { WIRE_FAULTS } from './wires.ts';

/** All kinds of faults. */
export const FAULTS: readonly Fault[] = [...PROCESS_FAULTS, ...WIRE_FAULTS, ...STATE_FAULTS];

export const faultsNamed = (kinds: readonly string[]): Fault[] =>
  kinds.map((kind) => {
    const fault = FAULTS.find((one) => one.kind === kind);
    if (fault === undefined) throw new RangeError(`There is no fault "${kind}".`);
    return fault;
  });

/** The launcher gives a service up at its seventh death in ten minutes; some may come by themselves. */
const DEATHS = 4;
const WITHIN_MS = 600_000;
const DEADLY = /^(?:kill|restart)-(recruitment|duty|appraisal|payroll)$/;

/** Plays faults one after the other, some two at a time, and writes down each. */
export class Nemesis {
  readonly played = new Map<string, number>();
  private readonly deaths = new Map<string, number[]>();

  constructor(
    private readonly harm: Harm,
    private readonly say: (text: string) => void,
  ) {}

  /** Each of these once, in this order. */
  async script(faults: readonly Fault[]): Promise<void> {
    for (const fault of faults) {
      await this.play(fault);
      await lasting(500);
    }
  }

  /** All kinds in an order of chance, again and again, until the time is up. */
  async until(deadline: number): Promise<void> {
    const { chance } = this.harm;
    while (Date.now() < deadline) {
      const turn = chance.shuffled(FAULTS);
      while (turn.length > 0 && Date.now() < deadline) {
        const together = turn.splice(0, chance.happens(0.3) ? 2 : 1);
        await Promise.all(together.map((fault) => this.play(fault)));
        await lasting(chance.whole(500, 3_000));
      }
    }
  }

  private async play(fault: Fault): Promise<void> {
    const [, victim] = DEADLY.exec(fault.kind) ?? [];
    if (victim !== undefined && !this.mayEnd(victim)) return;
    const { history } = this.harm;
    const op = history.invoke(fault.kind, []);
    this.say(`fault 故障: ${fault.kind}`);
    try {
      const note = await fault.play(this.harm);
      history.ok(op, fault.kind, { note });
      this.played.set(fault.kind, (this.played.get(fault.kind) ?? 0) + 1);
    } catch (error) {
      // A fault may fail because another one is at work: what it did is not known.
      history.info(op, fault.kind, String(error));
      this.say(`  ${fault.kind} did not end as it should: ${String(error).slice(0, 200)}`);
    }
  }

  private mayEnd(victim: string): boolean {
    const now = Date.now();
    const recent = (this.deaths.get(victim) ?? []).filter((at) => now - at < WITHIN_MS);
    if (recent.length >= DEATHS) return false;
    this.deaths.set(victim, [...recent, now]);
    return true;
  }
}

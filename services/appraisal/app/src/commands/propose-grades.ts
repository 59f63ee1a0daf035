import {
  gradeProposal,
  isComputed,
  type CalibrationAsk,
  type Period,
  type SeatAsk,
} from '@ywk/appraisal-domain';
import { CommandHandler } from '@ywk/event-store';
import { refuseStale, requireSeen, type SeenVersion } from '@ywk/platform';
import { inSeatTurn } from '../persistence/seat-turn.ts';
import type { Asking } from './cut-off.ts';
import { askGrades, type ProposeParts } from './grades-ask.ts';
import { heldIn } from './held-lines.ts';
import { loadPeriod, notComputed } from './period.stream.ts';
import {
  gradeEventOf,
  gradeStream,
  internal,
  loadGrades,
  type StandingGrades,
  type UnitPeriod,
} from './proposal.stream.ts';
import { derivedId, stamped } from './publishing.ts';
import { closedSheets } from './unit-levels.ts';

/** A move of a level, as it is asked for, and when. */
export interface Calibrating extends Omit<CalibrationAsk, 'most'> {
  readonly seen: SeenVersion;
  readonly at: string;
}

/** A superior's word on a seat above a ceiling, and when. */
export interface GivingSeat extends SeatAsk {
  readonly seen: SeenVersion;
  readonly at: string;
}

/** Proposes grades as the closed sheets ask for them; the unit's budget rule decides. */
export class ProposeGrades {
  private readonly handler: CommandHandler;

  constructor(private readonly parts: ProposeParts) {
    this.handler = new CommandHandler(parts.store);
  }

  /**
   * @returns the proposal; its status is REFUSED when the budget forbids it
   * @throws Rejection PERIOD_NOT_COMPUTED, UNIT_UNKNOWN, NOBODY_RANKED; CONCURRENT_CHANGE when others
   *   keep the turn to hand out reserve seats
   */
  async propose(name: UnitPeriod, asking: Asking): Promise<StandingGrades> {
    const { pool, store, rules } = this.parts;
    const { state: period } = await loadPeriod(store, name);
    if (!isComputed(period)) {
      throw notComputed(name.period);
    }
    const { scheme } = (await rules.read(pool)).of(name.period);
    const act = () => this.proposeComputed(name, period, asking);
    // Two months of a year at once would each take the seat that the other one takes.
    return scheme.levels.reserveSeats === 0 ? act() : inSeatTurn(pool, act);
  }

  private async proposeComputed(
    name: UnitPeriod,
    period: Period,
    { actor, at }: Asking,
  ): Promise<StandingGrades> {
    const { revision } = period;
    const sheetsOf = closedSheets(this.parts.pool, { period: name.period, revision });
    const held = await heldIn(this.parts, name, { state: period, revision, also: [] });
    const command = await askGrades(this.parts, name, { revision, author: actor, sheetsOf, held });
    const { proposal } = command.data;
    const { perHead, budgetMode, asks } = command.data;
    const asked = asks.reduce((sum, { performancePay }) => sum + performancePay, 0);
    const request = [proposal, budgetMode, perHead, asks.length, asked].join('|');
    await this.handler.handle({
      ...gradeStream(proposal),
      decider: gradeProposal,
      command,
      commandId: derivedId('propose', request, actor),
      actor,
      request,
      toEvents: (events) => events.map((event) => stamped(internal(event), at)),
      fromEvent: gradeEventOf,
    });
    return this.load(proposal);
  }

  /**
   * Moves a level of a proposal within the quotas; before and after are kept.
   * @throws Rejection PROPOSAL_NOT_OPEN, SAME_PERSON, CALIBRATION_REFUSED, VERSION_NOT_NAMED,
   *   VERSION_MISMATCH
   */
  async calibrate({ proposal, at, seen, ...ask }: Calibrating): Promise<StandingGrades> {
    const { head } = await this.load(proposal);
    const { pool, rules } = this.parts;
    const most =
      head === null ? 0 : (await rules.read(pool)).of(head.period).scheme.levels.calibrationSteps;
    const request = [proposal, ask.officer, ask.level, ask.reason, ask.evidence].join('|');
    await this.handler.handle({
      ...gradeStream(proposal),
      decider: gradeProposal,
      command: { type: 'CalibrateLevel', data: { ...ask, proposal, most } },
      // Two who move levels at once would each reckon with seats that the other has filled.
      onVersion: (version) => requireSeen(seen, version),
      commandId: derivedId('calibrate', request, ask.author.actor, at),
      actor: ask.author.actor,
      request,
      toEvents: (events) => events.map((event) => stamped(internal(event), at)),
      fromEvent: gradeEventOf,
    });
    return this.load(proposal);
  }

  /**
   * Gives a level above a ceiling that was refused for want of a seat.
   * @throws Rejection PROPOSAL_NOT_OPEN, SEAT_NOT_REFUSED, SAME_PERSON, SEAT_ABOVE_CEILING,
   *   VERSION_MISMATCH
   */
  async giveSeat({ at, seen, ...ask }: GivingSeat): Promise<StandingGrades> {
    const { proposal, officer, document, approver } = ask;
    const request = [proposal, officer, document].join('|');
    await this.handler.handle({
      ...gradeStream(proposal),
      decider: gradeProposal,
      command: { type: 'GiveSeat', data: ask },
      onVersion: (version) => refuseStale(seen, version),
      commandId: derivedId('seat', request, approver.actor, at),
      actor: approver.actor,
      request,
      toEvents: (events) => events.map((event) => stamped(internal(event), at)),
      fromEvent: gradeEventOf,
    });
    return this.load(proposal);
  }

  /** The proposal as it stands now. */
  load(proposal: string): Promise<StandingGrades> {
    return loadGrades(this.parts.store, proposal);
  }
}

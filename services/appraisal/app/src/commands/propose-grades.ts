import {
  gradeProposal,
  type CalibrationAsk,
  isComputed,
  type GradeAsk,
  type GradeProposal,
  type LevelsOutcome,
  type MonthGrade,
} from '@ywk/appraisal-domain';
import { FACT_LOGS } from '@ywk/contracts';
import { CommandHandler, type EventStore } from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import type { ClosedSheet } from '../persistence/closed-sheet.store.ts';
import { endsOfRevision } from '../persistence/marker.store.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import { readUnits, type KnownUnit } from '../persistence/unit.store.ts';
import type { Asking } from './cut-off.ts';
import { loadPeriod } from './period.stream.ts';
import {
  gradeEventOf,
  gradesId,
  gradeStream,
  internal,
  loadGrades,
  type UnitPeriod,
} from './proposal.stream.ts';
import { derivedId, stamped } from './publishing.ts';
import { headBefore, placeUnitLevels } from './unit-levels.ts';

export interface ProposeParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: RuleSource;
}

/** A move of a level, as it is asked for, and when. */
export interface Calibrating extends Omit<CalibrationAsk, 'most'> {
  readonly at: string;
}

const levelIn = (outcome: LevelsOutcome | null, officer: string): GradeAsk['level'] => {
  const found = outcome?.placements.find((each) => each.officer === officer);
  if (found === undefined) return null;
  const { level, rule, by, enforced, steps } = found;
  return { level, rule, by, enforced, steps };
};

const levelsOf = (outcome: LevelsOutcome | null) => {
  if (outcome === null) return null;
  const { units, mode, n, quotas, carried } = outcome;
  return { units, mode, n, quotas, carried };
};

const askOf = (
  proposal: string,
  { officer, sheet }: ClosedSheet,
  outcome: LevelsOutcome | null,
): GradeAsk => ({
  decision: derivedId('grade', proposal, officer),
  officer,
  post: sheet.post ?? '',
  grade: sheet.grade as MonthGrade,
  total: sheet.total ?? 0,
  performancePay: sheet.pay ?? 0,
  level: levelIn(outcome, officer),
});

/** Proposes grades as the closed sheets ask for them; the unit's budget rule decides. */
export class ProposeGrades {
  private readonly handler: CommandHandler;

  constructor(private readonly parts: ProposeParts) {
    this.handler = new CommandHandler(parts.store);
  }

  /**
   * @returns the proposal; its status is REFUSED when the budget forbids it
   * @throws Rejection PERIOD_NOT_COMPUTED, UNIT_UNKNOWN, NOBODY_RANKED
   */
  async propose(name: UnitPeriod, { actor, at }: Asking): Promise<GradeProposal> {
    const { state: period } = await loadPeriod(this.parts.store, name);
    if (!isComputed(period)) {
      throw new Rejection('PERIOD_NOT_COMPUTED', `The period ${name.period} is not computed yet.`);
    }
    const { revision } = period;
    const proposal = gradesId(name, revision);
    const command = await this.command(name, { proposal, revision, author: actor });
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
   * @throws Rejection PROPOSAL_NOT_OPEN, SAME_PERSON, CALIBRATION_REFUSED
   */
  async calibrate({ proposal, at, ...ask }: Calibrating): Promise<GradeProposal> {
    const { head } = await this.load(proposal);
    const { pool, rules } = this.parts;
    const most =
      head === null ? 0 : (await rules.read(pool)).of(head.period).scheme.levels.calibrationSteps;
    const request = [proposal, ask.officer, ask.level, ask.reason, ask.evidence].join('|');
    await this.handler.handle({
      ...gradeStream(proposal),
      decider: gradeProposal,
      command: { type: 'CalibrateLevel', data: { ...ask, proposal, most } },
      commandId: derivedId('calibrate', request, ask.author.actor, at),
      actor: ask.author.actor,
      request,
      toEvents: (events) => events.map((event) => stamped(internal(event), at)),
      fromEvent: gradeEventOf,
    });
    return this.load(proposal);
  }

  /** The proposal as it stands now. */
  load(proposal: string): Promise<GradeProposal> {
    return loadGrades(this.parts.store, proposal);
  }

  private async command(
    { calendar, period, unit }: UnitPeriod,
    { proposal, revision, author }: { proposal: string; revision: number; author: string },
  ) {
    const { pool, store } = this.parts;
    const scheme = (await this.parts.rules.read(pool)).of(period).scheme;
    const { known, units } = await this.unitOf(unit);
    const before = await headBefore(store, { calendar, period }, unit);
    const placing = { unit: known, units, period, revision, rules: scheme.levels, before };
    const { sheets, outcome } = await placeUnitLevels(pool, placing);
    const graded = sheets.filter(({ sheet }) => sheet.grade !== null);
    const data = {
      ...{ proposal, calendar, period, revision, unit, author },
      schemeVersion: scheme.name,
      budgetMode: known.budgetMode,
      carriedIn: before?.carryOver ?? 0,
      vector: await endsOfRevision(pool, { calendar, period, revision }, FACT_LOGS),
      perHead: scheme.document.unitBudget.perHead,
      levels: levelsOf(outcome),
      asks: graded.map((sheet) => askOf(proposal, sheet, outcome)),
    };
    return { type: 'ProposeGrades' as const, data };
  }

  private async unitOf(unit: string): Promise<{ known: KnownUnit; units: KnownUnit[] }> {
    const units = await readUnits(this.parts.pool);
    const known = units.find((each) => each.unit === unit);
    if (known === undefined) {
      throw new Rejection('UNIT_UNKNOWN', `No unit has the code ${unit}.`, { unit });
    }
    return { known, units };
  }
}

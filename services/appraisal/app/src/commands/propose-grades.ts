import {
  gradeProposal,
  isComputed,
  type GradeAsk,
  type GradeProposal,
  type MonthGrade,
} from '@ywk/appraisal-domain';
import { FACT_LOGS } from '@ywk/contracts';
import { CommandHandler, type EventStore } from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import { closedSheetsOfUnits, type ClosedSheet } from '../persistence/closed-sheet.store.ts';
import { endsOfRevision } from '../persistence/marker.store.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import { readUnits } from '../persistence/unit.store.ts';
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

export interface ProposeParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: RuleSource;
}

const PAGE = 1000;

const askOf = (proposal: string, { officer, sheet }: ClosedSheet): GradeAsk => ({
  decision: derivedId('grade', proposal, officer),
  officer,
  post: sheet.post ?? '',
  grade: sheet.grade as MonthGrade,
  total: sheet.total ?? 0,
  performancePay: sheet.pay ?? 0,
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

  /** The proposal as it stands now. */
  load(proposal: string): Promise<GradeProposal> {
    return loadGrades(this.parts.store, proposal);
  }

  private async command(
    { calendar, period, unit }: UnitPeriod,
    { proposal, revision, author }: { proposal: string; revision: number; author: string },
  ) {
    const { pool } = this.parts;
    const scheme = (await this.parts.rules.read(pool)).of(period).scheme;
    const data = {
      proposal,
      calendar,
      period,
      revision,
      unit,
      schemeVersion: scheme.name,
      budgetMode: await this.budgetModeOf(unit),
      author,
      vector: await endsOfRevision(pool, { calendar, period, revision }, FACT_LOGS),
      perHead: scheme.document.unitBudget.perHead,
      asks: await this.asksOf(proposal, { period, revision, unit }),
    };
    return { type: 'ProposeGrades' as const, data };
  }

  private async budgetModeOf(unit: string) {
    const found = (await readUnits(this.parts.pool)).find((known) => known.unit === unit);
    if (found === undefined) {
      throw new Rejection('UNIT_UNKNOWN', `No unit has the code ${unit}.`, { unit });
    }
    return found.budgetMode;
  }

  private async asksOf(
    proposal: string,
    { period, revision, unit }: { period: string; revision: number; unit: string },
  ): Promise<GradeAsk[]> {
    const asks: GradeAsk[] = [];
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const page = { period, revision, units: [unit], after, limit: PAGE };
      const sheets = await closedSheetsOfUnits(this.parts.pool, page);
      const graded = sheets.filter(({ sheet }) => sheet.grade !== null);
      asks.push(...graded.map((sheet) => askOf(proposal, sheet)));
      const last = sheets.at(-1);
      if (last === undefined || sheets.length < PAGE) return asks;
      after = last.officer;
    }
  }
}

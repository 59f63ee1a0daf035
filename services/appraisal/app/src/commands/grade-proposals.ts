import { gradedUnits } from '../persistence/closed-sheet.store.ts';
import { ApproveGrades, type Approving } from './approve-grades.ts';
import type { Asking } from './cut-off.ts';
import { loadPeriod, type PeriodName } from './period.stream.ts';
import type { StandingGrades, UnitPeriod } from './proposal.stream.ts';
import type { ProposeParts } from './grades-ask.ts';
import { ProposeGrades, type Calibrating, type GivingSeat } from './propose-grades.ts';
import type { Publishing } from './publishing.ts';
import { unitsToPublish } from './units-to-publish.ts';

/** Grades of units, from proposal to decision. */
export class GradeProposals {
  private readonly proposing: ProposeGrades;
  private readonly approving: ApproveGrades;

  constructor(private readonly parts: ProposeParts & { readonly publishing: Publishing }) {
    this.proposing = new ProposeGrades(parts);
    this.approving = new ApproveGrades(parts.store, parts.publishing);
  }

  /** Units that have grades to propose: in a later revision those that it gives other ones. */
  async unitsOf(name: PeriodName): Promise<string[]> {
    const { state } = await loadPeriod(this.parts.store, name);
    const graded = await gradedUnits(this.parts.pool, name.period, state.revision);
    if (state.revision <= 1) return graded;
    const waiting = await unitsToPublish(this.parts, state);
    return graded.filter((unit) => waiting.includes(unit));
  }

  /** See {@link ProposeGrades.propose}. */
  propose(name: UnitPeriod, asking: Asking): Promise<StandingGrades> {
    return this.proposing.propose(name, asking);
  }

  /** See {@link ProposeGrades.calibrate}. */
  calibrate(move: Calibrating): Promise<StandingGrades> {
    return this.proposing.calibrate(move);
  }

  /** See {@link ProposeGrades.giveSeat}. */
  giveSeat(ask: GivingSeat): Promise<StandingGrades> {
    return this.proposing.giveSeat(ask);
  }

  /** See {@link ApproveGrades.approve}. */
  approve(proposal: string, approving: Approving): Promise<StandingGrades> {
    return this.approving.approve(proposal, approving);
  }

  load(proposal: string): Promise<StandingGrades> {
    return this.proposing.load(proposal);
  }
}

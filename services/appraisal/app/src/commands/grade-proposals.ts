import type { GradeProposal, Person } from '@ywk/appraisal-domain';
import { gradedUnits } from '../persistence/closed-sheet.store.ts';
import { ApproveGrades } from './approve-grades.ts';
import type { Asking } from './cut-off.ts';
import { loadPeriod, type PeriodName } from './period.stream.ts';
import {
  ProposeGrades,
  type Calibrating,
  type ProposalName,
  type ProposeParts,
} from './propose-grades.ts';
import type { Publishing } from './publishing.ts';

/** Grades of units, from proposal to decision. */
export class GradeProposals {
  private readonly proposing: ProposeGrades;
  private readonly approving: ApproveGrades;

  constructor(private readonly parts: ProposeParts & { readonly publishing: Publishing }) {
    this.proposing = new ProposeGrades(parts);
    this.approving = new ApproveGrades(parts.store, parts.publishing);
  }

  /** Units that have grades to propose; none until the period is computed. */
  async unitsOf(name: PeriodName): Promise<string[]> {
    const { state } = await loadPeriod(this.parts.store, name);
    return gradedUnits(this.parts.pool, name.period, state.revision);
  }

  /** See {@link ProposeGrades.propose}. */
  propose(name: ProposalName, asking: Asking): Promise<GradeProposal> {
    return this.proposing.propose(name, asking);
  }

  /** See {@link ProposeGrades.calibrate}. */
  calibrate(move: Calibrating): Promise<GradeProposal> {
    return this.proposing.calibrate(move);
  }

  /** See {@link ApproveGrades.approve}. */
  approve(proposal: string, approver: Person, at: string): Promise<GradeProposal> {
    return this.approving.approve(proposal, approver, at);
  }

  load(proposal: string): Promise<GradeProposal> {
    return this.proposing.load(proposal);
  }
}

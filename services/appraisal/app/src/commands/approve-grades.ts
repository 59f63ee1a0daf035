import {
  gradeProposal,
  type Calibration,
  type GradeProposal,
  type Person,
  type ProposalHead,
  type ProposedGrade,
} from '@ywk/appraisal-domain';
import type { EventStore, StreamWrite } from '@ywk/event-store';
import { fold, Rejection } from '@ywk/kernel';
import { refuseStale, type SeenVersion } from '@ywk/platform';
import { decideTogether } from './decisions-at-once.ts';
import { loadPeriod } from './period.stream.ts';
import {
  gradeEventOf,
  gradeStream,
  internal,
  officerStream,
  type StandingGrades,
} from './proposal.stream.ts';
import { stamped, type Publishing } from './publishing.ts';

const TRIES = 3;

/** Who approves, when, and which version they have seen. */
export interface Approving {
  readonly approver: Person;
  readonly at: string;
  readonly seen: SeenVersion;
}

/** Approves a unit's grades as a second person; each officer's grade becomes a decision. */
export class ApproveGrades {
  constructor(
    private readonly store: EventStore,
    private readonly publishing: Publishing,
  ) {}

  /**
   * Approved again by the same person it only finishes what was broken off.
   * @throws Rejection PROPOSAL_NOT_OPEN, SAME_PERSON, ALREADY_APPROVED, PERIOD_CHANGED, VERSION_MISMATCH
   */
  async approve(proposal: string, { approver, at, seen }: Approving): Promise<StandingGrades> {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const stored = await this.store.readStream(gradeStream(proposal));
      const history = stored.map(gradeEventOf);
      const state = fold(gradeProposal, history);
      const command = { type: 'ApproveGrades' as const, data: { proposal, approver } };
      const events = gradeProposal.decide(command, state);
      if (events.length > 0) {
        refuseStale(seen, stored.length);
        await this.refuseOldRevision(state);
      }
      const approval: StreamWrite = {
        ...gradeStream(proposal),
        expectedVersion: stored.length,
        events: events.map((event) => stamped(internal(event), at)),
      };
      const done = await this.append(state, { approver: approver.actor, at, approval });
      const after = [...history, ...events];
      if (done) return { ...fold(gradeProposal, after), version: after.length };
    }
    throw new Rejection('CONCURRENT_CHANGE', {
      zh: `他人同时变更了提案${proposal}。`,
      en: `Others changed ${proposal} at the same time.`,
    });
  }

  /** Grades of a revision that others have followed, or that is about to be, are decided no more. */
  private async refuseOldRevision({ head }: GradeProposal): Promise<void> {
    if (head === null) return;
    const { state } = await loadPeriod(this.store, head);
    if (state.due === head.revision) return;
    throw new Rejection(
      'PERIOD_CHANGED',
      { zh: `最新版次现为第${state.due}版。`, en: `Revision ${state.due} is the last one now.` },
      { revision: state.due },
    );
  }

  private async append(
    { head, grades, calibrations }: GradeProposal,
    { approver, at, approval }: { approver: string; at: string; approval: StreamWrite },
  ): Promise<boolean> {
    if (head === null) return false;
    const decisions = grades.map((grade) => {
      const calibration = calibrations[grade.officer] ?? null;
      return this.decision(head, grade, { approver, calibration, at });
    });
    return decideTogether(this.store, { proposal: head.proposal, approver, approval, decisions });
  }

  private decision(
    head: ProposalHead,
    grade: ProposedGrade,
    { at, ...approval }: { approver: string; calibration: Calibration | null; at: string },
  ): StreamWrite {
    return {
      ...officerStream(grade.officer),
      expectedVersion: 'any',
      events: [stamped(this.publishing.grade(head, grade, approval), at)],
    };
  }
}

import {
  levelReason,
  reportsOf,
  type GradeProposal,
  type ProposalHead,
  type ProposedGrade,
} from '@ywk/appraisal-domain';
import type { Versioned } from '@ywk/platform';
import type { StandingGrades } from '../commands/proposal.stream.ts';

/** What is answered about a proposal. */
export type ProposalAnswer = Readonly<Record<string, unknown>>;

const levelsShown = ({ levels }: ProposalHead) =>
  levels === null ? null : { ...levels, reports: levels.quotas.flatMap(reportsOf) };

const lineShown = (
  { level, ...line }: ProposedGrade,
  { head, calibrations }: GradeProposal,
): ProposalAnswer => {
  if (level === null || head === null || head.levels === null) return { ...line, level: null };
  const { words } = levelReason(level, head.levels);
  const calibration = calibrations[line.officer] ?? null;
  return { ...line, level: { ...level, words, calibration } };
};

/** A proposal as it is sent: each level with its reason, the quotas with what a person has to see. */
export const proposalShown = (state: StandingGrades): ProposalAnswer & Versioned => {
  const { status, head, approver, grades, version } = state;
  const lines = grades.map((line) => lineShown(line, state));
  if (head === null) return { status, version, approver, grades: lines };
  const { proposal, vector: _vector, ...rest } = head;
  const seats = Object.values(state.seats);
  return {
    id: proposal,
    status,
    version,
    ...rest,
    levels: levelsShown(head),
    approver,
    grades: lines,
    seats,
  };
};

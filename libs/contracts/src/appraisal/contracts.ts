import { annualGradeRecorded, annualGradeRecordedV1 } from './annual-record.ts';
import { appealLodged, objectionLodged, objectionWithdrawn, rulingMade } from './appeal.ts';
import { calendarApproved, calendarDrafted, calendarPublished } from './calendar.ts';
import {
  decisionCutOff,
  decisionCutOffV1,
  gradeDecided,
  gradeDecidedV1,
  tierChanged,
  tierChangedV1,
} from './decision.ts';
import {
  liabilityBorne,
  liabilityBorneV1,
  liabilityEnded,
  liabilityEndedV1,
  liabilitySettled,
} from './liability.ts';
import { cutOffDue, cutOffDueV1, periodComputed, resultsNoticed, unitPublished } from './period.ts';
import { gradesProposed, gradesProposedV1, gradesRefused, gradesRefusedV1 } from './proposal.ts';
import { gradesApproved, gradesListed, gradesListedV1, levelCalibrated } from './proposal-lines.ts';
import { diaryEntryWritten } from './diary.ts';
import { leaderScored, selfAssessed, votingPapersIssued } from './review-acts.ts';
import { reviewClosed, reviewConfirmed, reviewDrawnUp, reviewOpened } from './review.ts';
import { annualGradeDecided, annualGradeDecidedV1 } from './annual-decision.ts';
import { resultsApproved, resultsListed, resultsListedV1, resultsProposed } from './results.ts';
import { ruleCaseAttached, rulesActivated, rulesApproved, rulesDrafted } from './rules.ts';
import { seatAboveGiven, seatAboveRefused } from './seat-above.ts';
import { signAcknowledged, signSeen } from './sign.ts';
import {
  tierChangeApproved,
  tierChangeProposed,
  tierChangeProposedV1,
  tierRunMade,
} from './tier-proposal.ts';
import { tierWaited } from './tier-waiting.ts';
import { yearPutRight } from './year-ruling.ts';
import type { EventContract } from '../event-contract.ts';

/** Events of appraisal's logs, oldest version first. */
export const APPRAISAL_CONTRACTS: readonly EventContract[] = [
  rulesDrafted,
  ruleCaseAttached,
  rulesApproved,
  rulesActivated,
  calendarDrafted,
  calendarApproved,
  calendarPublished,
  cutOffDueV1,
  cutOffDue,
  periodComputed,
  gradesProposedV1,
  unitPublished,
  resultsNoticed,
  objectionLodged,
  objectionWithdrawn,
  appealLodged,
  rulingMade,
  yearPutRight,
  gradesProposed,
  gradesListedV1,
  gradesListed,
  gradesRefusedV1,
  gradesRefused,
  levelCalibrated,
  seatAboveRefused,
  seatAboveGiven,
  gradesApproved,
  tierChangeProposedV1,
  tierChangeProposed,
  tierChangeApproved,
  reviewDrawnUp,
  reviewOpened,
  selfAssessed,
  leaderScored,
  votingPapersIssued,
  reviewClosed,
  reviewConfirmed,
  diaryEntryWritten,
  signSeen,
  signAcknowledged,
  tierRunMade,
  tierWaited,
  gradeDecidedV1,
  gradeDecided,
  tierChangedV1,
  tierChanged,
  annualGradeRecordedV1,
  annualGradeRecorded,
  liabilitySettled,
  liabilityBorneV1,
  liabilityBorne,
  liabilityEndedV1,
  liabilityEnded,
  annualGradeDecidedV1,
  annualGradeDecided,
  resultsProposed,
  resultsListedV1,
  resultsListed,
  resultsApproved,
  decisionCutOffV1,
  decisionCutOff,
];

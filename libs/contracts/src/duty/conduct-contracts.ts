import type { EventContract } from '../event-contract.ts';
import {
  commendationAnnulled,
  commendationDecided,
  commendationProposed,
  commendationProposedV1,
  commendationVerified,
  matterRewarded,
} from './commendation.ts';
import {
  commendationGranted,
  commendationRevoked,
  factVouched,
  leaveCancelled,
  leaveGranted,
  sanctionImposed,
  sanctionLifted,
} from './conduct.ts';
import {
  disciplineDecided,
  disciplineHeard,
  disciplineInformed,
  disciplineReported,
  disciplineReviewed,
  disciplineVerified,
} from './discipline.ts';
import { leaveApproved, leaveRequested, leaveWithdrawn } from './leave.ts';

/** Events about the conduct of officers: how cases go, and what comes of them. */
export const CONDUCT_CONTRACTS: readonly EventContract[] = [
  disciplineReported,
  disciplineVerified,
  disciplineInformed,
  disciplineHeard,
  disciplineDecided,
  disciplineReviewed,
  commendationProposedV1,
  commendationProposed,
  commendationVerified,
  commendationDecided,
  commendationAnnulled,
  matterRewarded,
  leaveRequested,
  leaveApproved,
  leaveWithdrawn,
  sanctionImposed,
  sanctionLifted,
  commendationGranted,
  commendationRevoked,
  leaveGranted,
  leaveCancelled,
  factVouched,
];

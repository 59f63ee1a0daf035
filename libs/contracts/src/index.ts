export type { RulingMade } from './appraisal/appeal.ts';
export { callFactRuled, factRuled } from './duty/ruled.ts';
export {
  calendarApproved,
  calendarDrafted,
  CALENDARS_STREAM,
  type CalendarApproved,
  type CalendarDrafted,
} from './appraisal/calendar.ts';
export { annualGradeRecorded, type AnnualGradeRecorded } from './appraisal/annual-record.ts';
export {
  ANNUAL_GRADES,
  decisionCutOff,
  gradeDecided,
  GRADES,
  tierChanged,
  type Grade,
  type GradeDecided,
  type TierChanged,
} from './appraisal/decision.ts';
export {
  LIABILITY_RECORDS,
  liabilityBorne,
  liabilityEnded,
  liabilitySettled,
  type LiabilityBorne,
  type LiabilityBorneV1,
  type LiabilitySettled,
} from './appraisal/liability.ts';
export {
  cutOffDue,
  periodComputed,
  resultsNoticed,
  unitPublished,
  type CutOffDue,
  type PeriodComputed,
  type ResultsNoticed,
  type UnitPublished,
} from './appraisal/period.ts';
export {
  gradesProposed,
  gradesRefused,
  type GradesProposed,
  type GradesRefused,
} from './appraisal/proposal.ts';
export {
  gradesApproved,
  gradesListed,
  levelCalibrated,
  type GradesApproved,
  type GradesListed,
  type LevelCalibrated,
} from './appraisal/proposal-lines.ts';
export {
  TIER_RUNS_STREAM,
  tierChangeApproved,
  tierChangeProposed,
  tierRunMade,
  type TierBasis,
  type TierChangeApproved,
  type TierChangeProposed,
  type TierRunMade,
} from './appraisal/tier-proposal.ts';
export type { AnnualGradeDecided } from './appraisal/annual-decision.ts';
export type { TierWaited } from './appraisal/tier-waiting.ts';
export { signStream } from './appraisal/sign.ts';
export { diaryEntryWritten, type DiaryEntryWritten } from './appraisal/diary.ts';
export type { RulesOfReview } from './appraisal/review-rules.ts';
export {
  ruleCaseAttached,
  RULES_STREAM,
  rulesActivated,
  rulesApproved,
  rulesDrafted,
  type RuleCaseAttached,
  type RulesActivated,
  type RulesApproved,
  type RulesDrafted,
} from './appraisal/rules.ts';
export { asyncApiOf } from './async-api.ts';
export { acknowledgementSchema } from './payroll/acknowledgement.ts';
export { canonicalText } from './canonical.ts';
export { schemaFaults, type DocumentFault } from './document-fault.ts';
export {
  callAssessed,
  callStream,
  dispatchEventTaken,
  wrongDispatchClaimed,
  wrongDispatchConfirmed,
  wrongDispatchRejected,
  type AssessedFact,
  type CallAssessed,
  type WaitingFact,
  type WrongDispatchClaimed,
  type WrongDispatchRuled,
} from './duty/call.ts';
export {
  DISPATCH_KINDS,
  dispatchEventSchema,
  dispatchEventSchemas,
  takenDispatchEventSchema,
  type CallAttributes,
  type DispatchChange,
  type DispatchEvent,
  type DispatchKind,
} from './duty/dispatch-feed.ts';
export {
  catalogueActivated,
  catalogueProposed,
  CATALOGUE_STREAM,
  type CatalogueActivated,
  type CatalogueProposed,
} from './duty/catalogue.ts';
export {
  commendationAnnulled,
  commendationDecided,
  commendationProposed,
  commendationStream,
  commendationVerified,
  matterRewarded,
  matterStream,
  type CommendationAnnulled,
  type CommendationDecided,
  type CommendationProposed,
  type CommendationVerified,
  type Granted,
  type MatterRewarded,
} from './duty/commendation.ts';
export {
  commendationGranted,
  commendationRevoked,
  conductStream,
  factVouched,
  leaveCancelled,
  leaveGranted,
  sanctionImposed,
  sanctionLifted,
  vouchStream,
  type CommendationGranted,
  type CommendationRevoked,
  type FactVouched,
  type LeaveCancelled,
  type LeaveGranted,
  type SanctionImposed,
  type SanctionLifted,
} from './duty/conduct.ts';
export {
  disciplineDecided,
  disciplineHeard,
  disciplineInformed,
  disciplineReported,
  disciplineReviewed,
  disciplineStream,
  disciplineVerified,
  type DisciplineDecided,
  type DisciplineHeard,
  type DisciplineInformed,
  type DisciplineReported,
  type DisciplineReviewed,
  type DisciplineVerified,
} from './duty/discipline.ts';
export {
  entryStream,
  factCorrected,
  factEntered,
  factRejected,
  factVerified,
  factWithdrawn,
  type EntryHead,
  type FactEntered,
  type FactRejected,
  type FactVerified,
  type FactWithdrawn,
} from './duty/entry.ts';
export {
  factCutOff,
  factRecorded,
  factRecordedByRuling,
  factReversed,
  factReversedByRuling,
  type Fact,
  type FactOrigin,
  type FactReversed,
  type RuledFact,
  type RuledReversal,
} from './duty/fact.ts';
export {
  LEAVE_KINDS,
  leaveApproved,
  leaveRequested,
  leaveStream,
  leaveWithdrawn,
  type LeaveApproved,
  type LeaveKind,
  type LeaveRequested,
  type LeaveWithdrawn,
} from './duty/leave.ts';
export {
  chainHash,
  contentHash,
  decodeEnvelope,
  encodeEnvelope,
  expectedHash,
  GENESIS_HASH,
  MalformedEnvelope,
  parseEnvelope,
  type ChainLink,
  type EventContent,
  type EventEnvelope,
  type ParsedEnvelope,
} from './envelope.ts';
export {
  closed,
  compileSchema,
  defineEvent,
  orNull,
  SchemaMismatch,
  shape,
  type EventContract,
  type JsonSchema,
  type Promoted,
} from './event-contract.ts';
export {
  DOORS,
  FACT_LOGS,
  LOG_OWNERS,
  LOGS,
  ownerOf,
  PUBLISHED_LOGS,
  type ServiceName,
} from './logs.ts';
export {
  clientOf,
  KEY_READERS,
  READINGS,
  reads,
  readingsOf,
  SERVICE_NAMES,
  type Reading,
} from './readings.ts';
export { murmur2, partitionOf, PARTITIONS } from './partition.ts';
export {
  payChangeAcknowledged,
  payChangeIssued,
  payRunLocked,
  type PayChangeAcknowledged,
  type PayChangeIssued,
  type PayRunLocked,
} from './payroll/change.ts';
export { cutOffName, periodCutOffOf, type PeriodCutOff } from './period-cut-off.ts';
export { POST_CODES, POSTS, type PostCode } from './posts.ts';
export type { EncryptedField } from './recruitment/encrypted-field.ts';
export { EXIT_STEPS, exitProposed, exitStepRecorded } from './recruitment/exit.ts';
export {
  leaderNamed,
  mentorBound,
  OFFICES,
  type LeaderNamed,
  type MentorBound,
  type Office,
} from './recruitment/bindings.ts';
export {
  roleHeld,
  secondPostHeld,
  type RoleHeld,
  type SecondPostHeld,
} from './recruitment/held-beside.ts';
export {
  officerHired,
  officerLeft,
  officerTransferred,
  personnelCutOff,
  subjectErased,
  subjectRestricted,
  unitDefined,
  type OfficerHired,
  type OfficerLeft,
  type OfficerTransferred,
  type Placement,
  type SubjectErased,
  type SubjectRestricted,
  type UnitDefined,
} from './recruitment/personnel.ts';
export { officerRegistered, type OfficerRegistered, type Sex } from './recruitment/registered.ts';
export { ContractRegistry, EVENT_CONTRACTS, UnknownEvent } from './registry.ts';

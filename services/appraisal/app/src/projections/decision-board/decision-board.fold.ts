import { CALENDAR_MONTHS } from '@ywk/appraisal-domain';
import {
  LOGS,
  type AnnualGradeDecided,
  type AnnualGradeRecorded,
  type GradeDecided,
  type GradesApproved,
  type GradesProposed,
  type GradesRefused,
  type LiabilityBorne,
  type TierChangeApproved,
  type TierChangeProposed,
} from '@ywk/contracts';
import { localDay, type LocalDay, type LocalMonth } from '@ywk/kernel';
import type { AppliedEvent, LogBatch, ViewModule } from '@ywk/projections';
import {
  approveProposal,
  approveTierChange,
  keepDecisions,
  keepProposal,
  keepTierChanges,
  type DecisionRow,
} from '../../persistence/decision.store.ts';
import {
  decisionTable,
  gradeProposalTable,
  tierChangeTable,
} from '../../persistence/decision.tables.ts';
import { keepMarkers } from '../../persistence/marker.store.ts';
import { RulesInForce } from '../../persistence/rules-in-force.ts';
import { markerOf } from '../score-board/fact-entries.ts';

type Placed = Pick<DecisionRow, 'kind' | 'period' | 'unit'>;

/** The appraisal month of a local day. */
type MonthOf = (day: LocalDay) => LocalMonth;

const liabilityIn =
  (kind: DecisionRow['kind']) =>
  (data: unknown, monthOf: MonthOf): Placed => {
    const period = monthOf(localDay((data as LiabilityBorne).occurredAt));
    return { kind, period, unit: null };
  };

const readers: Readonly<Record<string, (data: unknown, monthOf: MonthOf) => Placed>> = {
  GradeDecided: (data) => {
    const { period, unit } = data as GradeDecided;
    return { kind: 'GRADE', period, unit };
  },
  TierChanged: () => ({ kind: 'TIER', period: null, unit: null }),
  AnnualGradeDecided: (data) => {
    const { year, unit } = data as AnnualGradeDecided;
    return { kind: 'ANNUAL_GRADE', period: String(year), unit };
  },
  AnnualGradeRecorded: (data) => {
    const period = String((data as AnnualGradeRecorded).year);
    return { kind: 'ANNUAL_GRADE', period, unit: null };
  },
  LiabilityBorne: liabilityIn('LIABILITY'),
  LiabilityEnded: liabilityIn('LIABILITY_ENDED'),
};

const decisionOf = (event: AppliedEvent, monthOf: MonthOf): DecisionRow[] => {
  const reader = readers[event.type];
  if (reader === undefined) return [];
  const { partition, pos, key, eventId, recordedAt, dataText } = event;
  const at = { partition, officer: key, pos, eventId, recordedMs: Date.parse(recordedAt) };
  return [{ ...at, ...reader(event.data, monthOf), data: dataText }];
};

type Names = (table: string) => string;

const foldDecided = async ({ events, tx }: LogBatch, table: Names): Promise<void> => {
  // Few batches tell of liability: for the others nobody reads the rules.
  const asks = events.some(({ type }) => type.startsWith('Liability'));
  const months = asks ? (await new RulesInForce().read(tx)).months : CALENDAR_MONTHS;
  const rows = events.flatMap((event) => decisionOf(event, (day) => months.monthOf(day)));
  await keepDecisions(tx, rows, table('decision'));
};

/** An event at its place, in the open transaction. */
interface Writing {
  readonly tx: LogBatch['tx'];
  readonly partition: number;
  readonly table: Names;
}

type Writer = (writing: Writing, data: unknown) => Promise<void>;

const writers: Readonly<Record<string, Writer>> = {
  GradesProposed: ({ tx, partition, table }, data) => {
    const row = { ...(data as GradesProposed), partition, overrun: 0 };
    return keepProposal(tx, { ...row, status: 'PROPOSED' }, table('grade_proposal'));
  },
  GradesRefused: ({ tx, partition, table }, data) => {
    const row = { ...(data as GradesRefused), partition };
    return keepProposal(tx, { ...row, status: 'REFUSED' }, table('grade_proposal'));
  },
  GradesApproved: ({ tx, partition, table }, data) => {
    const { proposal, approver } = data as GradesApproved;
    return approveProposal(tx, { partition, proposal, approver }, table('grade_proposal'));
  },
  TierChangeApproved: ({ tx, partition, table }, data) => {
    const { proposal, approver } = data as TierChangeApproved;
    return approveTierChange(tx, { partition, proposal, approver }, table('tier_change'));
  },
};

const foldProposed = async ({ events, tx }: LogBatch, table: Names): Promise<void> => {
  const changes = events.filter(({ type }) => type === 'TierChangeProposed');
  const rows = changes.map(({ partition, data }) => ({
    partition,
    ...(data as TierChangeProposed),
  }));
  await keepTierChanges(tx, rows, table('tier_change'));
  for (const { type, partition, data } of events) {
    await writers[type]?.({ tx, partition, table }, data);
  }
};

/** Proposals, what became of them, and decisions, as a view that can be built again. */
export const decisionBoard: ViewModule = {
  name: 'appraisal.decision-board',
  logs: [LOGS.decision, LOGS.proposal],
  tables: {
    decision: decisionTable,
    grade_proposal: gradeProposalTable,
    tier_change: tierChangeTable,
  },
  fold: (batch, table) =>
    batch.log === LOGS.decision ? foldDecided(batch, table) : foldProposed(batch, table),
};

const live: Names = (name) => name;

/** Decisions and the own markers, as people look them up. */
export const foldDecisions = async (batch: LogBatch): Promise<void> => {
  await decisionBoard.fold(batch, live);
  const markers = batch.events.filter(({ type }) => type === 'PeriodCutOff').map(markerOf);
  await keepMarkers(batch.tx, markers);
};

/** Proposals and what became of them. */
export const foldProposals = (batch: LogBatch): Promise<void> => decisionBoard.fold(batch, live);

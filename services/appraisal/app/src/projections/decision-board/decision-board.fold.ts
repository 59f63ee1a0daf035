import type {
  AnnualGradeRecorded,
  GradeDecided,
  GradesApproved,
  GradesProposed,
  GradesRefused,
  TierChangeApproved,
  TierChangeProposed,
} from '@ywk/contracts';
import type { AppliedEvent, LogBatch } from '@ywk/projections';
import {
  approveProposal,
  approveTierChange,
  keepDecisions,
  keepProposal,
  keepTierChanges,
  type DecisionRow,
} from '../../persistence/decision.store.ts';
import { keepMarkers } from '../../persistence/marker.store.ts';
import { markerOf } from '../score-board/fact-entries.ts';

type Placed = Pick<DecisionRow, 'kind' | 'period' | 'unit'>;

const readers: Readonly<Record<string, (data: unknown) => Placed>> = {
  GradeDecided: (data) => {
    const { period, unit } = data as GradeDecided;
    return { kind: 'GRADE', period, unit };
  },
  TierChanged: () => ({ kind: 'TIER', period: null, unit: null }),
  AnnualGradeRecorded: (data) => {
    const period = String((data as AnnualGradeRecorded).year);
    return { kind: 'ANNUAL_GRADE', period, unit: null };
  },
};

const decisionOf = (event: AppliedEvent): DecisionRow[] => {
  const reader = readers[event.type];
  if (reader === undefined) return [];
  const { partition, pos, key, eventId, recordedAt, dataText } = event;
  const at = { partition, officer: key, pos, eventId, recordedMs: Date.parse(recordedAt) };
  return [{ ...at, ...reader(event.data), data: dataText }];
};

/** Decisions and the own markers, as people look them up. */
export const foldDecisions = async ({ events, tx }: LogBatch): Promise<void> => {
  await keepDecisions(tx, events.flatMap(decisionOf));
  await keepMarkers(tx, events.filter(({ type }) => type === 'PeriodCutOff').map(markerOf));
};

type Writer = (tx: LogBatch['tx'], partition: number, data: unknown) => Promise<void>;

const writers: Readonly<Record<string, Writer>> = {
  GradesProposed: (tx, partition, data) => {
    const head = data as GradesProposed;
    return keepProposal(tx, { ...head, partition, status: 'PROPOSED', overrun: 0 });
  },
  GradesRefused: (tx, partition, data) => {
    const head = data as GradesRefused;
    return keepProposal(tx, { ...head, partition, status: 'REFUSED' });
  },
  GradesApproved: (tx, partition, data) => {
    const { proposal, approver } = data as GradesApproved;
    return approveProposal(tx, { partition, proposal, approver });
  },
  TierChangeApproved: (tx, partition, data) => {
    const { proposal, approver } = data as TierChangeApproved;
    return approveTierChange(tx, { partition, proposal, approver });
  },
};

/** Proposals and what became of them. */
export const foldProposals = async ({ events, tx }: LogBatch): Promise<void> => {
  const changes = events.filter(({ type }) => type === 'TierChangeProposed');
  await keepTierChanges(
    tx,
    changes.map(({ partition, data }) => ({ partition, ...(data as TierChangeProposed) })),
  );
  for (const { type, partition, data } of events) await writers[type]?.(tx, partition, data);
};

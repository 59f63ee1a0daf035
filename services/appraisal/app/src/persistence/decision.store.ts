import type { GradesProposed, TierChangeProposed } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import type { OfficerAt } from './database.ts';

/** A decision about one officer, at its position. */
export interface DecisionRow extends OfficerAt {
  readonly pos: number;
  readonly kind: 'GRADE' | 'TIER' | 'ANNUAL_GRADE';
  readonly period: string | null;
  readonly unit: string | null;
  readonly eventId: string;
  readonly recordedMs: number;
  /** The event's data, as stored. */
  readonly data: string;
}

const INSERT = `
INSERT INTO decision (partition, officer, pos, kind, period, unit, event_id, recorded_ms, data)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[],
  $7::uuid[], $8::bigint[], $9::text[])
ON CONFLICT (partition, officer, pos) DO NOTHING`;

export const keepDecisions = async (
  tx: PoolClient,
  rows: readonly DecisionRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query({
    name: 'keep_decisions',
    text: INSERT,
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ officer }) => officer),
      rows.map(({ pos }) => pos),
      rows.map(({ kind }) => kind),
      rows.map(({ period }) => period),
      rows.map(({ unit }) => unit),
      rows.map(({ eventId }) => eventId),
      rows.map(({ recordedMs }) => recordedMs),
      rows.map(({ data }) => data),
    ],
  });
};

/** A grade proposal as it is listed. Amounts in fen. */
export type ProposalRow = Omit<GradesProposed, 'vector'> & {
  readonly partition: number;
  readonly status: 'PROPOSED' | 'REFUSED' | 'APPROVED';
  readonly overrun: number;
};

const PROPOSAL = `
INSERT INTO grade_proposal (partition, proposal, calendar, period, unit, revision, status,
  scheme_version, budget_mode, members, budget, asked, overrun, author)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (partition, proposal) DO UPDATE SET status = excluded.status,
  budget_mode = excluded.budget_mode, members = excluded.members, budget = excluded.budget,
  asked = excluded.asked, overrun = excluded.overrun, author = excluded.author`;

export const keepProposal = async (tx: PoolClient, row: ProposalRow): Promise<void> => {
  await tx.query({
    name: 'keep_proposal',
    text: PROPOSAL,
    values: [
      row.partition,
      row.proposal,
      row.calendar,
      row.period,
      row.unit,
      row.revision,
      row.status,
      row.schemeVersion,
      row.budgetMode,
      row.members,
      row.budget,
      row.asked,
      row.overrun,
      row.author,
    ],
  });
};

/** Who approved what. */
export interface Approval {
  readonly partition: number;
  readonly proposal: string;
  readonly approver: string;
}

const APPROVE = `
UPDATE grade_proposal SET status = 'APPROVED', approver = $3 WHERE partition = $1 AND proposal = $2`;

export const approveProposal = async (tx: PoolClient, approval: Approval): Promise<void> => {
  const { partition, proposal, approver } = approval;
  await tx.query({
    name: 'approve_proposal',
    text: APPROVE,
    values: [partition, proposal, approver],
  });
};

const TIER_CHANGES = `
INSERT INTO tier_change (partition, proposal, officer, status, from_tier, to_tier, effective_date,
  ground, author)
SELECT p.partition, p.proposal, p.officer, 'PROPOSED', p.from_tier, p.to_tier, p.day, p.ground,
  p.author
FROM unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::smallint[], $5::smallint[], $6::date[],
  $7::text[], $8::text[])
  AS p(partition, proposal, officer, from_tier, to_tier, day, ground, author)
ON CONFLICT (partition, proposal) DO NOTHING`;

export const keepTierChanges = async (
  tx: PoolClient,
  rows: readonly (TierChangeProposed & { readonly partition: number })[],
): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query({
    name: 'keep_tier_changes',
    text: TIER_CHANGES,
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ proposal }) => proposal),
      rows.map(({ officer }) => officer),
      rows.map(({ from }) => from),
      rows.map(({ to }) => to),
      rows.map(({ effectiveDate }) => effectiveDate),
      rows.map(({ ground }) => ground),
      rows.map(({ author }) => author),
    ],
  });
};

const APPROVE_TIER = `
UPDATE tier_change SET status = 'APPROVED', approver = $3 WHERE partition = $1 AND proposal = $2`;

export const approveTierChange = async (tx: PoolClient, approval: Approval): Promise<void> => {
  const { partition, proposal, approver } = approval;
  await tx.query({
    name: 'approve_tier_change',
    text: APPROVE_TIER,
    values: [partition, proposal, approver],
  });
};

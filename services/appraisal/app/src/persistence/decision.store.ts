import type { GradesProposed, TierChangeProposed } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import type { OfficerAt } from './database.ts';

/** Tables are named by the caller: the live ones, or those that are built beside them. */

/** A decision about one officer, at its position. */
export interface DecisionRow extends OfficerAt {
  readonly pos: number;
  readonly kind: 'GRADE' | 'TIER' | 'ANNUAL_GRADE' | 'LIABILITY' | 'LIABILITY_ENDED';
  readonly period: string | null;
  readonly unit: string | null;
  readonly eventId: string;
  readonly recordedMs: number;
  /** The event's data, as stored. */
  readonly data: string;
}

const insertStatement = (table: string): string => `
INSERT INTO ${table} (partition, officer, pos, kind, period, unit, event_id, recorded_ms, data)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[],
  $7::uuid[], $8::bigint[], $9::text[])
ON CONFLICT (partition, officer, pos) DO NOTHING`;

export const keepDecisions = async (
  tx: PoolClient,
  rows: readonly DecisionRow[],
  table: string,
): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query({
    name: `keep_decisions_${table}`,
    text: insertStatement(table),
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

const proposalStatement = (table: string): string => `
INSERT INTO ${table} (partition, proposal, calendar, period, unit, revision, status,
  scheme_version, budget_mode, members, budget, asked, overrun, author)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (partition, proposal) DO UPDATE SET status = excluded.status,
  budget_mode = excluded.budget_mode, members = excluded.members, budget = excluded.budget,
  asked = excluded.asked, overrun = excluded.overrun, author = excluded.author`;

export const keepProposal = async (
  tx: PoolClient,
  row: ProposalRow,
  table: string,
): Promise<void> => {
  await tx.query({
    name: `keep_proposal_${table}`,
    text: proposalStatement(table),
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

const approveStatement = (table: string): string => `
UPDATE ${table} SET status = 'APPROVED', approver = $3 WHERE partition = $1 AND proposal = $2`;

export const approveProposal = async (
  tx: PoolClient,
  approval: Approval,
  table: string,
): Promise<void> => {
  const { partition, proposal, approver } = approval;
  await tx.query({
    name: `approve_proposal_${table}`,
    text: approveStatement(table),
    values: [partition, proposal, approver],
  });
};

const tierChangesStatement = (table: string): string => `
INSERT INTO ${table} (partition, proposal, officer, status, from_tier, to_tier, effective_date,
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
  table: string,
): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query({
    name: `keep_tier_changes_${table}`,
    text: tierChangesStatement(table),
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

const approveTierStatement = (table: string): string => `
UPDATE ${table} SET status = 'APPROVED', approver = $3 WHERE partition = $1 AND proposal = $2`;

export const approveTierChange = async (
  tx: PoolClient,
  approval: Approval,
  table: string,
): Promise<void> => {
  const { partition, proposal, approver } = approval;
  await tx.query({
    name: `approve_tier_change_${table}`,
    text: approveTierStatement(table),
    values: [partition, proposal, approver],
  });
};

import { partitionOf } from '@ywk/contracts';
import type { Database } from './database.ts';

/** A decision as listed, with the place of its event in the log. */
export interface ShownDecision {
  readonly officer: string;
  readonly kind: string;
  readonly period: string | null;
  readonly unit: string | null;
  readonly partition: number;
  readonly pos: number;
  readonly eventId: string;
  readonly recordedAt: string;
  readonly data: unknown;
}

interface RawDecision {
  readonly officer: string;
  readonly kind: string;
  readonly period: string | null;
  readonly unit: string | null;
  readonly partition: number;
  readonly pos: string;
  readonly event_id: string;
  readonly recorded_ms: string;
  readonly data: string;
}

const shown = ({ pos, event_id, recorded_ms, data, ...row }: RawDecision): ShownDecision => ({
  ...row,
  pos: Number(pos),
  eventId: event_id,
  recordedAt: new Date(Number(recorded_ms)).toISOString(),
  data: JSON.parse(data) as unknown,
});

const COLUMNS = 'officer, kind, period, unit, partition, pos, event_id, recorded_ms, data';

const OF_OFFICER = `
SELECT ${COLUMNS} FROM decision
WHERE partition = $1 AND officer = $2 AND ($3::text IS NULL OR kind = $3)
ORDER BY pos`;

/** All decisions about one officer, in log order. */
export const decisionsOfOfficer = async (
  db: Database,
  officer: string,
  kind: string | null,
): Promise<ShownDecision[]> => {
  const { rows } = await db.query<RawDecision>({
    name: 'decisions_of_officer',
    text: OF_OFFICER,
    values: [partitionOf(officer), officer, kind],
  });
  return rows.map(shown);
};

const OF_PERIOD = `
SELECT ${COLUMNS} FROM decision
WHERE partition BETWEEN 0 AND 63 AND kind = $1 AND ($2::text IS NULL OR period = $2)
  AND ($3::text[] IS NULL OR unit = ANY($3)) AND (officer, pos) > ($4::uuid, $5::bigint)
ORDER BY officer, pos LIMIT $6`;

/** A page of decisions of one kind, by officer. */
export interface DecisionPage {
  readonly kind: string;
  readonly period: string | null;
  /** Null for all units. */
  readonly units: readonly string[] | null;
  readonly after: readonly [officer: string, pos: number];
  readonly limit: number;
}

export const decisionsOfPeriod = async (
  db: Database,
  { kind, period, units, after, limit }: DecisionPage,
): Promise<ShownDecision[]> => {
  const values = [kind, period, units, after[0], after[1], limit];
  const { rows } = await db.query<RawDecision>({
    name: 'decisions_of_period',
    text: OF_PERIOD,
    values,
  });
  return rows.map(shown);
};

/** A grade proposal as listed. Amounts in fen. */
export interface ShownProposal {
  readonly id: string;
  readonly calendar: string;
  readonly period: string;
  readonly unit: string;
  readonly revision: number;
  readonly status: string;
  readonly schemeVersion: string;
  readonly budgetMode: string;
  readonly members: number;
  readonly budget: number;
  readonly asked: number;
  readonly overrun: number;
  readonly author: string;
  readonly approver: string | null;
}

type RawProposal = Omit<ShownProposal, 'budget' | 'asked' | 'overrun'> & {
  readonly budget: string;
  readonly asked: string;
  readonly overrun: string;
};

const PROPOSALS = `
SELECT proposal AS id, calendar, period, unit, revision, status, scheme_version AS "schemeVersion",
  budget_mode AS "budgetMode", members, budget, asked, overrun, author, approver
FROM grade_proposal
WHERE partition BETWEEN 0 AND 63 AND period = $1
ORDER BY unit, revision`;

/** All grade proposals of a period, by unit. */
export const proposalsOfPeriod = async (db: Database, period: string): Promise<ShownProposal[]> => {
  const { rows } = await db.query<RawProposal>({
    name: 'proposals_of_period',
    text: PROPOSALS,
    values: [period],
  });
  return rows.map((row) => ({
    ...row,
    budget: Number(row.budget),
    asked: Number(row.asked),
    overrun: Number(row.overrun),
  }));
};

/** A tier change as listed. */
export interface ShownTierChange {
  readonly id: string;
  readonly officer: string;
  readonly status: string;
  readonly from: number;
  readonly to: number;
  readonly effectiveDate: string;
  readonly ground: string;
  readonly author: string;
  readonly approver: string | null;
}

const PROPOSED_OF = `
SELECT proposal FROM tier_change WHERE partition BETWEEN 0 AND 63 AND officer = $1 ORDER BY proposal`;

/** Ids of all tier changes that were proposed of an officer. */
export const tierProposalsOf = async (db: Database, officer: string): Promise<string[]> => {
  const { rows } = await db.query<{ proposal: string }>({
    name: 'tier_proposals_of_officer',
    text: PROPOSED_OF,
    values: [officer],
  });
  return rows.map(({ proposal }) => proposal);
};

const TIER_CHANGES = `
SELECT proposal AS id, officer, status, from_tier AS "from", to_tier AS "to",
  to_char(effective_date, 'YYYY-MM-DD') AS "effectiveDate", ground, author, approver
FROM tier_change
WHERE partition BETWEEN 0 AND 63 AND ($1::text IS NULL OR status = $1) AND proposal > $2::uuid
ORDER BY proposal LIMIT $3`;

/** A page of tier changes, by id. */
export const tierChanges = async (
  db: Database,
  { status, after, limit }: { status: string | null; after: string; limit: number },
): Promise<ShownTierChange[]> => {
  const { rows } = await db.query<ShownTierChange>({
    name: 'tier_changes',
    text: TIER_CHANGES,
    values: [status, after, limit],
  });
  return rows;
};

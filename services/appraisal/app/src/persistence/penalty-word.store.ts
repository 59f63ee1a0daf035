import type { ActWord } from '@ywk/appraisal-domain';
import type { PoolClient } from 'pg';
import type { Database, OfficerAt } from './database.ts';

/** One act of one officer. */
export interface ActAt extends OfficerAt {
  readonly act: string;
}

/**
 * A word about a penalty of an act, at its position in the log of facts. The ruling that it follows
 * stands with the fact.
 */
export interface PenaltyWordRow extends ActAt {
  readonly pos: number;
  readonly word: Omit<ActWord, 'ruling'>;
}

const INSERT = `
INSERT INTO penalty_word (partition, officer, act, pos, fact, sign, code, occurred_ms, event_id,
  amounts, evidence)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::text[], $4::bigint[], $5::uuid[],
  $6::smallint[], $7::text[], $8::bigint[], $9::uuid[], $10::text[], $11::text[])
ON CONFLICT (partition, officer, act, pos) DO NOTHING`;

export const keepPenaltyWords = async (
  tx: PoolClient,
  rows: readonly PenaltyWordRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query({
    name: 'keep_penalty_words',
    text: INSERT,
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ officer }) => officer),
      rows.map(({ act }) => act),
      rows.map(({ pos }) => pos),
      rows.map(({ word }) => word.fact),
      rows.map(({ word }) => word.sign),
      rows.map(({ word }) => word.code),
      rows.map(({ word }) => Date.parse(word.occurredAt)),
      rows.map(({ word }) => word.eventId),
      rows.map(({ word }) => JSON.stringify(word.amounts)),
      rows.map(({ word }) => word.evidence),
    ],
  });
};

interface RawWord {
  readonly fact: string;
  readonly sign: 1 | -1;
  readonly code: string;
  readonly occurred_ms: string;
  readonly event_id: string;
  readonly amounts: string;
  readonly evidence: string | null;
  readonly ruling: string | null;
}

const OF_ACT = `
SELECT w.fact, w.sign, w.code, w.occurred_ms, w.event_id, w.amounts, w.evidence, f.ruling
FROM penalty_word w
LEFT JOIN fact f ON f.partition = w.partition AND f.officer = w.officer AND f.pos = w.pos
  AND f.month = date_trunc('month',
    to_timestamp(w.occurred_ms / 1000.0) AT TIME ZONE 'Asia/Shanghai')::date
WHERE w.partition = $1 AND w.officer = $2 AND w.act = $3 ORDER BY w.pos`;

/** All that was said about one act. */
export const wordsOfAct = async (
  db: Database,
  { partition, officer, act }: ActAt,
): Promise<ActWord[]> => {
  const values = [partition, officer, act];
  const { rows } = await db.query<RawWord>({ name: 'words_of_act', text: OF_ACT, values });
  return rows.map((row) => ({
    ...{ fact: row.fact, sign: row.sign, code: row.code, evidence: row.evidence },
    ruling: row.ruling,
    occurredAt: new Date(Number(row.occurred_ms)).toISOString(),
    eventId: row.event_id,
    amounts: JSON.parse(row.amounts) as Record<string, number>,
  }));
};

const OF_FACTS = `
SELECT DISTINCT fact, act FROM penalty_word
WHERE partition = $1 AND officer = $2 AND fact = ANY($3::uuid[])`;

/** The acts that facts of an officer report, by fact; none for those that can open no liability. */
export const actsOfFacts = async (
  db: Database,
  { partition, officer }: OfficerAt,
  facts: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (facts.length === 0) return new Map();
  const { rows } = await db.query<{ fact: string; act: string }>({
    ...{ name: 'acts_of_facts', text: OF_FACTS, values: [partition, officer, facts] },
  });
  return new Map(rows.map(({ fact, act }) => [fact, act]));
};

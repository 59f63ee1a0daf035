import { partitionOf } from '@ywk/contracts';
import type { LocalDay } from '@ywk/kernel';
import type { Database } from './database.ts';

/** Which facts of whom: of days, half open, with these codes. */
export interface FactsAsked {
  readonly officers: readonly string[];
  readonly from: LocalDay;
  readonly before: LocalDay;
  readonly codes: readonly string[];
}

/** A fact or its reversal, as early signs look at it. */
export interface SaidFact {
  readonly officer: string;
  readonly fact: string;
  readonly code: string;
  readonly sign: number;
  readonly occurredAt: string;
}

const FACTS = `
SELECT f.officer, f.fact, f.code, f.sign, f.occurred_ms
FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
JOIN fact f ON f.partition = o.partition AND f.officer = o.officer
WHERE f.month >= date_trunc('month', $3::date) AND f.month < $4::date
  AND f.occurred_ms >= $5 AND f.occurred_ms < $6 AND f.code = ANY($7::text[])
ORDER BY f.officer, f.pos`;

const shanghaiMs = (day: LocalDay): number => Date.parse(`${day}T00:00:00.000+08:00`);

/** Facts of some officers, of each in log order. */
export const factsOfOfficers = async (
  db: Database,
  { officers, from, before, codes }: FactsAsked,
): Promise<SaidFact[]> => {
  const days = [from, before, shanghaiMs(from), shanghaiMs(before)];
  const { rows } = await db.query<Omit<SaidFact, 'occurredAt'> & { occurred_ms: string }>({
    name: 'facts_of_officers',
    text: FACTS,
    values: [officers.map(partitionOf), officers, ...days, codes],
  });
  return rows.map(({ occurred_ms, ...row }) => ({
    ...row,
    occurredAt: new Date(Number(occurred_ms)).toISOString(),
  }));
};

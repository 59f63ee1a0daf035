import { partitionOf } from '@ywk/contracts';
import type { Pool, PoolClient } from 'pg';

/** An answer that was not taken, for the people who must mend it. Holds no text of the answer. */
export interface RefusedAnswer {
  /** `http`, or the name of the topic. */
  readonly door: string;
  /** `source/eventId` of the answer, or `partition/offset` of a record that is none. */
  readonly reference: string;
  readonly line: string | null;
  readonly code: string;
  readonly detail: string;
}

/** As operators see it. */
export interface SeenRefusal extends RefusedAnswer {
  /** UTC instant. */
  readonly seenAt: string;
}

const UPSERT = `
  INSERT INTO refused_answer (partition, door, reference, line, code, detail)
  SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
  ON CONFLICT (partition, door, reference)
  DO UPDATE SET line = EXCLUDED.line, code = EXCLUDED.code, detail = EXCLUDED.detail,
                seen_at = now()`;

const lastByReference = (refused: readonly RefusedAnswer[]): RefusedAnswer[] => [
  ...new Map(refused.map((item) => [`${item.door} ${item.reference}`, item])).values(),
];

const LATEST = `
  SELECT door, reference, line, code, detail,
         to_char(seen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "seenAt"
    FROM (SELECT *, date_trunc('milliseconds', seen_at) AS moment FROM refused_answer) r
   WHERE $1::timestamptz IS NULL OR moment < $1 OR (moment = $1 AND (reference, door) > ($2, $3))
   ORDER BY moment DESC, reference, door
   LIMIT $4`;

/** Refused answers, in sight of operators. */
export class RefusedAnswers {
  constructor(private readonly pool: Pool) {}

  /** The same reference refused again replaces what was said before. */
  async keep(refused: readonly RefusedAnswer[], tx?: PoolClient): Promise<void> {
    if (refused.length === 0) return;
    const rows = lastByReference(refused);
    await (tx ?? this.pool).query(UPSERT, [
      rows.map(({ reference }) => partitionOf(reference)),
      rows.map(({ door }) => door),
      rows.map(({ reference }) => reference),
      rows.map(({ line }) => line),
      rows.map(({ code }) => code),
      rows.map(({ detail }) => detail),
    ]);
  }

  /** Newest first. @param after the last one that was seen @param limit at most so many */
  async latest(
    after: Pick<SeenRefusal, 'seenAt' | 'reference' | 'door'> | null,
    limit: number,
  ): Promise<readonly SeenRefusal[]> {
    const { rows } = await this.pool.query<SeenRefusal>(LATEST, [
      ...[after?.seenAt, after?.reference, after?.door, limit],
    ]);
    return rows;
  }
}

import type { CommendationState, DisciplineState, LeaveState } from '@ywk/duty-domain';
import type { Connections } from './transaction.ts';

interface Placed<Kind, State> {
  readonly kind: Kind;
  readonly id: string;
  readonly officer: string;
  /** Where the officer stood on the day of the act; null when that is not known. */
  readonly unit: string | null;
  readonly state: State;
  readonly begunAt: string;
}

/** A case, a commendation or a leave as it stands. */
export type ConductRow =
  | Placed<'DISCIPLINE', DisciplineState>
  | Placed<'COMMENDATION', CommendationState>
  | Placed<'LEAVE', LeaveState>;

/** What a list is asked for; null means any. */
export interface ConductQuestion {
  readonly kind: ConductRow['kind'] | null;
  readonly officer: string | null;
  readonly open: boolean | null;
  /** Units that the reader reaches, each with all below it; null for all. */
  readonly scope: readonly string[] | null;
  readonly after: { readonly begunAt: string; readonly id: string } | null;
  readonly limit: number;
}

const LIST = `
WITH RECURSIVE scope AS (
  SELECT unit FROM unit WHERE partition BETWEEN 0 AND 63 AND unit = ANY($4::text[])
  UNION SELECT u.unit FROM scope s JOIN unit u ON u.parent = s.unit
)
SELECT c.kind, c.id, c.officer, p.unit, c.state, c.begun_at
FROM conduct_case c LEFT JOIN LATERAL (
  SELECT i.unit FROM placement i
  WHERE i.partition = c.officer_partition AND i.officer = c.officer AND i.from_day <= c.day
  ORDER BY i.from_day DESC LIMIT 1) p ON true
WHERE c.partition BETWEEN 0 AND 63
  AND ($1::text IS NULL OR c.kind = $1) AND ($2::uuid IS NULL OR c.officer = $2)
  AND ($3::boolean IS NULL OR c.open = $3)
  AND ($4::text[] IS NULL OR p.unit IN (SELECT unit FROM scope))
  AND ($5::timestamptz IS NULL OR (c.begun_at, c.id) > ($5, $6::uuid))
ORDER BY c.begun_at, c.id LIMIT $7`;

interface Row {
  readonly kind: ConductRow['kind'];
  readonly id: string;
  readonly officer: string;
  readonly unit: string | null;
  readonly state: unknown;
  readonly begun_at: Date;
}

/** In the order in which they were begun, oldest first. */
export const listConduct = async (
  db: Connections,
  { kind, officer, open, scope, after, limit }: ConductQuestion,
): Promise<ConductRow[]> => {
  const { rows } = await db.query<Row>(LIST, [
    kind,
    officer,
    open,
    scope,
    after?.begunAt ?? null,
    after?.id ?? null,
    limit,
  ]);
  return rows.map(
    ({ begun_at: begun, ...row }) => ({ ...row, begunAt: begun.toISOString() }) as ConductRow,
  );
};

import { partitionOf } from '@ywk/contracts';
import type { Officer } from '@ywk/recruitment-domain';
import type { Connections } from '../../persistence/database.ts';

/** An officer as looked up: the name is null while or once it may not be shown. */
export interface BoardOfficer {
  readonly state: Officer;
  readonly name: string | null;
  readonly badge: string | null;
}

export interface BoardQuestion {
  /** Units to look in; null for all, also for persons who stand in none. */
  readonly units: readonly string[] | null;
  /** Part of a name, or the beginning of a badge. */
  readonly text: string | null;
  /** Last row seen, by badge and officer; from the start when null. */
  readonly after: { readonly badge: string; readonly officer: string } | null;
  readonly limit: number;
}

const ONE = `
SELECT b.state, n.name, b.badge
FROM officer_board AS b
LEFT JOIN officer_name AS n ON n.partition = b.partition AND n.officer = b.officer
WHERE b.partition = $1 AND b.officer = $2`;

const LIST = `
SELECT b.state, n.name, b.badge
FROM officer_board AS b
LEFT JOIN officer_name AS n ON n.partition = b.partition AND n.officer = b.officer
WHERE b.partition BETWEEN 0 AND 63
  AND ($1::text[] IS NULL OR b.unit = ANY ($1))
  AND ($2::text IS NULL OR strpos(n.name, $2) > 0 OR starts_with(b.badge, $2))
  AND ($3::text IS NULL OR (coalesce(b.badge, ''), b.officer) > ($3, $4::uuid))
ORDER BY coalesce(b.badge, ''), b.officer
LIMIT $5`;

/** Looks officers up. */
export class OfficerBoard {
  constructor(private readonly pool: Connections) {}

  async find(officer: string): Promise<BoardOfficer | undefined> {
    const { rows } = await this.pool.query<BoardOfficer>(ONE, [partitionOf(officer), officer]);
    return rows[0];
  }

  async list({ units, text, after, limit }: BoardQuestion): Promise<BoardOfficer[]> {
    const { rows } = await this.pool.query<BoardOfficer>(LIST, [
      units,
      text,
      after?.badge ?? null,
      after?.officer ?? null,
      limit,
    ]);
    return rows;
  }
}

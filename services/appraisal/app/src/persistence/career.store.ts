import {
  historyOf,
  ratioFromText,
  type PlacementEvent,
  type TierHistory,
  type ToldDecision,
  type ToldYear,
} from '@ywk/appraisal-domain';
import {
  partitionOf,
  type AnnualGradeDecided,
  type AnnualGradeRecorded,
  type TierChanged,
} from '@ywk/contracts';
import { toHundredths } from '@ywk/kernel';
import { readConduct } from './conduct-word.store.ts';
import { NOW, type Database } from './database.ts';
import { readPlacements } from './placement.store.ts';

interface RawDecision {
  readonly officer: string;
  readonly kind: 'TIER' | 'ANNUAL_GRADE';
  readonly data: string;
}

const hundredthsOf = (exact: string | null): number | null =>
  exact === null ? null : toHundredths(ratioFromText(exact));

/** The one reading of a year's grade, by whichever event it was told. */
const gradedYearOf = (data: unknown): ToldYear => {
  const told = data as AnnualGradeRecorded | AnnualGradeDecided;
  const { year, grade } = told;
  if ('document' in told) {
    // A row that is older than the points has none of them.
    const { total = null, custom = null, deducted = null, democratic = null } = told;
    return { year, grade, total, rank: { custom, deducted, democratic } };
  }
  const { total, custom, penalty, democratic } = told;
  const rank = {
    custom: hundredthsOf(custom),
    deducted: penalty,
    democratic: hundredthsOf(democratic),
  };
  return { year, grade, total, rank };
};

const toldOf = ({ kind, data: text }: RawDecision): ToldDecision => {
  const data: unknown = JSON.parse(text);
  if (kind === 'ANNUAL_GRADE') return { kind, graded: gradedYearOf(data) };
  const { from, to, effectiveDate, ground } = data as TierChanged;
  return { kind, move: { from, to, effectiveDate, ground } };
};

const DECIDED = `
SELECT d.officer, d.kind, d.data
FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
JOIN decision d ON d.partition = o.partition AND d.officer = o.officer
WHERE d.kind IN ('TIER', 'ANNUAL_GRADE') AND d.recorded_ms <= $3
ORDER BY d.officer, d.pos`;

const HIRED = `
SELECT DISTINCT officer FROM placement
WHERE partition BETWEEN 0 AND 63 AND kind = 'HIRED' AND recorded_ms <= $1
ORDER BY officer`;

/** Everybody who was ever hired, by id. */
export const everHired = async (db: Database, until = NOW): Promise<string[]> => {
  const { rows } = await db.query<{ officer: string }>({
    name: 'ever_hired',
    text: HIRED,
    values: [until],
  });
  return rows.map(({ officer }) => officer);
};

/** What is known of one officer's career. */
export interface KnownCareer {
  readonly officer: string;
  readonly placements: readonly PlacementEvent[];
  readonly history: TierHistory;
}

/**
 * Careers as decisions and personnel tell them, of those of whom recruitment has told something.
 * @param until only what the services had taken in by then, ms
 */
export const readCareers = async (
  db: Database,
  officers: readonly string[],
  until = NOW,
): Promise<KnownCareer[]> => {
  const at = officers.map((officer) => ({ partition: partitionOf(officer), officer }));
  const placements = await readPlacements(db, at, until);
  const { rows } = await db.query<RawDecision>({
    name: 'career_decisions',
    text: DECIDED,
    values: [at.map(({ partition }) => partition), officers, until],
  });
  const conduct = await readConduct(db, officers, until);
  const decisions = new Map<string, ToldDecision[]>();
  for (const row of rows) {
    const told = decisions.get(row.officer);
    if (told === undefined) decisions.set(row.officer, [toldOf(row)]);
    else told.push(toldOf(row));
  }
  return officers.flatMap((officer) => {
    const told = placements.get(officer);
    if (told === undefined) return [];
    const history = historyOf(told, decisions.get(officer) ?? [], conduct.get(officer));
    return [{ officer, placements: told, history }];
  });
};

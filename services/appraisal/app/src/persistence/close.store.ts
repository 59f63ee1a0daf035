import {
  cohortFigures,
  cohortKey,
  cohortLines,
  cohortValue,
  scoreSheet,
  type CohortLine,
  type RuleBook,
} from '@ywk/appraisal-domain';
import { PARTITIONS } from '@ywk/contracts';
import { inTransaction } from '@ywk/event-store';
import type { Pool } from 'pg';
import { closedSheetsBy, keepClosedSheets, type ClosedSheet } from './closed-sheet.store.ts';
import { heardUntil, officersOfMonth, pieceByPiece } from './month-officers.ts';
import type { OfficerUntil } from './placement.store.ts';
import {
  computeCohortLines,
  computeSheets,
  type ComputedSheet,
  type SheetRequest,
} from './sheet-inputs.ts';
import { twoAtOnce } from './two-at-once.ts';
import { readUnits, unitsAbove } from './unit.store.ts';

/** A revision of a month to be computed once, from what its markers froze. */
export interface Close {
  readonly pool: Pool;
  readonly rules: RuleBook;
  readonly period: string;
  readonly revision: number;
}

/** How many officers have a total, and how many have none. */
export interface CloseCount {
  readonly scored: number;
  readonly notScored: number;
}

/** Value of a cohort in which nobody has a figure. */
const NOBODY = '0';

/** Of two that are worked on at once. */
const PIECE = 250;

/** Everybody of the month: ids alone, so that a province of 100,000 is some megabytes. */
const everybody = async (close: Close): Promise<OfficerUntil[]> => {
  const { pool, rules, period } = close;
  const { days } = rules.of(period);
  const heard = await heardUntil(pool, close);
  const officers: OfficerUntil[] = [];
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    const before = heard.get(partition);
    officers.push(...(await officersOfMonth(pool, close, { partition, before, days })));
  }
  return officers;
};

/** A close with what is read once: who is in it, and the tree in which rules of units are looked for. */
type PlacedClose = Close & Required<Pick<SheetRequest, 'above' | 'officers'>>;

/** Figures of a cohort, and how they are looked at. */
interface Cohort {
  readonly shape: CohortLine['shape'];
  readonly figures: string[];
}

/** Figures of cohorts, gathered piece by piece. */
export class GatheredFigures {
  private readonly cohorts = new Map<string, Cohort>();

  /** @param lines of one sheet each */
  add(lines: readonly CohortLine[][]): void {
    for (const { cohort, id, shape } of lines.flat()) {
      const key = cohortKey(cohort, id);
      if (!this.cohorts.has(key)) this.cohorts.set(key, { shape, figures: [] });
    }
    for (const { cohort, indicator, value } of lines.flatMap(cohortFigures)) {
      this.cohorts.get(cohortKey(cohort, indicator))?.figures.push(value);
    }
  }

  values(): Map<string, string> {
    const found = [...this.cohorts].map(
      ([key, { shape, figures }]) => [key, cohortValue(shape, figures) ?? NOBODY] as const,
    );
    return new Map(found);
  }
}

const cohortValues = async (close: PlacedClose): Promise<Map<string, string>> => {
  const figures = new GatheredFigures();
  await twoAtOnce(pieceByPiece(close.officers, PIECE), async (officers) => {
    figures.add(await computeCohortLines(close.pool, { ...close, officers }));
  });
  return figures.values();
};

/** What a sheet of this revision is joined with. */
interface Joining {
  readonly cohorts: ReadonlyMap<string, string>;
  /** Sheets of the revision before, by officer. */
  readonly before: ReadonlyMap<string, ClosedSheet>;
}

/** The sheet of a revision, and what it was computed from. */
export const closedOf = (
  { partition, officer, sheet, stays, roles, ...computed }: ComputedSheet,
  { rules, period, revision }: Omit<Close, 'pool'>,
  { cohorts, before }: Joining,
): ClosedSheet => {
  // Nothing adjusts a month that was cut off: what adjusted the first revision adjusts all others.
  const adjustments = before.get(officer)?.inputs.adjustments ?? computed.adjustments;
  const own = cohortLines(sheet).map(({ cohort, id }) => cohortKey(cohort, id));
  const used = own.map((key) => [key, cohorts.get(key) ?? NOBODY] as const);
  return {
    partition,
    officer,
    revision,
    sheet: scoreSheet(sheet, { rules: rules.of(period), cohorts, adjustments }),
    inputs: { stays, roles, cohorts: Object.fromEntries(used), adjustments },
  };
};

/** Sheets of the revision before, by officer; the first one has none before it. */
export const sheetsBefore = async (
  { pool, period, revision }: Pick<Close, 'pool' | 'period' | 'revision'>,
  piece: readonly ComputedSheet[],
): Promise<ReadonlyMap<string, ClosedSheet>> =>
  revision === 1 ? new Map() : closedSheetsBy(pool, piece, { period, revision: revision - 1 });

/**
 * Computes a revision for everybody and keeps it. Done twice it writes the same rows: everything it
 * reads stands before the markers. Memory holds two pieces of sheets, the figures of cohorts, and
 * everybody's ids.
 */
export const computeClose = async (asked: Close): Promise<CloseCount> => {
  const above = unitsAbove(await readUnits(asked.pool));
  const close = { ...asked, above, officers: await everybody(asked) };
  const cohorts = await cohortValues(close);
  let scored = 0;
  let all = 0;
  await twoAtOnce(pieceByPiece(close.officers, PIECE), async (officers) => {
    const computed = await computeSheets(close.pool, { ...close, officers });
    // Who stood nowhere in this month has no sheet in it.
    const piece = computed.filter(({ sheet }) => sheet.stays.length > 0);
    const before = await sheetsBefore(close, piece);
    const rows = piece.map((each) => closedOf(each, close, { cohorts, before }));
    await inTransaction(close.pool, (tx) => keepClosedSheets(tx, rows));
    scored += rows.filter(({ sheet }) => sheet.status === 'SCORED').length;
    all += rows.length;
  });
  return { scored, notScored: all - scored };
};

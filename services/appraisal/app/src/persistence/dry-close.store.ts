import {
  cohortLines,
  TallySheet,
  type RuleBook,
  type ScoreSheet,
  type Tally,
} from '@ywk/appraisal-domain';
import type { Pool } from 'pg';
import { closedOf, GatheredFigures, sheetsBefore } from './close.store.ts';
import { NOW, type OfficerAt } from './database.ts';
import { postsIn } from './known-cohorts.ts';
import { heardUntil, pieceByPiece } from './month-officers.ts';
import { officersOfCohorts, officersOfUnits, type OfficerUntil } from './placement.store.ts';
import {
  computeCohortLines,
  computeSheets,
  foldedSums,
  type ComputedSheet,
  type SumSource,
} from './sheet-inputs.ts';

/** A revision as it would be computed from what stands now, and from sums that nobody has written. */
export interface DryClose {
  readonly pool: Pool;
  readonly rules: RuleBook;
  readonly period: string;
  readonly revision: number;
  /** Sums beside those that were folded; of one month alone. */
  readonly more: readonly Tally[];
}

const PAGE = 1000;
const FIRST = '00000000-0000-0000-0000-000000000000';

const merged = (folded: readonly Tally[], more: readonly Tally[]): Tally[] => {
  const sheet = new TallySheet();
  for (const tally of [...folded, ...more]) sheet.add(tally);
  return sheet.list();
};

/** The folded sums with more of the month beside them. */
const sumsWith = ({ more, period, rules }: DryClose): SumSource => ({
  ...foldedSums,
  tallies: async (db, officers, month) => {
    const folded = await foldedSums.tallies(db, officers, month);
    if (month.from !== rules.of(period).days.from) return folded;
    const found = new Map(folded);
    for (const { officer } of officers) {
      const own = more.filter((tally) => tally.officer === officer);
      if (own.length > 0) found.set(officer, merged(folded.get(officer) ?? [], own));
    }
    return found;
  },
});

/** Everybody who ever stood in some units: who stood there in the month is among them. */
const candidates = async (pool: Pool, units: readonly string[]): Promise<OfficerAt[]> => {
  const found: OfficerAt[] = [];
  for (let after = FIRST; ; after = found.at(-1)?.officer ?? after) {
    const page = await officersOfUnits(pool, { units, after, limit: PAGE }, NOW);
    found.push(...page);
    if (page.length < PAGE) return found;
  }
};

const valuesFor = async (
  close: DryClose,
  sheets: readonly ComputedSheet[],
  until: (officers: readonly OfficerAt[]) => OfficerUntil[],
): Promise<Map<string, string>> => {
  const figures = new GatheredFigures();
  const lines = sheets.flatMap(({ sheet }) => cohortLines(sheet));
  const cohorts = [...new Set(lines.map(({ cohort }) => cohort))];
  if (cohorts.length === 0) return figures.values();
  const places = { groups: cohorts, posts: postsIn(cohorts) };
  const members = await officersOfCohorts(close.pool, places, NOW);
  for (const officers of pieceByPiece(until(members))) {
    const asked = { ...close, officers, sums: sumsWith(close) };
    figures.add(await computeCohortLines(close.pool, asked));
  }
  return figures.values();
};

/**
 * Sheets of everybody in some units, as the close of the revision would compute them, by officer:
 * team values from all members wherever they stand. Writes nothing.
 */
export const drySheets = async (
  close: DryClose,
  units: readonly string[],
): Promise<{ readonly officer: string; readonly sheet: ScoreSheet }[]> => {
  const { pool } = close;
  const heard = await heardUntil(pool, close);
  const until = (officers: readonly OfficerAt[]): OfficerUntil[] =>
    officers.map((at) => {
      const before = heard.get(at.partition);
      return before === undefined ? at : { ...at, before };
    });
  const inside: ComputedSheet[] = [];
  for (const officers of pieceByPiece(until(await candidates(pool, units)))) {
    const computed = await computeSheets(pool, { ...close, officers, sums: sumsWith(close) });
    inside.push(...computed.filter(({ sheet }) => units.includes(sheet.unit ?? '')));
  }
  const cohorts = await valuesFor(close, inside, until);
  const before = await sheetsBefore(close, inside);
  return inside.map((each) => {
    const { officer, sheet } = closedOf(each, close, { cohorts, before });
    return { officer, sheet };
  });
};

import {
  addMonths,
  competitorOf,
  conductOfMonth,
  groupKey,
  NO_CONDUCT,
  placeUnits,
  type Conduct,
  type DaySpan,
  type LevelRules,
  type LevelsOutcome,
  type ProposalHead,
  type RankedUnit,
} from '@ywk/appraisal-domain';
import type { EventStore } from '@ywk/event-store';
import type { Connections } from '../persistence/database.ts';
import { closedSheetsOfUnits, type ClosedSheet } from '../persistence/closed-sheet.store.ts';
import type { KnownUnit } from '../persistence/unit.store.ts';
import { loadPeriod, type PeriodName } from './period.stream.ts';
import { gradesId, loadGrades } from './proposal.stream.ts';

const PAGE = 1000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** A sheet as levels are placed from it. */
export type PlacedSheet = Pick<ClosedSheet, 'officer' | 'sheet'>;

/** Everybody's sheet in some units. */
export type SheetSource = (units: readonly string[]) => Promise<readonly PlacedSheet[]>;

/** All closed sheets of some units in a revision, by officer. */
export const closedSheets =
  (
    pool: Connections,
    asked: { readonly period: string; readonly revision: number },
  ): ((units: readonly string[]) => Promise<ClosedSheet[]>) =>
  async (units) => {
    const found: ClosedSheet[] = [];
    for (let after = FIRST; ; after = found.at(-1)?.officer ?? after) {
      const page = await closedSheetsOfUnits(pool, { ...asked, units, after, limit: PAGE });
      found.push(...page);
      if (page.length < PAGE) return found;
    }
  };

/** The head of a unit's last proposal of the month before; null where there is none. */
export const headBefore = async (
  store: EventStore,
  { calendar, period }: PeriodName,
  unit: string,
): Promise<ProposalHead | null> => {
  const before = { calendar, period: addMonths(period, -1) };
  const { state } = await loadPeriod(store, before);
  // A revision that touched nobody of the unit has no proposal of it: the one before stands.
  for (let { revision } = state; revision > 0; revision -= 1) {
    const { head, status } = await loadGrades(store, gradesId({ ...before, unit }, revision));
    if (head !== null && status !== 'REFUSED') return head;
  }
  return null;
};

/** What is looked up of people while levels are placed. */
export interface PlacingSources {
  readonly sheetsOf: SheetSource;
  /** Honours and leave of those about whom something is known. */
  readonly conductOf: (officers: readonly string[]) => Promise<ReadonlyMap<string, Conduct>>;
  /** Units that are or were under a parent. */
  readonly unitsBelow: (parent: string) => Promise<readonly KnownUnit[]>;
}

/** What levels of a unit are placed from. */
export interface PlacingAsk {
  readonly unit: KnownUnit;
  /** Of the month. */
  readonly days: DaySpan;
  readonly rules: LevelRules;
  /** The unit's proposal of the month before: parts of seats that were kept. */
  readonly before: ProposalHead | null;
}

/** A unit's own sheets, and the levels of its group; null where nobody of it has a sheet. */
export interface UnitPlaced {
  readonly sheets: readonly PlacedSheet[];
  readonly outcome: LevelsOutcome | null;
}

/** Units that can share quotas with one: itself, and its siblings where small units are joined. */
const sharing = async (
  unit: KnownUnit,
  { smallUnitMode }: LevelRules,
  unitsBelow: PlacingSources['unitsBelow'],
): Promise<readonly KnownUnit[]> => {
  if (smallUnitMode !== 'MERGE' || unit.parent === null) return [unit];
  return (await unitsBelow(unit.parent)).filter(({ parent }) => parent === unit.parent);
};

/**
 * Places the levels of a unit's group by the sheets of a revision.
 * @throws Rejection QUOTAS_IMPOSSIBLE
 */
export const placeUnitLevels = async (
  { sheetsOf, conductOf, unitsBelow }: PlacingSources,
  { unit, days, rules, before }: PlacingAsk,
): Promise<UnitPlaced> => {
  const together = await sharing(unit, rules, unitsBelow);
  const sheets = await sheetsOf(together.map((each) => each.unit));
  const conduct = await conductOf(sheets.map(({ officer }) => officer));
  const besideOf = (officer: string) =>
    conductOfMonth(conduct.get(officer) ?? NO_CONDUCT, days, rules.offQuotaReasons);
  const ranked = together.map((each): RankedUnit => ({
    ...{ unit: each.unit, parent: each.parent },
    people: sheets
      .filter(({ sheet }) => sheet.unit === each.unit)
      .map(({ officer, sheet }) => competitorOf(sheet, besideOf(officer))),
  }));
  const kept = before?.levels ?? null;
  const carried = kept === null ? {} : { [groupKey(kept.units)]: kept.carried };
  const placed = placeUnits(ranked, rules, carried);
  return {
    sheets: sheets.filter(({ sheet }) => sheet.unit === unit.unit),
    outcome: placed.find((outcome) => outcome.units.includes(unit.unit)) ?? null,
  };
};

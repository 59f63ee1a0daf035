import {
  annualRulesIn,
  boundsOfPeriod,
  isComputed,
  lastMonthOf,
  type Period,
  type PlacedResult,
  placeRuledYear,
  type PutRight,
  type QuotaPool,
  rankResults,
  type ResultsHead,
  type ReviewResult,
  rightsUntil,
  type RollupSheet,
  yearRights,
} from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import { endsOfRevision } from '../persistence/marker.store.ts';
import { monthsIn, rollupsOf } from '../persistence/rollup.store.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import { readUnits, unitsAbove, type KnownUnit } from '../persistence/unit.store.ts';
import { readAppeals } from './appeal.stream.ts';
import { loadPeriod, notComputed, type PeriodName } from './period.stream.ts';
import { resultsOfReviews } from './review-results.ts';

export interface PlacingParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: RuleSource;
}

/** What a proposal of one unit says of its results, ids apart. */
export interface PlacedUnit {
  readonly results: readonly PlacedResult[];
  readonly quota: ResultsHead['quota'];
}

/** A group that shares seats, placed. */
type PlacedGroup = PlacedUnit;

/** What all units of a period share. */
export type SharedHead = Pick<
  ResultsHead,
  'calendar' | 'period' | 'revision' | 'schemeVersion' | 'months' | 'vector'
>;

/** Codes of the units whose people share the seats of the excellent with one. */
export const poolOf = (unit: KnownUnit, units: readonly KnownUnit[], pool: QuotaPool): string[] => {
  const codes = (some: readonly KnownUnit[]) => some.map((each) => each.unit).sort();
  switch (pool) {
    case 'UNIT':
      return [unit.unit];
    case 'SIBLINGS':
      return unit.parent === null
        ? [unit.unit]
        : codes(units.filter(({ parent }) => parent === unit.parent));
    case 'ALL':
      return codes(units);
  }
};

/** Places the results of a computed period; units that share seats are placed once together. */
export class PlaceResults {
  private readonly groups = new Map<string, Promise<PlacedGroup>>();
  private shared: Promise<SharedHead> | undefined;

  private constructor(
    private readonly parts: PlacingParts,
    private readonly state: Period,
    private readonly known: {
      readonly units: readonly KnownUnit[];
      readonly rights: readonly PutRight[];
    },
  ) {}

  /**
   * @param rights what rulings put right in a year; absent: those that count in its last revision
   * @throws Rejection PERIOD_NOT_COMPUTED
   */
  static async of(
    parts: PlacingParts,
    name: PeriodName,
    rights?: readonly PutRight[],
  ): Promise<PlaceResults> {
    const { state } = await loadPeriod(parts.store, name);
    if (!isComputed(state)) {
      throw notComputed(name.period);
    }
    const ruled = rights ?? rightsUntil(await readAppeals(parts.store, name), state.revision);
    return new PlaceResults(parts, state, { units: await readUnits(parts.pool), rights: ruled });
  }

  get revision(): number {
    return this.state.revision;
  }

  /** What the head of every unit's proposal says, looked up once. */
  head(): Promise<SharedHead> {
    return (this.shared ??= this.readHead());
  }

  private async readHead(): Promise<SharedHead> {
    const { calendar, period, revision } = this.state;
    const { pool } = this.parts;
    const { name: schemeVersion } = await this.scheme();
    return {
      ...{ calendar, period, revision, schemeVersion },
      months: await monthsIn(pool, this.state),
      vector: await endsOfRevision(pool, { calendar, period, revision }, [LOGS.decision]),
    };
  }

  /** @throws Rejection UNIT_UNKNOWN, YEAR_PARTS_MISSING */
  async unit(code: string): Promise<PlacedUnit> {
    const { results, quota } = await this.group(code);
    return { results: results.filter((each) => each.unit === code), quota };
  }

  /** Everybody who shares seats with the people of a unit. @throws Rejection as {@link unit} */
  async group(code: string): Promise<PlacedUnit> {
    const unit = this.known.units.find((each) => each.unit === code);
    if (unit === undefined) {
      throw new Rejection(
        'UNIT_UNKNOWN',
        { zh: `没有代码为${code}的单位。`, en: `No unit has the code ${code}.` },
        { unit: code },
      );
    }
    const { year } = await this.scheme();
    const isYear = this.state.calendar === 'year';
    const group = isYear ? poolOf(unit, this.known.units, year.pool) : [code];
    const key = group.join(' ');
    const placing = this.groups.get(key) ?? this.place(group);
    this.groups.set(key, placing);
    return placing;
  }

  private book() {
    return this.parts.rules.read(this.parts.pool);
  }

  private async scheme() {
    return (await this.book()).of(lastMonthOf(this.state)).scheme;
  }

  private async place(group: readonly string[]): Promise<PlacedGroup> {
    const sheets = await rollupsOf(this.parts.pool, this.state, group);
    if (this.state.calendar !== 'year') return { results: rankResults(sheets), quota: null };
    const scheme = await this.scheme();
    const { annual } = scheme.document;
    const reviewed = await this.reviewed(sheets);
    const above = unitsAbove(this.known.units);
    const rights = yearRights(this.known.rights);
    const people = sheets.map((sheet) => ({
      sheet,
      rights: rights.get(sheet.officer) ?? null,
      reviewed: reviewed.get(sheet.officer) ?? null,
      annual: annualRulesIn(annual, scheme.reviews, [sheet.unit, ...above(sheet.unit)]),
    }));
    const { until } = boundsOfPeriod(this.state, (await this.book()).months);
    const ground = { annual, quota: scheme.annualQuota, year: scheme.year, until };
    const { results, use } = placeRuledYear(people, ground);
    return { results, quota: { units: group, use } };
  }

  /** What reviews of the year settled for everybody of some units. */
  private async reviewed(
    sheets: readonly RollupSheet[],
  ): Promise<ReadonlyMap<string, ReviewResult>> {
    const found = new Map<string, ReviewResult>();
    const year = Number(this.state.period);
    for (const unit of new Set(sheets.map((sheet) => sheet.unit))) {
      const results = await resultsOfReviews(this.parts.store, { unit, year });
      for (const [officer, result] of results) found.set(officer, result);
    }
    return found;
  }
}

import {
  careerOf,
  standingOf,
  forecastOf,
  NO_HISTORY,
  staysOf,
  tierByYear,
  tierOutlook,
  tierRulesOf,
  twelveMonthCost,
  turnAfter,
  type AnnualGrade,
  type ProposedMove,
  type Career,
  type TierByYear,
  type TierForecast,
  type TierOutlook,
  type TierRules,
  type WaitingOfficer,
} from '@ywk/appraisal-domain';
import { monthOf, type LocalDay } from '@ywk/kernel';
import { everHired, readCareers, type KnownCareer } from '../../persistence/career.store.ts';
import { NOW, type Database } from '../../persistence/database.ts';
import type { PastRules } from '../../persistence/rules-in-force.ts';

/** Where one officer stands, what led there, and what may follow. */
export interface TierPlace {
  readonly officer: string;
  /** Unit of the main post on the day; null outside service. */
  readonly unit: string | null;
  readonly standing: Career;
  /** Null without a tier, or at the top. */
  readonly forecast: TierForecast | null;
}

/** A day that is looked at, and the instant up to which things were taken in, ms. */
export interface TierLook {
  readonly on: LocalDay;
  readonly until: number;
}

const unitOn = ({ placements }: KnownCareer, on: LocalDay): string | null => {
  const main = staysOf(placements).filter(({ share }) => share === undefined);
  const stay = main.findLast(({ from, to }) => from <= on && (to === null || to >= on));
  return stay?.unit ?? null;
};

/** Of which units people are shown; null for all. */
export interface OutlookScope {
  /** Approved posts as last stated; null before. */
  readonly establishment: number | null;
  readonly units: readonly string[] | null;
}

/** How many stand on each tier of a unit; `null` for the trainee time. */
export interface UnitTiers {
  readonly unit: string;
  readonly tiers: readonly { readonly tier: number | null; readonly officers: number }[];
}

type InUnit<Item> = readonly (Item & { readonly unit: string | null })[];

/** An outlook on some units. Costs are of the people shown. */
export interface TierProspects extends Omit<TierOutlook, 'due' | 'expected' | 'waiting'> {
  readonly due: InUnit<ProposedMove>;
  readonly expected: InUnit<ProposedMove>;
  readonly waiting: InUnit<WaitingOfficer>;
  readonly standing: readonly UnitTiers[];
}

const standingsOf = (
  careers: readonly KnownCareer[],
  { rules, on }: { readonly rules: TierRules; readonly on: LocalDay },
): { officer: string; tier: number | null }[] =>
  careers
    .map(({ officer, history }) => ({ officer, ...standingOf(history, rules, on) }))
    .filter(({ employed }) => employed)
    .map(({ officer, tier }) => ({ officer, tier }));

const countByUnit = (
  standings: readonly { readonly tier: number | null; readonly unit: string | null }[],
): UnitTiers[] => {
  const units = new Map<string, Map<number | null, number>>();
  for (const { unit, tier } of standings) {
    if (unit === null) continue;
    const tiers = units.get(unit) ?? new Map<number | null, number>();
    units.set(unit, tiers.set(tier, (tiers.get(tier) ?? 0) + 1));
  }
  const rank = (tier: number | null): number => tier ?? Number.MAX_SAFE_INTEGER;
  return [...units]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([unit, tiers]) => ({
      unit,
      tiers: [...tiers]
        .sort(([a], [b]) => rank(a) - rank(b))
        .map(([tier, officers]) => ({ tier, officers })),
    }));
};

/**
 * Careers as they stand. They follow from the lists of decisions and placements, which the followers
 * keep, and are put together on reading: two followers could not keep one row of an officer together.
 */
export class TierBoard {
  constructor(
    private readonly pool: Database,
    private readonly rules: PastRules,
  ) {}

  /** Undefined for an officer of whom recruitment has told nothing. */
  async ofOfficer(officer: string, look: TierLook): Promise<TierPlace | undefined> {
    const [place] = await this.places(await readCareers(this.pool, [officer], look.until), look);
    return place;
  }

  /** Everybody in service in some units on the day. */
  async ofUnits(units: readonly string[], look: TierLook): Promise<TierPlace[]> {
    const inside = new Set(units);
    const careers = await this.everybody(look);
    const here = careers.filter((career) => inside.has(unitOn(career, look.on) ?? ''));
    return this.places(here, look);
  }

  /** Who moves next and what it costs: seats are those of the whole bureau, people of the units asked for. */
  async outlook({ establishment, units }: OutlookScope, look: TierLook): Promise<TierProspects> {
    const careers = await this.everybody(look);
    const { document } = await this.schemeOn(look);
    const { tierPay } = document;
    const rules = tierRulesOf(document);
    const ask = { on: look.on, officers: careers, establishment, tierPay };
    const all = tierOutlook(ask, rules);
    const unitOf = new Map(careers.map((each) => [each.officer, unitOn(each, look.on)]));
    const reached = units === null ? null : new Set(units);
    const mine = <Item extends { readonly officer: string }>(items: readonly Item[]) =>
      items
        .map((item) => ({ ...item, unit: unitOf.get(item.officer) ?? null }))
        .filter(({ unit }) => reached === null || (unit !== null && reached.has(unit)));
    const [due, expected] = [mine(all.due), mine(all.expected)];
    const span = { from: monthOf(look.on), tierPay };
    return {
      ...{ on: look.on, seats: all.seats, due, expected, waiting: mine(all.waiting) },
      cost: { due: twelveMonthCost(due, span), expected: twelveMonthCost(expected, span) },
      standing: countByUnit(mine(standingsOf(careers, { rules, on: look.on }))),
    };
  }

  /** Where a year would leave some careers if it were graded so; in the order asked. */
  async byYear(
    year: number,
    asks: readonly { readonly officer: string; readonly grade: AnnualGrade | null }[],
  ): Promise<TierByYear[]> {
    const { document } = await this.schemeOn({ on: turnAfter(year), until: NOW });
    const given = { rules: tierRulesOf(document), tierPay: document.tierPay };
    const officers = [...new Set(asks.map(({ officer }) => officer))];
    const careers = await readCareers(this.pool, officers, NOW);
    const histories = new Map(careers.map(({ officer, history }) => [officer, history]));
    return asks.map(({ officer, grade }) => {
      const graded = grade === null ? null : { year, grade, total: null };
      return tierByYear(histories.get(officer) ?? NO_HISTORY, { year, graded }, given);
    });
  }

  private async everybody({ until }: TierLook): Promise<KnownCareer[]> {
    return readCareers(this.pool, await everHired(this.pool, until), until);
  }

  private async schemeOn({ on, until }: TierLook) {
    return (await this.rules.readBy(this.pool, until)).on(on).scheme;
  }

  private async places(careers: readonly KnownCareer[], look: TierLook): Promise<TierPlace[]> {
    const rules = tierRulesOf((await this.schemeOn(look)).document);
    return careers.map((career) => {
      const { officer, history } = career;
      const standing = careerOf(history, rules, look.on);
      const forecast = forecastOf(history, standing, rules) ?? null;
      return { officer, unit: unitOn(career, look.on), standing, forecast };
    });
  }
}

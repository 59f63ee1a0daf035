import {
  adjustmentOf,
  isInCohorts,
  openCohortLines,
  openSheet,
  postingsUpTo,
  spanStarts,
  staysOf,
  type Adjustment,
  type AppraisalCalendar,
  type CohortLine,
  type CohortValues,
  type HeldRole,
  type OpenSheet,
  type RuleBook,
  type SheetInput,
  type Stay,
  type Tally,
} from '@ywk/appraisal-domain';
import { closedSheetsBy } from './closed-sheet.store.ts';
import { NOW, type Database, type OfficerAt } from './database.ts';
import { readRoles } from './held-role.store.ts';
import { closesBy } from './period-close.store.ts';
import { readUnits, unitsAbove } from './unit.store.ts';
import { readPlacements, type OfficerUntil } from './placement.store.ts';
import { readSpanSums, type SpannedOfficer } from './span-sums.store.ts';
import { lateOrigins, type DayBounds } from './tally.store.ts';

/** One officer's month, computed from what stands in the tables, cohort values apart. */
export interface ComputedSheet extends OfficerUntil {
  readonly sheet: OpenSheet;
  readonly stays: readonly Stay[];
  readonly roles: readonly HeldRole[];
  readonly adjustments: readonly Adjustment[];
}

/** Where sums come from. */
export interface SumSource {
  /** Sums of some officers over a month, by day or by span, with every posting, by officer. */
  tallies(
    db: Database,
    officers: readonly SpannedOfficer[],
    month: DayBounds,
  ): Promise<ReadonlyMap<string, readonly Tally[]>>;
  /** Closed months of which late facts were posted to a period, by officer, oldest first. */
  lateOrigins(
    db: Database,
    officers: readonly OfficerAt[],
    late: { readonly posted: string; readonly months: AppraisalCalendar },
  ): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** The sums that were folded. */
export const foldedSums: SumSource = { tallies: readSpanSums, lateOrigins };

/** A month to compute for some officers. */
export interface SheetRequest {
  readonly officers: readonly OfficerUntil[];
  readonly period: string;
  /** Which revision; without it what came in time alone. */
  readonly revision?: number;
  readonly rules: RuleBook;
  /** In the place of the folded sums. */
  readonly sums?: SumSource;
  /** In the place of what the close of a month kept of its cohorts; undefined: what it kept. */
  readonly cohortsOf?: (origin: string) => CohortValues | undefined;
  /** Units above a unit, where the tree was read already. */
  readonly above?: (unit: string) => readonly string[];
}

/** The same, with the tree of units in which rules of units are looked for. */
interface PlacedRequest extends SheetRequest {
  readonly above: (unit: string) => readonly string[];
}

const officersByOrigin = (late: ReadonlyMap<string, readonly string[]>): Map<string, string[]> => {
  const origins = new Map<string, string[]>();
  for (const [officer, months] of late) {
    for (const month of months) origins.set(month, [...(origins.get(month) ?? []), officer]);
  }
  return new Map([...origins].sort(([a], [b]) => (a < b ? -1 : 1)));
};

const ofOrigin = async (
  db: Database,
  { officers, period, rules, above, sums = foldedSums, cohortsOf }: PlacedRequest,
  { origin, late }: { origin: string; late: ReadonlySet<string> },
): Promise<Map<string, Adjustment>> => {
  const concerned = officers.filter(({ officer }) => late.has(officer));
  const revision = (await closesBy(db, [origin], NOW)).get(origin);
  if (revision === undefined) return new Map();
  const closed = await closedSheetsBy(db, concerned, { period: origin, revision });
  const ruling = rules.of(origin);
  const { days } = ruling;
  const spanned = concerned.flatMap((at) => {
    const inputs = closed.get(at.officer)?.inputs;
    if (inputs === undefined) return [];
    return [{ ...at, starts: spanStarts(days, inputs.stays, inputs.roles) }];
  });
  const tallies = await sums.tallies(db, spanned, days);
  const found = new Map<string, Adjustment>();
  for (const [officer, { inputs }] of closed) {
    const month = {
      officer,
      period: origin,
      revision,
      rules: ruling,
      stays: inputs.stays,
      roles: inputs.roles,
      above,
      cohorts: cohortsOf?.(origin) ?? new Map(Object.entries(inputs.cohorts)),
      adjustments: inputs.adjustments,
    };
    found.set(officer, adjustmentOf(month, tallies.get(officer) ?? [], period));
  }
  return found;
};

/** What late facts of closed months change in this one, by officer, oldest origin first. */
const adjustmentsOf = async (
  db: Database,
  request: PlacedRequest,
): Promise<Map<string, Adjustment[]>> => {
  const { sums = foldedSums, officers: all, period, rules } = request;
  const asked = { posted: period, months: rules.months };
  const late = officersByOrigin(await sums.lateOrigins(db, all, asked));
  const found = new Map<string, Adjustment[]>();
  for (const [origin, officers] of late) {
    const ofThis = await ofOrigin(db, request, { origin, late: new Set(officers) });
    for (const [officer, adjustment] of ofThis) {
      found.set(officer, [...(found.get(officer) ?? []), adjustment]);
    }
  }
  return found;
};

const countedIn = (revision: number): ((tallies: readonly Tally[] | undefined) => Tally[]) => {
  const postings = new Set(postingsUpTo(revision));
  return (tallies = []) => tallies.filter(({ posted }) => postings.has(posted));
};

/** What an officer's sheet of a month is a function of. */
interface InputOf extends OfficerUntil {
  readonly input: SheetInput & Pick<ComputedSheet, 'roles'>;
}

/** The same, before anything is counted. */
interface GroundOf extends OfficerUntil {
  readonly ground: Omit<InputOf['input'], 'tallies'>;
}

const readGrounds = async (db: Database, request: PlacedRequest): Promise<GroundOf[]> => {
  const { officers, period, above } = request;
  const placements = await readPlacements(db, officers);
  const held = await readRoles(db, officers);
  const rules = request.rules.of(period);
  return officers.map((at) => {
    const { officer } = at;
    const stays = staysOf(placements.get(officer) ?? []);
    const roles = held.get(officer) ?? [];
    return { ...at, ground: { officer, period, rules, above, stays, roles } };
  });
};

const readInputs = async (
  db: Database,
  { period, rules, revision = 1, sums = foldedSums }: PlacedRequest,
  grounds: readonly GroundOf[],
): Promise<InputOf[]> => {
  if (grounds.length === 0) return [];
  const { days } = rules.of(period);
  const spanned = grounds.map(({ ground, ...at }) => ({
    ...at,
    starts: spanStarts(days, ground.stays, ground.roles),
  }));
  const tallies = await sums.tallies(db, spanned, days);
  const counted = countedIn(revision);
  return grounds.map(({ ground, ...at }) => ({
    ...at,
    input: { ...ground, tallies: counted(tallies.get(at.officer)) },
  }));
};

const placed = async (db: Database, request: SheetRequest): Promise<PlacedRequest> => ({
  ...request,
  above: request.above ?? unitsAbove(await readUnits(db)),
});

/** Computes the month's sheets of some officers from tallies, stays and the scheme of the month. */
export const computeSheets = async (
  db: Database,
  asked: SheetRequest,
): Promise<ComputedSheet[]> => {
  const request = await placed(db, asked);
  const inputs = await readInputs(db, request, await readGrounds(db, request));
  const adjustments = await adjustmentsOf(db, request);
  return inputs.map(({ input, ...at }) => {
    const { stays, roles } = input;
    const own = adjustments.get(at.officer) ?? [];
    return { ...at, sheet: openSheet(input), stays, roles, adjustments: own };
  });
};

/** What the month's sheets of those officers who are in cohorts bring into them, sheet by sheet. */
export const computeCohortLines = async (
  db: Database,
  asked: SheetRequest,
): Promise<CohortLine[][]> => {
  const request = await placed(db, asked);
  const grounds = await readGrounds(db, request);
  const members = grounds.filter(({ ground }) => isInCohorts(ground));
  const inputs = await readInputs(db, request, members);
  return inputs.map(({ input }) => openCohortLines(input));
};

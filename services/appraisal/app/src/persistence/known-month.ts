import {
  cohortKey,
  cohortLines,
  openSheet,
  postingsUpTo,
  scoreSheet,
  staysOf,
  talliesOfFacts,
  type CohortValues,
  type Known,
  type KnownFact,
  type MonthGround,
  type OpenSheet,
  type Tally,
} from '@ywk/appraisal-domain';
import { closedSheetsBy, type ClosedSheet } from './closed-sheet.store.ts';
import type { Database, OfficerAt } from './database.ts';
import { cohortValuesBy } from './known-cohorts.ts';
import { factsOfMonth } from './known-fact.store.ts';
import { sumsOfMonth } from './known-sums.store.ts';
import { lateOf } from './known-late.ts';
import type { Look } from './look.ts';
import { closesBy } from './period-close.store.ts';
import { readRoles } from './held-role.store.ts';
import { readPlacements } from './placement.store.ts';
import { readUnits, unitsAbove } from './unit.store.ts';

/**
 * Everything that one officer's month rests on, and the sheet that follows from it; its facts only
 * where the look asks for them.
 */
export interface KnownMonth extends OfficerAt {
  readonly known: Known;
  /** 0 while the month was open. */
  readonly revision: number;
}

/** A month before the values of cohorts are joined. */
interface ReadMonth extends OfficerAt {
  readonly ground: MonthGround;
  readonly facts: readonly KnownFact[];
  /** Computed at the close, where the month was closed by then. */
  readonly closed: ClosedSheet | undefined;
}

/** Sheets that were computed at the close of the month, by officer. */
type Closed = ReadonlyMap<string, ClosedSheet>;

const closedOf = async (
  db: Database,
  officers: readonly OfficerAt[],
  { period, until }: Look,
): Promise<Closed> => {
  const revision = (await closesBy(db, [period], until)).get(period);
  if (revision === undefined) return new Map();
  return closedSheetsBy(db, officers, { period, revision });
};

/** What a close was computed from, kept with it. */
const groundOf = ({ inputs }: ClosedSheet): Partial<MonthGround> => ({
  stays: inputs.stays,
  roles: inputs.roles,
  cohorts: new Map(Object.entries(inputs.cohorts)),
  adjustments: inputs.adjustments,
});

/** Facts of the month's own days that count in a revision. */
const countedIn = (revision: number, facts: readonly KnownFact[] = []): KnownFact[] => {
  const postings = postingsUpTo(revision);
  return facts.filter(({ posted }) => postings.includes(posted));
};

/** What an officer's facts of the month come to, with the facts where they are asked for. */
interface OwnFacts {
  readonly facts: readonly KnownFact[];
  readonly tallies: readonly Tally[];
}

const NO_FACTS: OwnFacts = { facts: [], tallies: [] };

/** Of the officers whose month was not closed by then, or of all where the facts are asked for. */
const readFacts = async (
  db: Database,
  { officers, closed }: { officers: readonly OfficerAt[]; closed: Closed },
  { period, until, rules, facts }: Look,
): Promise<Map<string, OwnFacts>> => {
  const { metrics } = rules;
  const { days } = rules.of(period);
  if (!facts) {
    const open = officers.filter(({ officer }) => !closed.has(officer));
    const sums = await sumsOfMonth(db, { officers: open, days, until, codes: null }, metrics);
    return new Map([...sums].map(([officer, tallies]) => [officer, { facts: [], tallies }]));
  }
  const read = await factsOfMonth(db, { officers, days, until, codes: null });
  return new Map(
    [...read].map(([officer, all]) => {
      const own = countedIn(closed.get(officer)?.revision ?? 1, all);
      return [officer, { facts: own, tallies: talliesOfFacts(metrics, own) }];
    }),
  );
};

const readMonths = async (
  db: Database,
  officers: readonly OfficerAt[],
  look: Look,
): Promise<ReadMonth[]> => {
  const { period, until, rules } = look;
  const closed = await closedOf(db, officers, look);
  const read = await readFacts(db, { officers, closed }, look);
  const placements = await readPlacements(db, officers, until);
  const roles = await readRoles(db, officers, until);
  const late = await lateOf(db, officers, look);
  const above = unitsAbove(await readUnits(db, until));
  const month = rules.of(period);
  return officers.map((at) => {
    const { officer } = at;
    const close = closed.get(officer);
    const { facts, tallies } = read.get(officer) ?? NO_FACTS;
    const ground: MonthGround = {
      ...{ officer, period, rules: month, above, cohorts: new Map() },
      tallies,
      stays: staysOf(placements.get(officer) ?? []),
      roles: roles.get(officer) ?? [],
      adjustments: late.adjustments.get(officer) ?? [],
      ...(close === undefined ? {} : groundOf(close)),
    };
    const named = look.facts ? [...facts, ...(late.facts.get(officer) ?? [])] : [];
    return { ...at, ground, facts: named, closed: close };
  });
};

const valuesOf = (sheet: OpenSheet, all: CohortValues): CohortValues => {
  const keys = cohortLines(sheet).map(({ cohort, id }) => cohortKey(cohort, id));
  return new Map([...all].filter(([key]) => keys.includes(key)));
};

/**
 * A month of some officers from the facts that are kept and the words that were heard by an instant.
 * Where the month was closed by then, its sheet is the one that was computed at the close.
 */
export const knownMonths = async (
  db: Database,
  officers: readonly OfficerAt[],
  look: Look,
): Promise<KnownMonth[]> => {
  const months = await readMonths(db, officers, look);
  const opened = months.map((month) => ({
    ...month,
    open: month.closed === undefined ? openSheet(month.ground) : undefined,
  }));
  const sheets = opened.flatMap(({ open }) => open ?? []);
  const all = await cohortValuesBy(db, look, sheets);
  const { metrics } = look.rules;
  return opened.map(({ partition, officer, ground, facts, closed, open }) => {
    const cohorts = open === undefined ? ground.cohorts : valuesOf(open, all);
    const joined = { ...ground, cohorts };
    const sheet = closed?.sheet ?? scoreSheet(open ?? openSheet(joined), joined);
    const known = { ground: joined, sheet, facts, metrics };
    return { partition, officer, known, revision: closed?.revision ?? 0 };
  });
};

import type { Label, LocalMonth } from '@ywk/kernel';
import type { MetricBook } from '../metric/metric-book.ts';
import type { CohortValues } from '../score/cohort.ts';
import type { ScoreSheet } from '../score/sheet.ts';
import type { HeldRole } from '../score/stretch.ts';
import type { Stay } from '../stay/stays.ts';
import { IN_TIME, isMonthPosting } from '../tally/posting.ts';
import { foldEntries, type Tally } from '../tally/tally.ts';
import { sheetOn, type KnownFact, type MonthGround } from './ground.ts';
import { Names } from './labels.ts';

/** What is known of a month at one instant. */
export interface Known {
  readonly ground: MonthGround;
  readonly sheet: ScoreSheet;
  readonly facts: readonly KnownFact[];
  readonly metrics: MetricBook;
}

/** Why a month is looked at differently now; points in hundredths, what this alone moved the total by. */
export type Change = { readonly points: number } & (
  | {
      readonly kind: 'PLACEMENT';
      readonly before: readonly Stay[];
      readonly after: readonly Stay[];
    }
  | {
      readonly kind: 'ROLES';
      readonly before: readonly HeldRole[];
      readonly after: readonly HeldRole[];
    }
  | { readonly kind: 'UNITS' }
  | { readonly kind: 'RULES'; readonly before: string; readonly after: string }
  | {
      readonly kind: 'FACTS';
      readonly code: string;
      readonly label: Label;
      readonly recorded: number;
      readonly reversed: number;
      /** By position. */
      readonly facts: readonly number[];
    }
  | {
      readonly kind: 'COHORT';
      /** Whose value, and of which indicator: `ZJG-110-A|C5`. */
      readonly cohort: string;
      readonly before: string | null;
      readonly after: string | null;
    }
  | {
      readonly kind: 'LATE';
      readonly originPeriod: LocalMonth;
      readonly facts: readonly number[];
    }
  | { readonly kind: 'CLOSED' }
);

interface Standing {
  readonly total: number | null;
  readonly grade: string | null;
}

/** Then, now, and what lies between: the points of the changes add up to the difference exactly. */
export interface WhatChanged {
  readonly then: Standing;
  readonly now: Standing;
  /** Now less then; a month without a total counts as 0 here. */
  readonly points: number;
  readonly changes: readonly Change[];
}

type Told<Each> = Each extends Change ? Omit<Each, 'points'> : never;

/** A reason, and the ground with it. */
interface Move {
  readonly why: Told<Change>;
  readonly ground: MonthGround;
}

const inTime = (facts: readonly KnownFact[]): KnownFact[] =>
  facts.filter(({ posted }) => !isMonthPosting(posted));

/** The sums of facts that came in time. */
export const talliesOfFacts = (metrics: MetricBook, facts: readonly KnownFact[]): Tally[] =>
  foldEntries(
    metrics,
    inTime(facts).map((fact) => ({ fact, sign: fact.sign, posted: IN_TIME })),
  ).list();

const versionsOf = ({ ground }: Known): string =>
  `${ground.rules.scheme.name}, metrics@${ground.rules.metrics}`;

const since = (then: Known, now: Known): KnownFact[] => {
  const known = new Set(then.facts.map(({ source }) => source.pos));
  return now.facts.filter(({ source }) => !known.has(source.pos));
};

const groundMoves = (then: Known, now: Known): Move[] => {
  const placed = { ...then.ground, stays: now.ground.stays };
  const held = { ...placed, roles: now.ground.roles ?? [] };
  const { above: _then, ...beneath } = held;
  const { above } = now.ground;
  const under = { ...beneath, ...(above === undefined ? {} : { above }) };
  const tallies = talliesOfFacts(now.metrics, then.facts);
  const { stays: before, roles = [] } = then.ground;
  return [
    { why: { kind: 'PLACEMENT', before, after: placed.stays }, ground: placed },
    { why: { kind: 'ROLES', before: roles, after: held.roles }, ground: held },
    { why: { kind: 'UNITS' }, ground: under },
    {
      why: { kind: 'RULES', before: versionsOf(then), after: versionsOf(now) },
      ground: { ...under, rules: now.ground.rules, tallies },
    },
  ];
};

const factMoves = (last: MonthGround, added: readonly KnownFact[], now: Known): Move[] => {
  const names = new Names(now.ground, now.metrics);
  const fresh = inTime(added);
  let ground = last;
  return [...new Set(fresh.map(({ code }) => code))].map((code) => {
    const facts = fresh.filter((fact) => fact.code === code);
    const tallies = talliesOfFacts(now.metrics, facts);
    ground = { ...ground, tallies: [...ground.tallies, ...tallies] };
    const why = {
      ...{ kind: 'FACTS' as const, code },
      label: names.fact(code, [...new Set(tallies.map(({ metric }) => metric))]),
      recorded: facts.filter(({ sign }) => sign > 0).length,
      reversed: facts.filter(({ sign }) => sign < 0).length,
      facts: facts.map(({ source }) => source.pos),
    };
    return { why, ground };
  });
};

const cohortMoves = (last: MonthGround, after: CohortValues): Move[] => {
  let ground = last;
  const keys = [...new Set([...last.cohorts.keys(), ...after.keys()])].sort();
  return keys
    .filter((key) => last.cohorts.get(key) !== after.get(key))
    .map((cohort) => {
      const values = new Map(ground.cohorts);
      const value = after.get(cohort);
      if (value === undefined) values.delete(cohort);
      else values.set(cohort, value);
      ground = { ...ground, cohorts: values };
      const before = last.cohorts.get(cohort) ?? null;
      return { why: { kind: 'COHORT', cohort, before, after: value ?? null }, ground };
    });
};

const lateMoves = (last: MonthGround, added: readonly KnownFact[], now: Known): Move[] => {
  const { adjustments } = now.ground;
  const pointsOf = (of: MonthGround['adjustments'], month: LocalMonth) =>
    of.find(({ originPeriod }) => originPeriod === month)?.points;
  const months = [...last.adjustments, ...adjustments].map(({ originPeriod }) => originPeriod);
  let ground = last;
  return [...new Set(months)]
    .filter((month) => pointsOf(last.adjustments, month) !== pointsOf(adjustments, month))
    .map((originPeriod) => {
      const others = ground.adjustments.filter((each) => each.originPeriod !== originPeriod);
      const own = adjustments.filter((each) => each.originPeriod === originPeriod);
      ground = { ...ground, adjustments: [...others, ...own] };
      const facts = added
        .filter(({ posted, day }) => isMonthPosting(posted) && day.startsWith(originPeriod))
        .map(({ source }) => source.pos);
      return { why: { kind: 'LATE', originPeriod, facts }, ground };
    });
};

const movesOf = (then: Known, now: Known): Move[] => {
  const added = since(then, now);
  const moves = groundMoves(then, now);
  const end = () => moves.at(-1)?.ground ?? then.ground;
  moves.push(...factMoves(end(), added, now));
  moves.push(...cohortMoves(end(), now.ground.cohorts));
  moves.push(...lateMoves(end(), added, now));
  return moves;
};

/** Changes that say something: facts and values are told even when they moved nothing. */
const isTold = (change: Change): boolean => {
  switch (change.kind) {
    case 'PLACEMENT':
    case 'ROLES':
      return JSON.stringify(change.before) !== JSON.stringify(change.after);
    case 'RULES':
      return change.before !== change.after;
    case 'UNITS':
    case 'CLOSED':
      return change.points !== 0;
    default:
      return true;
  }
};

const standingOf = ({ total, grade }: ScoreSheet): Standing => ({ total, grade });

/**
 * What changed between two looks at a month, one reason after the other: stays, roles, units, rules, facts
 * by code, cohort values, late facts. Each is worth what the total moves by when it is put in.
 */
export const whatChanged = (then: Known, now: Known): WhatChanged => {
  let total = then.sheet.total ?? 0;
  const moved = (why: Told<Change>, after: number): Change => {
    const points = after - total;
    total = after;
    return { ...why, points } as Change;
  };
  const changes = movesOf(then, now).map(({ why, ground }) =>
    moved(why, sheetOn(ground).total ?? 0),
  );
  const end = now.sheet.total ?? 0;
  changes.push(moved({ kind: 'CLOSED' }, end));
  return {
    then: standingOf(then.sheet),
    now: standingOf(now.sheet),
    points: end - (then.sheet.total ?? 0),
    changes: changes.filter(isTold),
  };
};

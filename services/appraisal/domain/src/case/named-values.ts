import type { ClauseLine, ScoredIndicator } from '../score/indicator-line.ts';
import type { LeftOutStay, ScoredStay } from '../score/sheet.ts';
import { besideArithmetic, bonusOf, groupArithmetic, itemArithmetic } from './arithmetic.ts';
import type { FoundSheet } from './ask.ts';
import { NOT_APPLICABLE, pointsText } from './shown.ts';

/** A sheet, and the stays of it that an expectation is about. */
export interface SeenSheet extends FoundSheet {
  readonly stays: readonly (ScoredStay | LeftOutStay)[];
  readonly scored: readonly ScoredStay[];
}

/** A value by its name, and how it came about. */
export interface NamedValue {
  readonly name: string;
  readonly text: string;
  readonly arithmetic: () => readonly string[];
}

/** All indicators of the stays that are looked at. */
export const linesOf = ({ scored }: SeenSheet): ScoredIndicator[] =>
  scored.flatMap(({ groups }) => groups.flatMap(({ indicators }) => indicators));

const named = (line: ScoredIndicator, text: string): NamedValue => ({
  name: line.id,
  text,
  arithmetic: () => [itemArithmetic(line)],
});

/** Points of indicators. */
export const itemsOf = (seen: SeenSheet): NamedValue[] =>
  linesOf(seen).map((line) => named(line, pointsText(line.score, NOT_APPLICABLE)));

const clausesIn = (stay: ScoredStay): ClauseLine[] => [
  ...stay.groups.flatMap(({ indicators }) =>
    indicators.flatMap((line) => ('clauses' in line ? line.clauses : [])),
  ),
  ...stay.bonus.clauses,
  ...stay.deductions.clauses,
];

const clauseIds = ({ scheme }: SeenSheet): string[] => [
  ...scheme.indicators.flatMap((each) =>
    'clauses' in each ? each.clauses.map(({ id }) => id) : [],
  ),
  ...scheme.unboundClauses.map(({ id }) => id),
];

/** Points of clauses; one that no fact met has none. */
export const clausesOf = (seen: SeenSheet): NamedValue[] => {
  const met = seen.scored.flatMap(clausesIn).map(({ clause, label, count, points }) => ({
    name: clause,
    text: pointsText(points),
    arithmetic: () => [`${clause} ${label.zh}: ${count} facts ⇒ ${pointsText(points)}`],
  }));
  const names = new Set(met.map(({ name }) => name));
  const unmet = clauseIds(seen)
    .filter((id) => !names.has(id))
    .map((name) => ({ name, text: pointsText(0), arithmetic: () => [`${name}: no fact`] }));
  return [...met, ...new Map(unmet.map((each) => [each.name, each])).values()];
};

const groupsIn = (stay: ScoredStay, { scheme }: SeenSheet): NamedValue[] => {
  const { document } = scheme;
  const beside = besideArithmetic(stay, document);
  const bonus = pointsText(bonusOf(stay, document));
  const total = pointsText(stay.deductions.points);
  return [
    ...stay.groups.map((group) => ({
      name: group.id,
      text: pointsText(group.score),
      arithmetic: () => [groupArithmetic(group, document), ...group.indicators.map(itemArithmetic)],
    })),
    { name: 'bonus', text: bonus, arithmetic: () => [beside.bonus] },
    { name: 'total', text: total, arithmetic: () => [beside.total] },
  ];
};

/** Points of groups: public, custom, the bonus under its cap, and what is taken off the total. */
export const groupsOf = (seen: SeenSheet): NamedValue[] =>
  seen.scored.flatMap((stay) => groupsIn(stay, seen));

/** Medians by the indicators that look at them. */
export const mediansOf = (seen: SeenSheet): NamedValue[] =>
  linesOf(seen).flatMap((line) =>
    line.shape === 'COHORT_MEDIAN' ? [named(line, line.median ?? NOT_APPLICABLE)] : [],
  );

/** Places by the indicators that look at them: "2 of 5". */
export const placesOf = (seen: SeenSheet): NamedValue[] =>
  linesOf(seen).flatMap((line) =>
    line.shape === 'RANK'
      ? [named(line, line.place === null ? NOT_APPLICABLE : `${line.place} of ${line.members}`)]
      : [],
  );

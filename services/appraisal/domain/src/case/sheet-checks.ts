import type { Decimal } from '../scheme/clause-document.ts';
import { postCode } from '../scheme/scheme.ts';
import { itemArithmetic } from './arithmetic.ts';
import type { FoundSheet } from './ask.ts';
import type { SheetExpectation } from './case-document.ts';
import type { Check } from './check.ts';
import {
  clausesOf,
  groupsOf,
  itemsOf,
  linesOf,
  mediansOf,
  placesOf,
  type NamedValue,
  type SeenSheet,
} from './named-values.ts';
import { plainValues } from './plain-checks.ts';
import { measuredText, NONE, pointsText, sameMeasured, sameText } from './shown.ts';

type Expected = Readonly<Record<string, Decimal>> | undefined;

const check = (
  path: string,
  [expected, found]: readonly [Decimal | boolean, string],
  arithmetic: Check['arithmetic'],
): Check => {
  const wanted = typeof expected === 'boolean' ? String(expected) : expected;
  const holds = sameText(wanted, found);
  return { path, expected: String(expected), found, holds, arithmetic };
};

/** Of several stays one may be meant: then the expectation has to say which. */
const textOf = (name: string, known: readonly NamedValue[]): string => {
  const [first, ...others] = known.filter((each) => each.name === name);
  if (first === undefined) {
    const names = [...new Set(known.map((each) => each.name))];
    return `no ${name}; there are ${names.join(', ') || NONE}`;
  }
  if (others.length === 0) return first.text;
  return `${[first, ...others].map(({ text }) => text).join(' and ')}: name the post`;
};

const namedChecks = (member: string, expected: Expected, known: readonly NamedValue[]): Check[] =>
  Object.entries(expected ?? {}).map(([name, value]) => {
    const meant = known.filter((each) => each.name === name);
    const arithmetic = () => meant.flatMap((each) => each.arithmetic());
    return check(`/${member}/${name}`, [value, textOf(name, known)], arithmetic);
  });

/** A rate is compared as it is written: as it is shown with a percent sign, exactly without. */
const rateChecks = (expected: Expected, seen: SeenSheet): Check[] => {
  const lines = linesOf(seen).flatMap((line) => ('numerator' in line ? [line] : []));
  const known = lines.map((line) => ({
    name: line.id,
    text: measuredText(line.numerator, line.denominator),
    arithmetic: () => [itemArithmetic(line)],
  }));
  return namedChecks('rates', expected, known).map((each, at) => {
    const [name, value] = Object.entries(expected ?? {})[at] ?? ['', NONE];
    const [line, ...others] = lines.filter(({ id }) => id === name);
    if (line === undefined || others.length > 0) return each;
    return { ...each, holds: sameMeasured(value, line) };
  });
};

const countChecks = (expected: Expected, { counts }: SeenSheet): Check[] =>
  Object.entries(expected ?? {}).map(([metric, value]) =>
    check(`/counts/${metric}`, [value, String(counts.get(metric) ?? 0)], () =>
      [...counts].map(([name, n]) => `${name} ${n}`),
    ),
  );

/** These names and no others: effects by clause, adjustments by month of origin. */
const wholeChecks = (
  member: string,
  expected: Expected,
  found: readonly (readonly [string, string])[],
): Check[] => {
  if (expected === undefined) return [];
  const known = new Map(found);
  const names = [...new Set([...Object.keys(expected), ...known.keys()])];
  return names.map((name) =>
    check(`/${member}/${name}`, [expected[name] ?? NONE, known.get(name) ?? NONE], () => []),
  );
};

const plainChecks = (expectation: SheetExpectation, seen: SeenSheet): Check[] =>
  plainValues(seen, expectation.post !== undefined).flatMap(({ member, text, arithmetic }) => {
    const expected = expectation[member] as Decimal | boolean | undefined;
    return expected === undefined ? [] : [check(`/${member}`, [expected, text], arithmetic)];
  });

const seenBy = ({ post, from }: SheetExpectation, found: FoundSheet): SeenSheet => {
  const stays = found.sheet.stays.filter(
    (stay) =>
      (post === undefined || postCode(stay.post) === postCode(post)) &&
      (from === undefined || stay.from === from),
  );
  return { ...found, stays, scored: stays.filter((stay) => stay.status === 'SCORED') };
};

/** Everything that is expected of a month of an officer, held against what was found. */
export const sheetChecks = (expectation: SheetExpectation, found: FoundSheet): Check[] => {
  const seen = seenBy(expectation, found);
  const { effects, adjustments } = found.sheet;
  const effected = effects.map(({ clause, effect }) => [clause, effect] as const);
  const adjusted = adjustments.map(
    ({ originPeriod, points }) => [originPeriod, pointsText(points)] as const,
  );
  return [
    ...countChecks(expectation.counts, seen),
    ...rateChecks(expectation.rates, seen),
    ...namedChecks('medians', expectation.medians, mediansOf(seen)),
    ...namedChecks('places', expectation.places, placesOf(seen)),
    ...namedChecks('clauses', expectation.clauses, clausesOf(seen)),
    ...namedChecks('items', expectation.items, itemsOf(seen)),
    ...namedChecks('groups', expectation.groups, groupsOf(seen)),
    ...plainChecks(expectation, seen),
    ...wholeChecks('effects', expectation.effects, effected),
    ...wholeChecks('adjustments', expectation.adjustments, adjusted),
  ];
};

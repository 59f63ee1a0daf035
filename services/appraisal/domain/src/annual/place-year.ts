import { Rejection, type Label } from '@ywk/kernel';
import type { OfficerRights } from '../appeal/year-right.ts';
import type { QuotaUse } from '../level/levels.ts';
import { placeExcellent, type AnnualPlacement } from '../level/place-excellent.ts';
import type { AnnualDocument } from '../scheme/annual-document.ts';
import { gapWords } from './annual-words.ts';
import type { AnnualGap } from './annual-score.ts';
import type { ListedResult, YearFound } from './results-proposal.events.ts';
import { totalsOf, type RollupSheet } from './rollup.ts';
import {
  yearOfOfficer,
  type JudgedYear,
  type OfficerYear,
  type YearGround,
} from './year-of-officer.ts';

/** One person of a group that shares the seats of the excellent. */
export interface YearPerson extends JudgedYear {
  readonly sheet: RollupSheet;
  /** How the year is put together in the person's unit. */
  readonly annual: AnnualDocument;
}

/** A line without the id of its decision. */
export type PlacedResult = Omit<ListedResult, 'decision'> & { readonly unit: string };

/** Ranks by total: equal ones share, who has none has no rank (DOMAIN 3.0c.3). */
const ranksOf = (sheets: readonly { unit: string; total: number | null }[]) => {
  const totals = new Map<string, number[]>();
  for (const { unit, total } of sheets) {
    if (total !== null) totals.set(unit, [...(totals.get(unit) ?? []), total]);
  }
  const places = new Map<string, ReadonlyMap<number, number>>();
  for (const [unit, found] of totals) {
    const sorted = found.sort((a, b) => b - a);
    // Backwards, so that of equal ones the first place stays.
    places.set(unit, new Map(sorted.map((total, at) => [total, at + 1] as const).reverse()));
  }
  return (unit: string, total: number | null): number | null =>
    total === null ? null : (places.get(unit)?.get(total) ?? null);
};

/** Results of a quarter or half-year: means and ranks. */
export const rankResults = (sheets: readonly RollupSheet[]): PlacedResult[] => {
  const rankOf = ranksOf(sheets);
  return sheets.map(({ officer, unit, total, months }) => ({
    ...{ officer, unit, total, rank: rankOf(unit, total), months: totalsOf(months).length },
    year: null,
  }));
};

/** Somebody whose year has no total because a part is missing. */
interface Missing {
  readonly officer: string;
  readonly gap: AnnualGap;
}

const missingOf = ({ competitor, score }: OfficerYear): Missing[] => {
  const { veto, ruled, standing, officer } = competitor;
  const needsScore =
    veto === null && ruled === null && (standing === null || standing === 'SHORT_SERVICE');
  const gap = score.parts.find((part) => part.gap !== null)?.gap ?? null;
  return needsScore && gap !== null ? [{ officer, gap }] : [];
};

/** @throws Rejection YEAR_PARTS_MISSING: what is missing is done again, and never 0 (W13) */
const refuseMissing = (years: readonly OfficerYear[]): void => {
  const missing = years.flatMap(missingOf);
  if (missing.length === 0) return;
  const gaps = [...new Set(missing.map(({ gap }) => gap))];
  const words: readonly Label[] = gaps.map((gap) =>
    gapWords(gap, missing.filter((each) => each.gap === gap).length),
  );
  const reason = {
    zh: words.map(({ zh }) => zh).join(''),
    en: words.map(({ en }) => en).join(' '),
  };
  throw new Rejection('YEAR_PARTS_MISSING', reason, { reason, missing });
};

const foundOf = (
  { competitor, score, failed, by }: OfficerYear,
  { grade, rule }: AnnualPlacement,
): YearFound => ({
  ...{ grade, rule, by, parts: score.parts, failed },
  custom: competitor.custom?.toFraction() ?? null,
  penalty: competitor.penalty,
  democratic: competitor.democratic?.toFraction() ?? null,
});

/** A group's year: everybody's line, and the seats as they were used. */
export interface PlacedYear {
  readonly results: readonly PlacedResult[];
  readonly use: QuotaUse;
}

/**
 * Grades the year of everybody who shares the seats of the excellent.
 * @throws Rejection YEAR_PARTS_MISSING
 */
export const placeYear = (people: readonly YearPerson[], ground: YearGround): PlacedYear => {
  const years = people.map(({ sheet, annual, ...judged }) => ({
    ...yearOfOfficer(sheet, judged, { ...ground, annual }),
    sheet,
  }));
  refuseMissing(years);
  const competitors = years.map(({ competitor }) => competitor);
  const { quota: use, placements } = placeExcellent(
    competitors,
    ground.quota,
    ground.annual.grades,
  );
  const byOfficer = new Map(placements.map((each) => [each.officer, each]));
  const rankOf = ranksOf(competitors);
  const results = years.flatMap((year): PlacedResult[] => {
    const { officer, unit, total } = year.competitor;
    const placement = byOfficer.get(officer);
    if (placement === undefined) return [];
    const months = totalsOf(year.sheet.months).length;
    const rank = rankOf(unit, total);
    return [{ officer, unit, total, rank, months, year: foundOf(year, placement) }];
  });
  return { results, use };
};

/** A person of whom rulings may have put something right. */
export type RuledPerson = Omit<YearPerson, 'right'> & { readonly rights: OfficerRights | null };

/**
 * Grades a year with what rulings put right in it: those before it was final move everybody; those
 * after it give their officer what a new ranking would, and nobody else moves (DOMAIN 3.0b).
 * @throws Rejection YEAR_PARTS_MISSING
 */
export const placeRuledYear = (people: readonly RuledPerson[], ground: YearGround): PlacedYear => {
  const placed = (which: keyof OfficerRights): PlacedYear =>
    placeYear(
      people.map(({ rights, ...person }) => ({ ...person, right: rights?.[which] ?? null })),
      ground,
    );
  const isHeld = ({ rights }: RuledPerson): boolean => rights?.before !== rights?.after;
  if (!people.some(isHeld)) return placed('after');
  const held = new Set(people.filter(isHeld).map(({ sheet }) => sheet.officer));
  const [before, after] = [placed('before'), placed('after')];
  const moved = new Map(after.results.map((line) => [line.officer, line]));
  const lineOf = (line: PlacedResult): PlacedResult =>
    held.has(line.officer) ? (moved.get(line.officer) ?? line) : line;
  return { ...before, results: before.results.map(lineOf) };
};

import {
  cohortFigures,
  cohortLines,
  compareSheets,
  rankOf,
  scoreSheet,
  type CohortValues,
  type LabBooks,
  type ScoreSheet,
} from '@ywk/appraisal-domain';
import type { PoolClient } from 'pg';
import type { CohortMember } from '../../persistence/cohort.store.ts';
import { keepLabChanges } from '../../persistence/lab-change.store.ts';
import type { Uncounted } from '../../persistence/lab-run.store.ts';
import {
  dropLabSheets,
  keepLabFigures,
  keepLabSheets,
  readLabSheets,
  type LabPlace,
  type OpenSide,
  type Sides,
} from '../../persistence/lab-work.store.ts';
import { officersOfMonth, pieceByPiece } from '../../persistence/month-officers.ts';
import { recordedSex } from '../../persistence/recorded-sex.ts';
import {
  computeSheets,
  foldedSums,
  type ComputedSheet,
  type SumSource,
} from '../../persistence/sheet-inputs.ts';
import { sumsOfMonths } from './kept-sums.ts';
import type { LabMonth } from './lab-month.ts';

const membersOf = (sheets: readonly ComputedSheet[]): CohortMember[] =>
  sheets.flatMap(({ sheet }) =>
    cohortFigures(cohortLines(sheet)).map((figure) => ({ ...figure, officer: sheet.officer })),
  );

const sideOf = ({ sheet, adjustments }: ComputedSheet): OpenSide => ({ sheet, adjustments });

/** Both sides of each sheet; where officers stood does not depend on rules. */
const paired = (
  live: readonly ComputedSheet[],
  draft: readonly ComputedSheet[],
): Sides<OpenSide>[] =>
  live.flatMap((each, at) => {
    const other = draft[at];
    return other === undefined ? [] : [{ live: sideOf(each), draft: sideOf(other) }];
  });

const draftSums = async (
  tx: PoolClient,
  { recounted: months, books }: LabMonth,
  partition: number,
): Promise<{ sums: SumSource; uncounted: Uncounted }> => {
  if (months.length === 0) return { sums: foldedSums, uncounted: {} };
  // What is late was said by the scheme in force when the fact came: a draft does not post it anew.
  const rules = { metrics: books.draft.metrics, schemes: books.live.schemes };
  return sumsOfMonths(tx, { partition, months, rules, calendar: books.draft.months });
};

const placeIn = ({ run: { run }, period }: LabMonth, partition: number): LabPlace => ({
  run,
  period,
  partition,
});

/** Who stood nowhere in this month has no sheet in it. */
const standing = (sheets: readonly ComputedSheet[]): ComputedSheet[] =>
  sheets.filter(({ sheet }) => sheet.stays.length > 0);

/**
 * Keeps the open sheets of a partition and what they bring into cohorts.
 * @returns facts that the version cannot count
 */
export const openPartition = async (
  tx: PoolClient,
  month: LabMonth,
  partition: number,
): Promise<Uncounted> => {
  const { period, revision, books, originCohorts } = month;
  const place = placeIn(month, partition);
  const { sums, uncounted } = await draftSums(tx, month, partition);
  const before = month.heard.get(partition);
  const { days } = books.live.of(period);
  const all = await officersOfMonth(tx, month, { partition, before, days });
  for (const officers of pieceByPiece(all)) {
    const live = standing(
      await computeSheets(tx, { officers, period, revision, rules: books.live }),
    );
    const tried = { rules: books.draft, sums, cohortsOf: (of: string) => originCohorts.get(of) };
    const draft = standing(await computeSheets(tx, { officers, period, revision, ...tried }));
    await keepLabSheets(tx, place, paired(live, draft));
    await keepLabFigures(tx, place, { live: membersOf(live), draft: membersOf(draft) });
  }
  return uncounted;
};

const SHEETS_AT_ONCE = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Compares the open sheets of a partition, now that the cohorts of all partitions are known. */
export const scorePartition = async (
  tx: PoolClient,
  { month, cohorts }: { readonly month: LabMonth; readonly cohorts: Sides<CohortValues> },
  partition: number,
): Promise<void> => {
  const place = placeIn(month, partition);
  const scored = (side: keyof LabBooks, { sheet, adjustments }: OpenSide): ScoreSheet => {
    const rules = month.books[side].of(month.period);
    return scoreSheet(sheet, { rules, cohorts: cohorts[side], adjustments });
  };
  let after = FIRST;
  for (;;) {
    const sheets = await readLabSheets(tx, place, { after, limit: SHEETS_AT_ONCE });
    const last = sheets.at(-1);
    if (last === undefined) break;
    after = last.live.sheet.officer;
    const officers = sheets.map(({ live }) => ({ partition, officer: live.sheet.officer }));
    const sexes = await recordedSex(tx, officers);
    const changes = sheets.map(({ live, draft }) => {
      const sex = sexes.get(live.sheet.officer) ?? null;
      const [before, after] = [scored('live', live), scored('draft', draft)];
      const ranks = { live: rankOf(before), draft: rankOf(after) };
      return { ...compareSheets(before, after, sex), ranks };
    });
    await keepLabChanges(tx, place, changes);
  }
  await dropLabSheets(tx, place);
};

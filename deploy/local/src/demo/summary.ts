import { POST_CODES, POSTS, type PostCode } from '@ywk/contracts';
import { hundredthsText, ratio, toHundredths } from '@ywk/kernel';
import type { DemoBureau } from './bureau/people.ts';
import type { Careers } from './stages/careers.ts';
import type { Grading } from './stages/close-month.ts';
import type { FeedTotals } from './stages/play-feed.ts';
import type { ChangeLine, Score } from './stages/read-back.ts';
import type { Check, Play } from './stages/stage.ts';

/** Scores of one post; the mean in hundredths of a point, rounded. */
export interface PostRow {
  readonly post: PostCode;
  /** People who have a total. */
  readonly scored: number;
  readonly mean: number;
  /** People by grade. */
  readonly grades: Readonly<Record<string, number>>;
}

/** Scores of one grade; totals in hundredths of a point. */
export interface GradeRow {
  readonly grade: string;
  readonly people: number;
  readonly lowest: number;
  readonly highest: number;
}

/** What the demo did and whether its totals hold. */
export interface DemoSummary {
  readonly officers: number;
  readonly callTakers: number;
  readonly calls: number;
  readonly feed: FeedTotals & { readonly facts: number; readonly factEvents: number };
  readonly rulings: { readonly confirmed: number; readonly rejected: number };
  readonly posts: readonly PostRow[];
  readonly grades: readonly GradeRow[];
  readonly decided: number;
  /** Fen by which the unit that may not overrun its budget would have. */
  readonly refusedOverrun: number;
  readonly annualGrades: number;
  /** Tier changes by "from→to". */
  readonly tiers: Readonly<Record<string, number>>;
  /** Lines and fen by kind; for standing changes the fen are the monthly difference. */
  readonly pay: Readonly<Record<string, { readonly lines: number; readonly fen: number }>>;
  /** Seconds by stage. */
  readonly seconds: Readonly<Record<string, number>>;
  readonly checks: readonly Check[];
}

export interface Outcome {
  readonly feed: DemoSummary['feed'];
  readonly rulings: DemoSummary['rulings'];
  /** As appraisal tells them. */
  readonly scores: readonly Score[];
  readonly grading: Grading;
  readonly careers: Careers;
  readonly lines: readonly ChangeLine[];
  readonly seconds: DemoSummary['seconds'];
}

const GRADES = ['G1', 'G2', 'G3', 'G4', 'G5', 'VETO'];

const totalsOf = (scores: readonly Score[]): number[] =>
  scores.flatMap(({ total }) => (total === null ? [] : [total]));

const gradesOf = (scores: readonly Score[]): Record<string, number> =>
  Object.fromEntries(
    GRADES.map((name) => [name, scores.filter(({ grade }) => grade === name).length]),
  );

const postRows = ({ officers }: DemoBureau, scores: readonly Score[]): PostRow[] => {
  const postOf = new Map(officers.map(({ officer, post }) => [officer, post]));
  return POST_CODES.map((post) => {
    const own = scores.filter(({ officer }) => postOf.get(officer) === post);
    const totals = totalsOf(own);
    const sum = totals.reduce((all, total) => all + total, 0);
    const mean = totals.length === 0 ? 0 : toHundredths(ratio(sum, totals.length * 100));
    return { post, scored: totals.length, mean, grades: gradesOf(own) };
  });
};

const gradeRows = (scores: readonly Score[]): GradeRow[] =>
  GRADES.flatMap((grade) => {
    const points = totalsOf(scores.filter((score) => score.grade === grade));
    if (points.length === 0) return [];
    const [lowest, highest] = [Math.min(...points), Math.max(...points)];
    return [{ grade, people: points.length, lowest, highest }];
  });

const tierRows = ({ steps }: Careers): Record<string, number> => {
  const rows: Record<string, number> = {};
  for (const { from, to } of steps) rows[`T${from}→T${to}`] = (rows[`T${from}→T${to}`] ?? 0) + 1;
  return rows;
};

const payRows = (lines: readonly ChangeLine[]): Record<string, { lines: number; fen: number }> => {
  const rows: Record<string, { lines: number; fen: number }> = {};
  for (const { kind, amount, previousAmount } of lines) {
    const row = (rows[kind] ??= { lines: 0, fen: 0 });
    row.lines += 1;
    row.fen += amount - (previousAmount ?? 0);
  }
  return rows;
};

export const summaryOf = (
  { bureau, expectation, checks }: Play,
  outcome: Outcome,
): DemoSummary => ({
  officers: bureau.officers.length,
  callTakers: bureau.callTakers.length,
  calls: expectation.calls,
  feed: outcome.feed,
  rulings: outcome.rulings,
  posts: postRows(bureau, outcome.scores),
  grades: gradeRows(outcome.scores),
  decided: outcome.grading.decided,
  refusedOverrun: outcome.grading.overrun,
  annualGrades: outcome.careers.grades,
  tiers: tierRows(outcome.careers),
  pay: payRows(outcome.lines),
  seconds: outcome.seconds,
  checks,
});

/** A post and its grades, those that nobody has left out. */
const postLine = ({ post, scored, mean, grades }: PostRow): string => {
  const shares = Object.entries(grades).filter(([, own]) => own > 0);
  const text = shares.map(([grade, own]) => `${grade} ${own}`).join(' · ');
  const head = `${post.padEnd(22)} ${String(scored).padStart(5)}  ${hundredthsText(mean).padStart(6)}`;
  return `  ${head}  ${text}  ${POSTS[post].zh}`;
};

const count = (value: number): string => value.toLocaleString('en');

/** The summary for people, line by line. */
export const summaryLines = (summary: DemoSummary): string[] => {
  const { feed, rulings, posts, grades, tiers, pay, seconds } = summary;
  return [
    `人员 ${count(summary.officers)} officers, 接警员 ${summary.callTakers} call-takers; 110 电话 ${count(summary.calls)} calls in ${count(feed.lines)} messages`,
    `  ${count(feed.accepted)} accepted, ${count(feed.duplicates)} sent twice; ${count(feed.facts)} facts by hand; wrong dispatch: ${rulings.confirmed} confirmed, ${rulings.rejected} rejected`,
    '五月各岗位计分人数、平均分、等次 people scored, mean and grades of May 2024 by post:',
    ...posts.map(postLine),
    ...grades.map(
      ({ grade, people, lowest, highest }) =>
        `  ${grade.padEnd(4)} ${String(people).padStart(5)}  ${hundredthsText(lowest)} … ${hundredthsText(highest)}`,
    ),
    `  ${summary.decided} approved; one unit refused, over its budget by ${hundredthsText(summary.refusedOverrun)} yuan`,
    `层级变动 tier changes from ${count(summary.annualGrades)} annual grades: ${Object.entries(
      tiers,
    )
      .sort()
      .map(([step, people]) => `${step} ${people}`)
      .join(', ')}`,
    '工资变更 pay change lines:',
    ...Object.entries(pay).map(
      ([kind, { lines, fen }]) =>
        `  ${kind.padEnd(12)} ${String(lines).padStart(5)} lines  ${hundredthsText(fen)} yuan`,
    ),
    `演示用时 demo: ${Object.entries(seconds)
      .map(([stage, value]) => `${stage} ${value.toFixed(1)} s`)
      .join(', ')}`,
    ...summary.checks
      .filter(({ holds }) => !holds)
      .map(
        ({ name, expected, found }) =>
          `✘ ${name}: expected ${excerpt(expected)}, found ${excerpt(found)}`,
      ),
  ];
};

const excerpt = (value: unknown): string => JSON.stringify(value).slice(0, 300);

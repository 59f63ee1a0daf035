import { ANNUAL_GRADES, type AnnualGrade } from '../scheme/annual-document.ts';
import type { LeaderScore } from '../review/leader-score.ts';
import type { Roll } from '../review/roll.ts';
import type { CaseReview, CaseRoll } from './case-review-document.ts';

/** What happens in a review, in the unit and year that it is about. */
export type ReviewAct = { readonly unit: string; readonly year: number } & (
  | { readonly kind: 'ROLL'; readonly roll: Roll }
  | { readonly kind: 'SCORE'; readonly score: LeaderScore }
  | {
      readonly kind: 'BALLOT';
      readonly voter: string;
      readonly officer: string;
      readonly grade: AnnualGrade;
    }
);

/** An act, and where in the case it stands. */
interface PlacedAct {
  readonly path: string;
  readonly act: ReviewAct;
}

const members = <Member>(
  groups: Readonly<Record<string, readonly string[]>> | undefined,
  make: (name: string, group: string) => Member,
): Member[] =>
  Object.entries(groups ?? {}).flatMap(([group, names]) => names.map((name) => make(name, group)));

const rollOf = ({ subjects, voters, leaders, kin }: CaseRoll): Roll => ({
  subjects,
  voters: members(voters, (voter, group) => ({ voter, class: group })),
  leaders: members(leaders, (leader, role) => ({ leader, role })),
  panel: [],
  kin: kin ?? [],
});

/** What a review step tells, in order: the roll, leaders' scores, ballots one by one. */
export const reviewActs = (review: CaseReview | undefined, path: string): PlacedAct[] => {
  if (review === undefined) return [];
  const { unit, year, roll, scores = {}, ballots = {} } = review;
  const of = { unit, year };
  return [
    ...(roll === undefined
      ? []
      : [{ path: `${path}/roll`, act: { ...of, kind: 'ROLL' as const, roll: rollOf(roll) } }]),
    ...Object.entries(scores).flatMap(([leader, given]) =>
      Object.entries(given).map(([officer, score]) => ({
        path: `${path}/scores/${leader}/${officer}`,
        act: { ...of, kind: 'SCORE' as const, score: { leader, officer, score: String(score) } },
      })),
    ),
    ...Object.entries(ballots).flatMap(([officer, given]) =>
      ANNUAL_GRADES.flatMap((grade) =>
        (given[grade] ?? []).map((voter, at) => ({
          path: `${path}/ballots/${officer}/${grade}/${at}`,
          act: { ...of, kind: 'BALLOT' as const, voter, officer, grade },
        })),
      ),
    ),
  ];
};

/** Everybody of the people whom a review step names, with the place. */
export const reviewedIn = (review: CaseReview | undefined, path: string): [string, string][] => [
  ...(review?.roll?.subjects ?? []).map((officer, at): [string, string] => [
    `${path}/roll/subjects/${at}`,
    officer,
  ]),
  ...Object.keys(review?.ballots ?? {}).map((officer): [string, string] => [
    `${path}/ballots/${officer}`,
    officer,
  ]),
];

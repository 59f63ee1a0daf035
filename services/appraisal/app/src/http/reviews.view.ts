import {
  electorsOf,
  evaluationPairs,
  panelStands,
  ratioFromText,
  type PanelStand,
  type Review,
  type ReviewResult,
} from '@ywk/appraisal-domain';
import { Rejection, hundredthsText, toHundredths } from '@ywk/kernel';
import { exponentOf } from '../commands/blind-signature.ts';
import { kindOf } from '../commands/paper-kinds.ts';

const unknown = (): Rejection =>
  new Rejection('REVIEW_UNKNOWN', { zh: '没有该评议。', en: 'There is no such review.' });

/** The head of a review that there is. @throws Rejection REVIEW_UNKNOWN */
export const headOf = ({ head }: Pick<Review, 'head'>) => {
  if (head === null) throw unknown();
  return head;
};

/** What everybody on the roll may know, and the papers that the asker may have signed. */
export const reviewView = (review: Review, asker: string) => {
  const head = headOf(review);
  const { roll, rules } = head;
  const own = roll.voters.find(({ voter }) => voter === asker);
  const judged = roll.subjects.filter((officer) =>
    electorsOf(roll, officer).some(({ voter }) => voter === asker),
  );
  return {
    ...{ review: head.review, unit: head.unit, year: head.year, round: head.round },
    status: review.status,
    modulus: review.modulus,
    subjects: roll.subjects,
    class: own?.class ?? null,
    papers:
      own === undefined
        ? []
        : judged.map((officer) => ({
            officer,
            exponent: exponentOf(kindOf(head, officer, own.class)),
          })),
    grades: Object.keys(rules.votes),
  };
};

const shown = (exact: string | null): string | null =>
  exact === null ? null : hundredthsText(toHundredths(ratioFromText(exact)));

/** Exact fractions would tell more of the votes than the score does: scores go out as they count. */
const resultView = (result: ReviewResult, panel: PanelStand | undefined) => {
  const { officer, leaders, democratic } = result;
  return {
    officer,
    leaders: { score: shown(leaders), gap: leaders === null ? 'NO_LEADERS' : null },
    democratic: {
      ...{ eligible: democratic.eligible, votes: democratic.votes, gap: democratic.gap },
      score: shown(democratic.value),
      groups: democratic.groups.map((group) => ({ ...group, mean: shown(group.mean) })),
    },
    panel: panel && { ...panel, isConfirmed: panel.confirmed >= panel.needed },
  };
};

/**
 * Results of a closed review.
 * @param officer only this one's; null for everybody's
 * @throws Rejection REVIEW_UNKNOWN, REVIEW_NOT_CLOSED
 */
export const resultsView = (review: Review, officer: string | null) => {
  const head = headOf(review);
  if (review.status !== 'CLOSED') {
    throw new Rejection('REVIEW_NOT_CLOSED', {
      zh: '评议结束后方可查看结果。',
      en: 'Results are known when the review is closed.',
    });
  }
  const stands = panelStands(head.roll, review.confirmedBy, head.rules.panel);
  return {
    ...{ review: head.review, unit: head.unit, year: head.year, round: head.round },
    scheme: head.rules.schemeVersion,
    weights: evaluationPairs(head.rules),
    items: review.results
      .filter((each) => officer === null || each.officer === officer)
      .map((each) =>
        resultView(
          each,
          stands.find((stand) => stand.officer === each.officer),
        ),
      ),
  };
};

import type { Rejection } from '@ywk/kernel';
import { actionsOf, utc } from './actions.ts';
import type { CaseAnswer, CaseAsk } from './ask.ts';
import type { CaseDocument, CaseStep, RefusalExpectation } from './case-document.ts';
import type { CaseFailure, Check } from './check.ts';
import { checksOf, questionOf } from './expectation-checks.ts';
import { pointsText, sameText } from './shown.ts';

/** Something that was refused, and where the story did it. */
interface Refusal {
  readonly path: string;
  readonly rejection: Rejection;
}

const failureOf = (
  { path, expected, found, arithmetic }: Check,
  place: { readonly path: string; readonly at: string },
): CaseFailure => ({
  path: `${place.path}${path}`,
  at: place.at,
  ...{ expected, found, arithmetic: arithmetic() },
});

/** The code, and where it is said by how much, the overrun. */
const isMeant = ({ refused, overrun }: RefusalExpectation, { code, facts }: Rejection): boolean =>
  code === refused &&
  (overrun === undefined || sameText(overrun, pointsText(Number(facts['overrun'] ?? 0))));

const expectedText = ({ refused, overrun }: RefusalExpectation): string =>
  overrun === undefined ? refused : `${refused}, overrun ${overrun}`;

/** Each expected refusal must come about, and no other. */
const refusalFailures = (
  { expect, at }: CaseStep,
  path: string,
  refusals: readonly Refusal[],
): CaseFailure[] => {
  const left = [...refusals];
  const failures: CaseFailure[] = [];
  for (const [index, expectation] of (expect ?? []).entries()) {
    if (!('refused' in expectation)) continue;
    const met = left.findIndex(({ rejection }) => isMeant(expectation, rejection));
    if (met >= 0) {
      left.splice(met, 1);
      continue;
    }
    const found = refusals.map(({ rejection }) => rejection.message).join('; ');
    failures.push({
      ...{ path: `${path}/expect/${index}/refused`, at, expected: expectedText(expectation) },
      ...{ found: found || 'nothing was refused', arithmetic: [] },
    });
  }
  const unexpected = left.map(({ path: place, rejection }) => ({
    ...{ path: place, at, expected: 'accepted', found: rejection.message, arithmetic: [] },
  }));
  return [...failures, ...unexpected];
};

/**
 * Tells a story step by step. It waits for nobody: whoever plays it answers each ask and hands the
 * answer back, at once or after a while.
 * @returns every expectation that was not met
 */
export function* tellCase(document: CaseDocument): Generator<CaseAsk, CaseFailure[], CaseAnswer> {
  const failures: CaseFailure[] = [];
  for (const [index, step] of document.steps.entries()) {
    const path = `/steps/${index}`;
    const at = utc(step.at);
    const refusals: Refusal[] = [];
    for (const { path: place, action } of actionsOf(step, path)) {
      const answer = yield { ...action, path: place, at };
      if (answer.kind === 'REFUSED') refusals.push({ path: place, rejection: answer.rejection });
    }
    failures.push(...refusalFailures(step, path, refusals));
    for (const [place, expectation] of (step.expect ?? []).entries()) {
      const question = questionOf(expectation);
      if (question === undefined) continue;
      const where = { path: `${path}/expect/${place}`, at: step.at };
      const checks = checksOf(expectation, yield { ...question, path: where.path, at });
      failures.push(
        ...checks.filter(({ holds }) => !holds).map((check) => failureOf(check, where)),
      );
    }
  }
  return failures;
}

/** Plays a story with somebody who answers at once. */
export const playCase = (
  document: CaseDocument,
  answer: (ask: CaseAsk) => CaseAnswer,
): CaseFailure[] => {
  const story = tellCase(document);
  let next = story.next();
  while (next.done !== true) next = story.next(answer(next.value));
  return next.value;
};

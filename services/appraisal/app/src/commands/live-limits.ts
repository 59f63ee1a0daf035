import { Scheme, type CaseDocument, type CaseGround, type CaseStay } from '@ywk/appraisal-domain';
import { decisionsIn } from './live-decisions.ts';
import { BEFORE_STORIES, patchOf } from './live-rules.ts';

const KINDS = ['SCHEME', 'METRICS'] as const;
const PLACES = { SCHEME: '/scheme/patch', METRICS: '/metrics/patch' } as const;

/**
 * Shipped rules hold from their first month on, also on a system that begins a story: a patch may let
 * a kind of rules begin earlier, and nothing else then; later, something would have to be taken back.
 */
const rulesWithout = (document: CaseDocument): string[] =>
  KINDS.flatMap((kind) => {
    const patch = patchOf(document, kind);
    const first = patch?.['effectiveFrom'];
    if (patch === undefined || first === undefined) return [];
    const alone = Object.keys(patch).length === 1;
    return alone && String(first) < BEFORE_STORIES.month ? [] : [`${PLACES[kind]}/effectiveFrom`];
  });

/** Patched rules are in force from a month long past on: what a story tells is later. */
const toldBefore = (document: CaseDocument): string[] => {
  const [first] = document.steps;
  if (first === undefined || first.at.slice(0, 7) >= BEFORE_STORIES.ruledFrom) return [];
  return KINDS.filter((kind) => {
    const patch = patchOf(document, kind);
    return patch !== undefined && !('effectiveFrom' in patch);
  }).map((kind) => PLACES[kind]);
};

/** Places of what cannot be played on a running system, though the engine can. */
export const notLiveIn = (document: CaseDocument): string[] => [
  ...rulesWithout(document),
  ...toldBefore(document),
  ...decisionsIn(document),
];

/** Whether people of a post are compared with everybody in it. */
const isCompared = ({ versions }: CaseGround, post: string): boolean =>
  [...versions.values()].some(
    ({ rules }) =>
      rules.kind === 'SCHEME' &&
      new Scheme(rules.document)
        .rulesOf(post, [])
        ?.groups.some(({ indicators }) =>
          indicators.some((each) => 'cohort' in each && each.cohort === 'POST'),
        ),
  );

const staysOf = ({ people, steps }: CaseDocument): CaseStay[] => [
  ...Object.values(people).flatMap(({ stays }) => stays),
  ...steps.flatMap(({ stays }) => Object.values(stays ?? {}).flat()),
];

/** Whether a story changes the rules, before it begins or on its way. */
export const changesRules = (document: CaseDocument): boolean =>
  KINDS.some((kind) => patchOf(document, kind) !== undefined) ||
  document.steps.some(({ scheme }) => scheme !== undefined);

/** Whether a step counts seats, which are those of everybody. */
const takesSeats = ({ tierRun, conversion, proposeTier }: CaseDocument['steps'][number]): boolean =>
  [tierRun, conversion, proposeTier].some((each) => each !== undefined);

/** Whether a story moves or sees what concerns everybody: it shares its system with no other one. */
export const playsAlone = (document: CaseDocument, ground: CaseGround): boolean =>
  changesRules(document) ||
  document.steps.some(
    ({ close, restart, payRun, expect = [] }) =>
      [close, restart, payRun].some((each) => each !== undefined) ||
      expect.some((each) => 'pooled' in each),
  ) ||
  document.steps.some(takesSeats) ||
  staysOf(document).some(({ post }) => isCompared(ground, post));

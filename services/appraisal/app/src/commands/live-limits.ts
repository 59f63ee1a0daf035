import { Scheme, type CaseDocument, type CaseGround, type CaseStay } from '@ywk/appraisal-domain';

type Step = CaseDocument['steps'][number];

const present = (thing: object, names: readonly string[], path: string): string[] =>
  names.filter((name) => name in thing).map((name) => `${path}/${name}`);

/** Second posts have no door yet. */
const sharesIn = (stays: readonly CaseStay[], path: string): string[] =>
  stays.flatMap(({ share }, at) => (share === undefined ? [] : [`${path}/${at}/share`]));

const ofPeople = ({ people }: CaseDocument): string[] =>
  Object.entries(people).flatMap(([officer, { stays, roles, mentors }]) => [
    ...sharesIn(stays, `/people/${officer}/stays`),
    ...(roles === undefined || roles.length === 0 ? [] : [`/people/${officer}/roles`]),
    ...(mentors === undefined ? [] : [`/people/${officer}/mentors`]),
  ]);

const ofStep = (step: Step, path: string): string[] => [
  ...Object.entries(step.stays ?? {}).flatMap(([officer, stays]) =>
    sharesIn(stays, `${path}/stays/${officer}`),
  ),
  ...present(step, ['roles', 'mentors', 'leaders', 'year', 'restart'], path),
  ...(step.facts ?? []).flatMap((fact, at) => present(fact, ['actId'], `${path}/facts/${at}`)),
  ...(step.expect ?? []).flatMap((expectation, at) =>
    present(expectation, ['pooled', 'year', 'liable'], `${path}/expect/${at}`),
  ),
];

/** Places of what no public door can play yet, though the engine can. */
export const notLiveIn = (document: CaseDocument): string[] => [
  ...(typeof document.scheme === 'string' ? [] : ['/scheme/patch']),
  ...present(document, ['metrics', 'leaders'], ''),
  ...ofPeople(document),
  ...document.steps.flatMap((step, at) => ofStep(step, `/steps/${at}`)),
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

/** Whether a story moves or sees what concerns everybody: it shares its system with no other one. */
export const playsAlone = (document: CaseDocument, ground: CaseGround): boolean =>
  document.steps.some(({ close, scheme }) => close !== undefined || scheme !== undefined) ||
  staysOf(document).some(({ post }) => isCompared(ground, post));

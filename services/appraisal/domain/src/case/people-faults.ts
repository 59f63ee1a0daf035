import type { RuleDocument } from '../rules/rule-versions.ts';
import { postCode } from '../scheme/scheme.ts';
import type { CaseDocument, CaseRole, CaseStay, CaseStep, Expectation } from './case-document.ts';
import type { CaseFault } from './case-fault.ts';
import { reviewedIn } from './review-steps.ts';
import type { TierRunExpectation } from './tier-steps.ts';

/** What the people of a case are held against. */
interface PeopleGround {
  readonly rules: readonly RuleDocument[];
  readonly posts: readonly string[];
}

const LAST_DAY = '9999-12-31';

const oneOf = (names: Iterable<string>): string => `one of ${[...names].join(', ')}`;

const rangeFault = ({ from, to }: { from: string; to?: string }, path: string): CaseFault[] =>
  to !== undefined && to < from
    ? [{ path: `${path}/to`, wrong: `${to} is before ${from}`, right: 'a day not earlier' }]
    : [];

const postFault = (post: string, path: string, posts: readonly string[]): CaseFault[] =>
  posts.includes(postCode(post))
    ? []
    : [{ path, wrong: `there is no post ${post}`, right: oneOf(posts) }];

/** An officer stands in one main post at a time; a second one has a share. */
const overlaps = (stays: readonly CaseStay[], path: string): CaseFault[] =>
  stays.flatMap((stay, at) => {
    const other = stays.findIndex(
      (each, index) =>
        index < at &&
        each.share === undefined &&
        stay.share === undefined &&
        each.from <= (stay.to ?? LAST_DAY) &&
        stay.from <= (each.to ?? LAST_DAY),
    );
    if (other < 0) return [];
    const wrong = `overlaps the stay at ${path}/${other}`;
    return [{ path: `${path}/${at}`, wrong, right: 'days of its own, or a share as second post' }];
  });

const stayFaults = (
  stays: readonly CaseStay[],
  path: string,
  { posts }: PeopleGround,
): CaseFault[] => [
  ...stays.flatMap((stay, at) => [
    ...rangeFault(stay, `${path}/${at}`),
    ...postFault(stay.post, `${path}/${at}/post`, posts),
  ]),
  ...overlaps(stays, path),
];

const roleFaults = (
  roles: readonly CaseRole[],
  path: string,
  { rules }: PeopleGround,
): CaseFault[] => {
  const known = rules.flatMap((each) =>
    each.kind === 'SCHEME' ? each.document.roles.map(({ role }) => role) : [],
  );
  return roles.flatMap((each, at) => [
    ...rangeFault(each, `${path}/${at}`),
    ...(known.includes(each.role)
      ? []
      : [
          {
            path: `${path}/${at}/role`,
            wrong: `the scheme has no role "${each.role}"`,
            right: oneOf(new Set(known)),
          },
        ]),
  ]);
};

const namedInRun = (
  { proposed, waiting, held }: TierRunExpectation,
  path: string,
): [string, string][] => [
  ...(waiting ?? []).map((officer, at): [string, string] => [`${path}/waiting/${at}`, officer]),
  ...Object.keys(proposed ?? {}).map((officer): [string, string] => [
    `${path}/proposed/${officer}`,
    officer,
  ]),
  ...Object.keys(held ?? {}).map((officer): [string, string] => [
    `${path}/held/${officer}`,
    officer,
  ]),
];

const namedIn = (expectation: Expectation, path: string): [string, string][] => {
  if ('run' in expectation) return namedInRun(expectation, path);
  if ('pooled' in expectation) {
    return (expectation.officers ?? []).map((officer, at) => [`${path}/officers/${at}`, officer]);
  }
  if ('levels' in expectation) {
    return Object.entries(expectation.placed ?? {}).flatMap(([name, officers]) =>
      officers.map((officer, at): [string, string] => [`${path}/placed/${name}/${at}`, officer]),
    );
  }
  if ('payLines' in expectation) return [[`${path}/payLines`, expectation.payLines]];
  return 'officer' in expectation ? [[`${path}/officer`, expectation.officer]] : [];
};

const namedInCareers = (step: CaseStep, path: string): [string, string][] => [
  ...(['annualGrades', 'leave'] as const).flatMap((member) =>
    Object.keys(step[member] ?? {}).map((officer): [string, string] => [
      `${path}/${member}/${officer}`,
      officer,
    ]),
  ),
  ...Object.keys(step.conversion?.incumbents ?? {}).map((officer): [string, string] => [
    `${path}/conversion/incumbents/${officer}`,
    officer,
  ]),
  ...(step.approveTiers?.officers ?? []).map((officer, at): [string, string] => [
    `${path}/approveTiers/officers/${at}`,
    officer,
  ]),
  ...(step.proposeTier === undefined
    ? []
    : [[`${path}/proposeTier/officer`, step.proposeTier.officer] as [string, string]]),
];

/** Everybody whom a step names, with the place. */
const mentions = (step: CaseStep, path: string): [string, string][] => [
  ...(['stays', 'roles', 'metrics'] as const).flatMap((member) =>
    Object.keys(step[member] ?? {}).map((officer): [string, string] => [
      `${path}/${member}/${officer}`,
      officer,
    ]),
  ),
  ...(step.facts ?? []).map(({ officer }, at): [string, string] => [
    `${path}/facts/${at}/officer`,
    officer,
  ]),
  ...reviewedIn(step.review, `${path}/review`),
  ...(step.year === undefined
    ? []
    : [[`${path}/year/officer`, step.year.officer] as [string, string]]),
  ...namedInCareers(step, path),
  ...(step.expect ?? []).flatMap((each, at) => namedIn(each, `${path}/expect/${at}`)),
];

const strangers = ({ people, steps }: CaseDocument): CaseFault[] =>
  steps
    .flatMap((step, at) => mentions(step, `/steps/${at}`))
    .filter(([, officer]) => !Object.hasOwn(people, officer))
    .map(([path, officer]) => ({
      path,
      wrong: `there is no ${officer} among the people`,
      right: oneOf(Object.keys(people)),
    }));

const stepFaults = (step: CaseStep, path: string, ground: PeopleGround): CaseFault[] => [
  ...Object.entries(step.stays ?? {}).flatMap(([officer, stays]) =>
    stayFaults(stays, `${path}/stays/${officer}`, ground),
  ),
  ...Object.entries(step.roles ?? {}).flatMap(([officer, roles]) =>
    roleFaults(roles, `${path}/roles/${officer}`, ground),
  ),
  ...(step.expect ?? []).flatMap((each, at) =>
    'post' in each && each.post !== undefined
      ? postFault(each.post, `${path}/expect/${at}/post`, ground.posts)
      : [],
  ),
];

/** What is wrong with the people of a case, their stays and roles, and with who is named. */
export const peopleFaults = (document: CaseDocument, ground: PeopleGround): CaseFault[] => [
  ...Object.entries(document.people).flatMap(([officer, { stays, roles }]) => [
    ...stayFaults(stays, `/people/${officer}/stays`, ground),
    ...roleFaults(roles ?? [], `/people/${officer}/roles`, ground),
  ]),
  ...strangers(document),
  ...document.steps.flatMap((step, at) => stepFaults(step, `/steps/${at}`, ground)),
];

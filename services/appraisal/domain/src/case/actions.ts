import { localDay, startOfDay, type Instant, type LocalMonth } from '@ywk/kernel';
import type { LeaderHeld, MentorHeld } from '../liability/bindings.ts';
import type { HeldRole } from '../score/stretch.ts';
import { addMonths } from '../tally/posting.ts';
import type { CaseAction, FactContent, TierAction, ToldStay } from './ask.ts';
import type {
  CaseCorrection,
  CaseFact,
  CaseMonths,
  CaseLeader,
  CaseMentor,
  CaseRole,
  CaseStay,
  CaseStep,
  CaseWithdrawal,
} from './case-document.ts';
import { conductActs } from './conduct-steps.ts';
import { reviewActs } from './review-steps.ts';

/** An action, and where in the case it stands. */
export interface PlacedAction {
  readonly path: string;
  readonly action: CaseAction;
}

/** An instant as the engine writes it: UTC, milliseconds. */
export const utc = (instant: string): Instant => new Date(Date.parse(instant)).toISOString();

/** A stay as recruitment would tell it. */
export const stayOf = ({
  unit,
  post,
  team,
  from,
  to,
  probation,
  share,
  tier,
}: CaseStay): ToldStay => ({
  ...{ unit, post, team: team ?? null, from, to: to ?? null, probation: probation ?? false },
  ...(share === undefined ? {} : { share }),
  ...(tier === undefined ? {} : { tier }),
});

export const mentorOf = ({ person, from, to }: CaseMentor): MentorHeld => ({
  ...{ person, from, to: to ?? null },
});

export const leaderOf = ({ unit, office, team, ...held }: CaseLeader): LeaderHeld => ({
  ...{ unit, office, team: team ?? null },
  ...mentorOf(held),
});

export const roleOf = ({ role, from, to }: CaseRole): HeldRole => ({ role, from, to: to ?? null });

const contentOf = ({ amounts, occurredAt, count, actId }: CaseFact, at: Instant): FactContent => ({
  occurredAt: utc(occurredAt ?? at),
  amounts: amounts ?? {},
  count: count ?? 1,
  actId: actId ?? null,
});

const tell = (fact: CaseFact, path: string, at: Instant): PlacedAction => {
  const { id, version, officer, code } = fact;
  const content = contentOf(fact, at);
  // Who names no id tells a fact of its own.
  const told = { id: id ?? path, version: version ?? 1, officer, code, content };
  return { path, action: { act: 'TELL', fact: told } };
};

/** Totals are facts too: of the metric's own name, with the total as `n`. */
const totals = ({ metrics, on, at }: CaseStep, path: string): PlacedAction[] => {
  const occurredAt = startOfDay(on ?? localDay(utc(at)));
  return Object.entries(metrics ?? {}).flatMap(([officer, figures]) =>
    Object.entries(figures).map(([code, n]) =>
      tell({ officer, code, amounts: { n }, occurredAt }, `${path}/${officer}/${code}`, at),
    ),
  );
};

const correct = (correction: CaseCorrection, path: string): PlacedAction => {
  const { id, version, amounts, occurredAt, count } = correction;
  const change = {
    ...(amounts && { amounts }),
    ...(occurredAt !== undefined && { occurredAt: utc(occurredAt) }),
    ...(count !== undefined && { count }),
  };
  return { path, action: { act: 'CORRECT', fact: { id, version: version ?? null, change } } };
};

const withdraw = (withdrawal: CaseWithdrawal, path: string): PlacedAction => {
  const fact = typeof withdrawal === 'string' ? { id: withdrawal, version: null } : withdrawal;
  return { path, action: { act: 'WITHDRAW', fact } };
};

/** Each of a list of things, with its place. */
const each = <Thing>(
  things: readonly Thing[] | undefined,
  path: string,
  make: (thing: Thing, path: string) => PlacedAction,
): PlacedAction[] => (things ?? []).map((thing, at) => make(thing, `${path}/${at}`));

const monthsOf = (range: CaseMonths | undefined): LocalMonth[] => {
  if (range === undefined) return [];
  const { from, to } = typeof range === 'string' ? { from: range, to: range } : range;
  const months: LocalMonth[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
};

const one = (action: CaseAction | undefined, path: string): PlacedAction[] =>
  action === undefined ? [] : [{ path, action }];

const publications = (publish: CaseStep['publish']): CaseAction[] => {
  if (typeof publish === 'object' && 'units' in publish) return [{ act: 'PUBLISH', ...publish }];
  return monthsOf(publish).map((period) => ({ act: 'PUBLISH', period, units: null }));
};

const ofAppeals = ({ objection, appeal, ruling }: CaseStep, path: string): PlacedAction[] => [
  ...each(objection, `${path}/objection`, (stated, place) => ({
    path: place,
    action: { act: 'OBJECT' as const, objection: stated },
  })),
  ...each(appeal, `${path}/appeal`, (name, place) => ({
    path: place,
    action: { act: 'APPEAL' as const, objection: name },
  })),
  ...each(ruling, `${path}/ruling`, (stated, place) => ({
    path: place,
    action: { act: 'RULE' as const, ruling: stated },
  })),
];

const ofPeriods = (step: CaseStep, path: string): PlacedAction[] => [
  ...monthsOf(step.close).flatMap((period) => one({ act: 'CLOSE', period }, `${path}/close`)),
  ...publications(step.publish).flatMap((action) => one(action, `${path}/publish`)),
  ...ofAppeals(step, path),
  ...monthsOf(step.finalize).flatMap((period) =>
    one({ act: 'FINALISE', period }, `${path}/finalize`),
  ),
];

const ofPeople = ({ stays, roles, mentors }: CaseStep, path: string): PlacedAction[] => [
  ...Object.entries(stays ?? {}).map(([officer, told]) => ({
    path: `${path}/stays/${officer}`,
    action: { act: 'STAYS' as const, officer, stays: told.map(stayOf) },
  })),
  ...Object.entries(roles ?? {}).map(([officer, told]) => ({
    path: `${path}/roles/${officer}`,
    action: { act: 'ROLES' as const, officer, roles: told.map(roleOf) },
  })),
  ...Object.entries(mentors ?? {}).map(([officer, told]) => ({
    path: `${path}/mentors/${officer}`,
    action: { act: 'MENTORS' as const, officer, mentors: told.map(mentorOf) },
  })),
];

const tier = (action: TierAction, path: string): PlacedAction => ({
  path,
  action: { act: 'TIER', tier: action },
});

const ofCareers = (step: CaseStep, path: string): PlacedAction[] => {
  const { annualGrades = {}, leave = {}, conversion, tierRun, proposeTier, approveTiers } = step;
  return [
    ...Object.entries(annualGrades).map(([officer, grades]) =>
      tier({ kind: 'GRADES', officer, grades }, `${path}/annualGrades/${officer}`),
    ),
    ...Object.entries(leave).map(([officer, told]) =>
      tier({ kind: 'LEAVE', officer, leave: told }, `${path}/leave/${officer}`),
    ),
    ...(conversion ? [tier({ kind: 'CONVERSION', conversion }, `${path}/conversion`)] : []),
    ...(tierRun ? [tier({ kind: 'RUN', run: tierRun }, `${path}/tierRun`)] : []),
    ...(proposeTier ? [tier({ kind: 'PROPOSE', change: proposeTier }, `${path}/proposeTier`)] : []),
    ...(approveTiers
      ? [tier({ kind: 'APPROVE', approval: approveTiers }, `${path}/approveTiers`)]
      : []),
  ];
};

/** What happens in a step, in the order of the members of a step, whatever their order in the file. */
export const actionsOf = (step: CaseStep, path: string): PlacedAction[] => {
  const { at, scheme, facts, year, restart, leaders, payRun } = step;
  return [
    ...ofPeople(step, path),
    ...one(leaders && { act: 'LEADERS', leaders: leaders.map(leaderOf) }, `${path}/leaders`),
    ...one(scheme && { act: 'SCHEME', edit: scheme }, `${path}/scheme`),
    ...totals(step, `${path}/metrics`),
    ...each(facts, `${path}/facts`, (fact, place) => tell(fact, place, at)),
    ...each(step.correct, `${path}/correct`, correct),
    ...each(step.withdraw, `${path}/withdraw`, withdraw),
    ...reviewActs(step.review, `${path}/review`).map(({ path: place, act: review }) => ({
      path: place,
      action: { act: 'REVIEW' as const, review },
    })),
    ...conductActs(step, path, localDay(utc(at))).map((act) => tier(act.tier, act.path)),
    ...one(year && { act: 'YEAR', year }, `${path}/year`),
    ...ofPeriods(step, path),
    ...ofCareers(step, path),
    ...one(payRun === undefined ? undefined : { act: 'PAY_RUN', run: payRun }, `${path}/payRun`),
    ...one(restart && { act: 'RESTART' }, `${path}/restart`),
  ];
};

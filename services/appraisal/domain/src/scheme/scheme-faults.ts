import { hundredthsText } from '@ywk/kernel';
import { annualQuotaFaults, levelFaults } from '../level/level-faults.ts';
import { liabilityFaults } from '../liability/liability-faults.ts';
import type { MetricDocument } from '../metric/metric-definition.ts';
import { reviewFaults } from '../review/review-faults.ts';
import type { Decimal, RuleHead } from './clause-document.ts';
import { pointsOf } from './decimal.ts';
import { fault, type Fault } from './fault.ts';
import { clauseFaults, indicatorFaults, type Offered } from './indicator-faults.ts';
import type { IndicatorDocument } from './indicator-document.ts';
import { numberFaults, valueOf } from './number-faults.ts';
import { shareFaults } from './share-faults.ts';
import type { SchemeDocument, ScopedIndicators } from './scheme-document.ts';
import { postCode } from './scheme.ts';
import { tierFaults } from './tier-faults.ts';

const offeredBy = (metrics: MetricDocument, scheme: SchemeDocument): Offered => {
  const names = metrics.events.map(({ codes, countsAs, points }) => ({
    metrics: countsAs === undefined ? codes : [countsAs],
    states: points !== undefined,
  }));
  return {
    metrics: new Set([
      ...metrics.measured.map(({ metric }) => metric),
      ...names.flatMap((each) => each.metrics),
    ]),
    rates: new Set(metrics.rates.map(({ rate }) => rate)),
    stating: new Set(names.filter(({ states }) => states).flatMap((each) => each.metrics)),
    roles: new Set(scheme.roles.map(({ role }) => role)),
  };
};

/** An indicator where it stands. */
interface Placed {
  readonly indicator: IndicatorDocument;
  readonly path: string;
}

const placedIn = (scope: Partial<ScopedIndicators>, path: string): Placed[] => [
  ...(scope.public ?? []).map((indicator, at) => ({ indicator, path: `${path}/public/${at}` })),
  ...Object.entries(scope.posts ?? {}).flatMap(([post, indicators]) =>
    indicators.map((indicator, at) => ({ indicator, path: `${path}/posts/${post}/${at}` })),
  ),
];

const scopesOf = (scheme: SchemeDocument): { scope: Partial<ScopedIndicators>; path: string }[] => [
  { scope: scheme, path: '' },
  ...Object.entries(scheme.units ?? {}).map(([unit, scope]) => ({ scope, path: `/units/${unit}` })),
];

const FULL = 10_000;

const weightIn = (indicators: readonly IndicatorDocument[]): number =>
  indicators.reduce((sum, { weight }) => sum + (valueOf(weight) ? pointsOf(weight) : 0), 0);

/** Weights total 100 for every post of every scope (DOMAIN 3.0c.6). */
const weightFaults = (scheme: SchemeDocument): Fault[] =>
  scopesOf(scheme).flatMap(({ scope, path }) => {
    const everybody = weightIn(scope.public ?? scheme.public);
    const posts =
      scope.public === undefined ? (scope.posts ?? {}) : { ...scheme.posts, ...scope.posts };
    return Object.entries(posts).flatMap(([post, custom]) => {
      const total = everybody + weightIn(custom);
      if (total === FULL) return [];
      const wrong = `the weights of ${post} total ${hundredthsText(total)}`;
      const right = `100: public ${hundredthsText(everybody)} and custom ${hundredthsText(FULL - everybody)}`;
      return [{ code: 'WEIGHTS_NOT_100' as const, path: `${path}/posts/${post}`, wrong, right }];
    });
  });

const repeated = (heads: readonly { id: string; path: string }[]): Fault[] => {
  const seen = new Map<string, string>();
  return heads.flatMap(({ id, path }) => {
    const first = seen.get(id);
    seen.set(id, first ?? path);
    return first === undefined
      ? []
      : [fault(`${path}/id`, `"${id}" is the id of ${first} already`, 'an id of its own')];
  });
};

/** Within what one officer is scored by, an id names one rule. */
const idFaults = (scheme: SchemeDocument): Fault[] => {
  const listed = (rules: readonly RuleHead[], path: string) =>
    rules.map(({ id }, at) => ({ id, path: `${path}/${at}` }));
  const clauses = [
    ...listed(scheme.bonus.clauses, '/bonus/clauses'),
    ...listed(scheme.total.clauses, '/total/clauses'),
  ];
  return [
    ...repeated(listed(scheme.effects, '/effects')),
    ...scopesOf(scheme).flatMap(({ scope, path }) => {
      const placed = placedIn(scope, path);
      const inside = placed.flatMap(({ indicator, path: at }) =>
        'clauses' in indicator ? listed(indicator.clauses, `${at}/clauses`) : [],
      );
      return repeated([
        ...placed.map(({ indicator, path: at }) => ({ id: indicator.id, path: at })),
        ...inside,
        ...(path === '' ? clauses : []),
      ]);
    }),
  ];
};

const falling = (bounds: readonly Decimal[], path: string): Fault[] => {
  const values = bounds.flatMap((bound) => valueOf(bound) ?? []);
  const falls = values.every((value, at) => at === 0 || value.compare(values[at - 1] ?? 0) < 0);
  const ends = values.at(-1)?.compare(0) === 0;
  if (falls && ends) return [];
  return [
    fault(path, 'grades do not fall to 0', 'the highest grade first, the last one atLeast 0'),
  ];
};

const annualFaults = ({ annual }: SchemeDocument): Fault[] => [
  ...shareFaults(annual.parts, '/annual/parts', 'parts'),
  ...falling(
    annual.grades.map(({ atLeast }) => atLeast),
    '/annual/grades',
  ),
];

const postFaults = (scheme: SchemeDocument, posts: readonly string[]): Fault[] =>
  scopesOf(scheme).flatMap(({ scope, path }) =>
    Object.keys(scope.posts ?? {})
      .filter((post) => !posts.includes(postCode(post)))
      .map((post) => fault(`${path}/posts/${post}`, `there is no post ${post}`, posts.join(', '))),
  );

/** What a scheme is held against: the metric definitions of its first month, and the posts there are. */
export interface SchemeGround {
  readonly metrics: MetricDocument;
  readonly posts: readonly string[];
}

/** Everything that keeps a well-formed document from meaning something; empty when it is sound. */
export const schemeFaults = (scheme: SchemeDocument, { metrics, posts }: SchemeGround): Fault[] => {
  const offered = offeredBy(metrics, scheme);
  const placed = scopesOf(scheme).flatMap(({ scope, path }) => placedIn(scope, path));
  const unbound = [
    ...scheme.bonus.clauses.map((clause, at) => ({ clause, path: `/bonus/clauses/${at}` })),
    ...scheme.total.clauses.map((clause, at) => ({ clause, path: `/total/clauses/${at}` })),
  ];
  return [
    ...numberFaults(scheme),
    ...weightFaults(scheme),
    ...idFaults(scheme),
    ...postFaults(scheme, posts),
    ...placed.flatMap(({ indicator, path }) => indicatorFaults(indicator, offered, path)),
    ...unbound.flatMap(({ clause, path }) => clauseFaults(clause, offered, path)),
    ...scheme.effects
      .map(({ metric }, at) => ({ metric, path: `/effects/${at}/metric` }))
      .filter(({ metric }) => !offered.metrics.has(metric))
      .map(({ metric, path }) =>
        fault(path, `the metric definitions know no "${metric}"`, 'a metric of theirs'),
      ),
    ...falling(
      scheme.grades.map(({ atLeast }) => atLeast),
      '/grades',
    ),
    ...annualFaults(scheme),
    ...tierFaults(scheme),
    ...levelFaults(scheme.decisions?.levels, '/decisions/levels'),
    ...annualQuotaFaults(scheme.decisions?.annualQuota, '/decisions/annualQuota'),
    ...reviewFaults(scheme.decisions?.reviews, '/decisions/reviews'),
    ...liabilityFaults(scheme.decisions?.liability, '/decisions/liability'),
  ];
};

import { localDay, type Decider, type Instant, type Message } from '@ywk/kernel';
import { metricFaults } from '../metric/metric-faults.ts';
import type { MetricDocument } from '../metric/metric-definition.ts';
import { refuseActivation } from '../scheme/activation.ts';
import { monthsOf, refuseMovedMonths } from './ruled-months.ts';
import type { Fault } from '../scheme/fault.ts';
import { schemeFaults } from '../scheme/scheme-faults.ts';
import {
  failingCases,
  noMetrics,
  noReport,
  noVersion,
  otherVersion,
  ownDraft,
  refuseFaults,
  tooFewApprovals,
} from './rule-refusals.ts';
import {
  firstMonthOf,
  inForce,
  nameOfRules,
  versionKey,
  versionOfMonth,
  type CarriedCase,
  type RuleDocument,
  type RuleEvent,
  type RuleVersion,
  type RuleVersions,
  type VersionName,
} from './rule-versions.ts';

/** Others than the author who must have approved before a version is put in force. */
const APPROVALS = 2;

interface Draft {
  readonly rules: RuleDocument;
  readonly cases: readonly CarriedCase[];
  readonly author: string;
}

interface Activate extends VersionName {
  readonly approver: string;
  readonly now: Instant;
  /** Id of the lab's report on this version; null without one. */
  readonly report: string | null;
  /** Names of carried cases that fail. */
  readonly failing: readonly string[];
}

export type RuleCommand =
  | Message<'Draft', Draft>
  | Message<'Approve', VersionName & { readonly approver: string }>
  | Message<'Activate', Activate>;

const known = (versions: RuleVersions, name: VersionName): RuleVersion => {
  const found = versions.get(versionKey(name));
  if (found !== undefined) return found;
  throw noVersion(name);
};

const metricsOf = (versions: RuleVersions, rules: RuleDocument): MetricDocument => {
  const found = versionOfMonth(versions, 'METRICS', firstMonthOf(rules));
  if (found?.rules.kind === 'METRICS') return found.rules.document;
  throw noMetrics(firstMonthOf(rules));
};

/** Schemes that new metric definitions would rule: the one of their month, and all later ones. */
const schemesUnder = (versions: RuleVersions, rules: RuleDocument): RuleVersion[] => {
  const current = versionOfMonth(versions, 'SCHEME', firstMonthOf(rules));
  const later = inForce(versions, 'SCHEME').filter(
    (each) => firstMonthOf(each.rules) > firstMonthOf(rules),
  );
  return current === undefined ? later : [current, ...later];
};

const faultsOf = (
  versions: RuleVersions,
  rules: RuleDocument,
  posts: readonly string[],
): Fault[] => {
  if (rules.kind === 'SCHEME') {
    return schemeFaults(rules.document, { metrics: metricsOf(versions, rules), posts });
  }
  const { document: metrics } = rules;
  const broken = schemesUnder(versions, rules).flatMap(({ rules: scheme }) =>
    scheme.kind === 'SCHEME'
      ? schemeFaults(scheme.document, { metrics, posts }).map((fault) => ({
          ...fault,
          path: '',
          wrong: `${scheme.document.scheme}@${scheme.document.version}${fault.path}: ${fault.wrong}`,
        }))
      : [],
  );
  return [...metricFaults(metrics), ...broken];
};

const nextVersion = (versions: RuleVersions, { kind, name }: VersionName): number =>
  1 +
  Math.max(
    0,
    ...[...versions.values()]
      .map(({ rules }) => nameOfRules(rules))
      .filter((each) => each.kind === kind && each.name === name)
      .map(({ version }) => version),
  );

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const draft = (
  { rules, cases, author }: Draft,
  versions: RuleVersions,
  posts: readonly string[],
): RuleEvent[] => {
  const name = nameOfRules(rules);
  const before = versions.get(versionKey(name));
  if (before?.author === author && same([before.rules, before.cases], [rules, cases])) return [];
  const next = nextVersion(versions, name);
  if (name.version !== next) throw otherVersion(name, next);
  refuseFaults(faultsOf(versions, rules, posts));
  return [
    { type: 'RulesDrafted', data: { ...rules, author } },
    ...cases.map((document) => ({
      type: 'RuleCaseAttached' as const,
      data: { ...name, document },
    })),
  ];
};

const approve = (
  { approver, ...name }: VersionName & { readonly approver: string },
  versions: RuleVersions,
): RuleEvent[] => {
  const { author, approvers } = known(versions, name);
  if (author === approver) throw ownDraft();
  if (approvers.includes(approver)) return [];
  return [{ type: 'RulesApproved', data: { ...name, approver } }];
};

const activate = (
  { approver, now, report, failing, ...name }: Activate,
  versions: RuleVersions,
  posts: readonly string[],
): RuleEvent[] => {
  const { rules, author, approvers, activated } = known(versions, name);
  if (activated !== null) return [];
  const month = firstMonthOf(rules);
  const hasVersion = versionOfMonth(versions, name.kind, month) !== undefined;
  const current = monthsOf(versions).monthOf(localDay(now));
  refuseActivation({ month, current, draftedBy: author ?? '', activatedBy: approver, hasVersion });
  refuseMovedMonths(versions, rules, current);
  refuseFaults(faultsOf(versions, rules, posts));
  if (failing.length > 0) throw failingCases(failing);
  if (report === null) throw noReport();
  if (approvers.length < APPROVALS) throw tooFewApprovals(APPROVALS, approvers);
  return [{ type: 'RulesActivated', data: { ...name, approver, report } }];
};

const evolve = (versions: RuleVersions, { type, data }: RuleEvent): RuleVersions => {
  const changed = new Map(versions);
  const name = type === 'RulesDrafted' ? nameOfRules(data) : data;
  const key = versionKey(name);
  const before = versions.get(key);
  if (type === 'RulesDrafted') {
    const { author, ...rules } = data;
    const none = { approvers: [], activatedBy: null, activated: null, cases: [] };
    return changed.set(key, { rules, author, ...none });
  }
  if (before === undefined) return versions;
  switch (type) {
    case 'RuleCaseAttached':
      return changed.set(key, { ...before, cases: [...before.cases, data.document] });
    case 'RulesApproved':
      return changed.set(key, { ...before, approvers: [...before.approvers, data.approver] });
    case 'RulesActivated': {
      const activated = [...versions.values()].filter((each) => each.activated !== null).length;
      return changed.set(key, { ...before, activated, activatedBy: data.approver });
    }
  }
};

const shippedVersion = (rules: RuleDocument, at: number): [string, RuleVersion] => [
  versionKey(nameOfRules(rules)),
  { rules, cases: [], author: null, approvers: [], activatedBy: null, activated: at },
];

/**
 * Versions of schemes and metric definitions.
 * @param shipped the versions that come with the service, in force from the start
 * @param posts codes of the posts there are
 */
export const rulesDecider = (
  shipped: readonly RuleDocument[],
  posts: readonly string[],
): Decider<RuleCommand, RuleVersions, RuleEvent> => ({
  initialState: new Map(shipped.map(shippedVersion)),
  decide: (command, versions) => {
    switch (command.type) {
      case 'Draft':
        return draft(command.data, versions, posts);
      case 'Approve':
        return approve(command.data, versions);
      case 'Activate':
        return activate(command.data, versions, posts);
    }
  },
  evolve,
});

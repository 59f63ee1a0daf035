import { isRejection, monthBounds, type Decider, type WorkingCalendar } from '@ywk/kernel';
import { metricFaults } from '../metric/metric-faults.ts';
import type { MetricDocument } from '../metric/metric-definition.ts';
import {
  inForce,
  nameOfRules,
  versionKey,
  type RuleDocument,
  type RuleEvent,
  type RuleVersions,
} from '../rules/rule-versions.ts';
import { rulesDecider, type RuleCommand } from '../rules/rules.decider.ts';
import { schemeFaults } from '../scheme/scheme-faults.ts';
import type { CaseDocument, Patch } from './case-document.ts';
import type { CaseFault } from './case-fault.ts';
import { patched } from './patch.ts';

/** What cases are played on. */
export interface CaseGround {
  /** Versions that cases may name. */
  readonly versions: RuleVersions;
  readonly calendar: WorkingCalendar;
  /** Codes of the posts there are. */
  readonly posts: readonly string[];
  /** Reads a document of rules. @throws Rejection SCHEME_INVALID with its faults as `errors` */
  readRules(kind: RuleDocument['kind'], value: unknown): RuleDocument;
}

/** The rules with which one case begins. */
export interface CaseSetting {
  readonly ground: CaseGround;
  readonly decider: Decider<RuleCommand, RuleVersions, RuleEvent>;
}

/** A value, or why there is none. */
export type Settled<Value> =
  | { readonly value: Value; readonly faults: readonly [] }
  | { readonly value: null; readonly faults: readonly CaseFault[] };

const under = (path: string, faults: readonly CaseFault[]): CaseFault[] =>
  faults.map(({ path: at, wrong, right }) => ({ path: `${path}${at}`, wrong, right }));

/** A document changed by a patch, in the form that its schema asks for. */
export const patchedRules = (
  ground: CaseGround,
  { kind, document }: RuleDocument,
  { patch, path }: { readonly patch: Patch; readonly path: string },
): Settled<RuleDocument> => {
  const { value, faults } = patched(document, patch, path);
  if (faults.length > 0) return { value: null, faults };
  try {
    return { value: ground.readRules(kind, value), faults: [] };
  } catch (error) {
    if (!isRejection(error)) throw error;
    const errors = (error.facts['errors'] ?? []) as readonly CaseFault[];
    return { value: null, faults: under(path, errors) };
  }
};

const basesOf = ({ versions }: CaseGround, name: string): RuleDocument[] => {
  const exact = versions.get(versionKey(versionNamed(name)));
  if (exact !== undefined) return [exact.rules];
  return inForce(versions, 'SCHEME')
    .map(({ rules }) => rules)
    .filter((rules) => nameOfRules(rules).name === name);
};

/** `rc-1@2` names a version; `rc-1` all of that scheme. */
const versionNamed = (name: string) => {
  const [scheme = '', version = ''] = name.split('@');
  return { kind: 'SCHEME' as const, name: scheme, version: Number(version) };
};

const namesOf = ({ versions }: CaseGround): string =>
  [...new Set(inForce(versions, 'SCHEME').map(({ rules }) => nameOfRules(rules).name))].join(', ');

const changed = (
  ground: CaseGround,
  bases: readonly RuleDocument[],
  change: { readonly patch: Patch | undefined; readonly path: string },
): { documents: RuleDocument[]; faults: CaseFault[] } => {
  const { patch, path } = change;
  if (patch === undefined) return { documents: [...bases], faults: [] };
  const settled = bases.map((base) => patchedRules(ground, base, { patch, path }));
  return {
    documents: settled.flatMap(({ value }) => (value === null ? [] : [value])),
    faults: settled.flatMap(({ faults }) => faults),
  };
};

const metricsFor = (
  metrics: readonly MetricDocument[],
  { effectiveFrom }: { readonly effectiveFrom: string },
): MetricDocument | undefined => {
  const { from } = monthBounds(effectiveFrom);
  return (
    metrics.findLast((document) => document.effectiveFrom <= from) ??
    // Rules of months before any metric definitions: held against the first there are.
    metrics[0]
  );
};

const soundness = (
  documents: readonly RuleDocument[],
  posts: readonly string[],
  places: { readonly metrics: string; readonly scheme: string },
): CaseFault[] => {
  const metrics = documents.flatMap((each) => (each.kind === 'METRICS' ? [each.document] : []));
  const schemes = documents.flatMap((each) => (each.kind === 'SCHEME' ? [each.document] : []));
  const ofSchemes = schemes.flatMap((scheme) => {
    const known = metricsFor(metrics, scheme);
    return known === undefined ? [] : schemeFaults(scheme, { metrics: known, posts });
  });
  return [
    ...under(places.metrics, metrics.flatMap(metricFaults)),
    ...under(places.scheme, ofSchemes),
  ];
};

const schemeOf = ({ scheme }: CaseDocument): { base: string; patch: Patch | undefined } =>
  typeof scheme === 'string' ? { base: scheme, patch: undefined } : scheme;

/** The rules that a case names, patched as it says, or everything that is wrong with them. */
export const settingOf = (document: CaseDocument, ground: CaseGround): Settled<CaseSetting> => {
  const { base, patch } = schemeOf(document);
  const bases = basesOf(ground, base);
  if (bases.length === 0) {
    const path = typeof document.scheme === 'string' ? '/scheme' : '/scheme/base';
    const wrong = `there is no scheme "${base}"`;
    return { value: null, faults: [{ path, wrong, right: `one of ${namesOf(ground)}` }] };
  }
  const shipped = inForce(ground.versions, 'METRICS').map(({ rules }) => rules);
  const places = { metrics: '/metrics/patch', scheme: '/scheme/patch' };
  const metrics = changed(ground, shipped, {
    patch: document.metrics?.patch,
    path: places.metrics,
  });
  const schemes = changed(ground, bases, { patch, path: places.scheme });
  const documents = [...metrics.documents, ...schemes.documents];
  const formed = [...metrics.faults, ...schemes.faults];
  // What is in force was found sound before; what a patch makes of it was not.
  const untouched = document.metrics === undefined && patch === undefined;
  const faults =
    formed.length > 0 || untouched ? formed : soundness(documents, ground.posts, places);
  if (faults.length > 0) return { value: null, faults };
  return { value: { ground, decider: rulesDecider(documents, ground.posts) }, faults: [] };
};

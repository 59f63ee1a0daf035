import { monthOf, type LocalMonth, type Message } from '@ywk/kernel';
import type { MetricDocument } from '../metric/metric-definition.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';

/** A document of rules, by its kind. */
export type RuleDocument =
  | { readonly kind: 'SCHEME'; readonly document: SchemeDocument }
  | { readonly kind: 'METRICS'; readonly document: MetricDocument };

/** Which version is meant: scheme `rc-1`, or `metrics`, and its number. */
export interface VersionName {
  readonly kind: RuleDocument['kind'];
  readonly name: string;
  readonly version: number;
}

/** An acceptance case that a version carries: a case file as it was read. */
export type CarriedCase = Readonly<Record<string, unknown>>;

export type RuleEvent =
  | Message<'RulesDrafted', RuleDocument & { readonly author: string }>
  | Message<'RuleCaseAttached', VersionName & { readonly document: CarriedCase }>
  | Message<'RulesApproved', VersionName & { readonly approver: string }>
  | Message<'RulesActivated', VersionName & { readonly approver: string; readonly report: string }>;

/** One version, and who is behind it; what ships with the service has no author. */
export interface RuleVersion {
  readonly rules: RuleDocument;
  readonly cases: readonly CarriedCase[];
  readonly author: string | null;
  readonly approvers: readonly string[];
  readonly activatedBy: string | null;
  /** Order of activation; null for a draft. A later one wins where the first month is the same. */
  readonly activated: number | null;
}

/** All versions by {@link versionKey}. */
export type RuleVersions = ReadonlyMap<string, RuleVersion>;

/** `SCHEME rc-1@2`. */
export const versionKey = ({ kind, name, version }: VersionName): string =>
  `${kind} ${name}@${version}`;

/** The name of a document's version. */
export const nameOfRules = ({ kind, document }: RuleDocument): VersionName =>
  kind === 'SCHEME'
    ? { kind, name: document.scheme, version: document.version }
    : { kind, name: 'metrics', version: document.version };

/** First appraisal month of a document. */
export const firstMonthOf = ({ kind, document }: RuleDocument): LocalMonth =>
  kind === 'SCHEME' ? document.effectiveFrom : monthOf(document.effectiveFrom);

/** Versions of one kind that are in force, in order of first month, then of activation. */
export const inForce = (versions: RuleVersions, kind: RuleDocument['kind']): RuleVersion[] =>
  [...versions.values()]
    .filter(({ rules, activated }) => rules.kind === kind && activated !== null)
    .sort((a, b) => {
      const [first, second] = [firstMonthOf(a.rules), firstMonthOf(b.rules)];
      return first === second ? (a.activated ?? 0) - (b.activated ?? 0) : first < second ? -1 : 1;
    });

/** Schemes that are in force, in order of first month. */
export const schemesInForce = (versions: RuleVersions): SchemeDocument[] =>
  inForce(versions, 'SCHEME').flatMap(({ rules }) =>
    rules.kind === 'SCHEME' ? [rules.document] : [],
  );

/** The version of a kind that rules a month; undefined before the first. */
export const versionOfMonth = (
  versions: RuleVersions,
  kind: RuleDocument['kind'],
  month: LocalMonth,
): RuleVersion | undefined =>
  inForce(versions, kind).findLast(({ rules }) => firstMonthOf(rules) <= month);

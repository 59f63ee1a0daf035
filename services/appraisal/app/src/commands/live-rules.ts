import {
  nameOfRules,
  type CaseDocument,
  type CaseSetting,
  type MetricDocument,
  type Patch,
  type RuleDocument,
} from '@ywk/appraisal-domain';
import type { LocalMonth } from '@ywk/kernel';

/**
 * Long before any story: a month of which the lab has a history, an instant when it is over, and the
 * month from which the rules of a story can hold then.
 */
export const BEFORE_STORIES = {
  month: '2000-01',
  at: '2000-02-01T00:00:00+08:00',
  ruledFrom: '2000-03',
} as const satisfies Record<string, LocalMonth | string>;

/** A code under which the rules of a story count facts. */
export interface LiveCode {
  readonly code: string;
  readonly label: { readonly zh: string; readonly en: string };
  /** Names of what is stated with it; `n` alone for a total. */
  readonly amounts: readonly string[];
  /** Whole points that may be stated; none where a fact states no points. */
  readonly points: readonly number[];
}

/** The rules of a story, as the next versions of those that ship. */
export interface LiveStoryRules {
  readonly documents: readonly RuleDocument[];
  readonly codes: readonly LiveCode[];
}

const FIRST = 'effectiveFrom';

/** The patch of a kind of rules; undefined where the story takes what ships. */
export const patchOf = (
  { scheme, metrics }: CaseDocument,
  kind: RuleDocument['kind'],
): Patch | undefined =>
  kind === 'METRICS' ? metrics?.patch : typeof scheme === 'string' ? undefined : scheme.patch;

const firstDay = (kind: RuleDocument['kind']): string =>
  kind === 'METRICS' ? `${BEFORE_STORIES.ruledFrom}-01` : BEFORE_STORIES.ruledFrom;

/** In force before the story begins, unless the patch itself says from when. */
const asNext = ({ kind, document }: RuleDocument, patch: Patch): RuleDocument => {
  const next = {
    version: document.version + 1,
    effectiveFrom: FIRST in patch ? document.effectiveFrom : firstDay(kind),
  };
  return { kind, document: { ...document, ...next } } as RuleDocument;
};

const codesOf = ({ measured, events }: MetricDocument): LiveCode[] => [
  ...measured.flatMap(({ metric, label, from }) => [
    { code: metric, label, amounts: ['n'], points: [] },
    ...from.map(({ code, when, add }) => ({
      ...{ code, label },
      amounts: [when?.amount ?? [], add ?? []].flat(),
      points: [],
    })),
  ]),
  ...events.flatMap(({ codes, points }) =>
    codes.map((code) => ({
      ...{ code, label: { zh: code, en: code } },
      amounts: points === undefined ? [] : ['points'],
      points: points ?? [],
    })),
  ),
];

/** Amounts of a code that several metrics count are told together. */
const joined = (codes: readonly LiveCode[]): LiveCode[] => {
  const found = new Map<string, LiveCode>();
  for (const each of codes) {
    const known = found.get(each.code) ?? { ...each, amounts: [], points: [] };
    const amounts = [...new Set([...known.amounts, ...each.amounts])];
    const points = [...new Set([...known.points, ...each.points])];
    found.set(each.code, { ...known, amounts, points });
  }
  return [...found.values()];
};

/** What has to be drafted and put in force before a story begins: metrics first, schemes need them. */
export const rulesOf = (document: CaseDocument, { decider }: CaseSetting): LiveStoryRules => {
  const all = [...decider.initialState.values()].map(({ rules }) => rules);
  const documents = (['METRICS', 'SCHEME'] as const).flatMap((kind) => {
    const patch = patchOf(document, kind);
    const ofKind = all.filter((rules) => nameOfRules(rules).kind === kind);
    return patch === undefined ? [] : ofKind.map((rules) => asNext(rules, patch));
  });
  const codes = documents.flatMap((rules) =>
    rules.kind === 'METRICS' ? codesOf(rules.document) : [],
  );
  return { documents, codes: joined(codes) };
};

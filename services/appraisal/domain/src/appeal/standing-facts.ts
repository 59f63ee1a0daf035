import { localDay, Rejection, type Label, type LocalMonth } from '@ywk/kernel';
import type { KnownFact } from '../explain/ground.ts';
import type { DaySpan } from '../period/appraisal-calendar.ts';
import type { Entry } from '../tally/tally.ts';
import type { RuledChange } from './appeal.events.ts';

/** What a ruling is to do to the facts of the appellant's month. */
export type ChangeAsk =
  | { readonly kind: 'REVERSE'; readonly fact: string }
  | {
      readonly kind: 'REPLACE';
      readonly fact: string;
      readonly amounts: Readonly<Record<string, number>>;
    }
  | {
      readonly kind: 'ADD';
      /** A new id. */
      readonly fact: string;
      readonly code: string;
      readonly occurredAt: string;
      readonly amounts: Readonly<Record<string, number>>;
      readonly evidence: string;
    };

const contentKey = ({ fact, code, occurredAt, amounts }: KnownFact): string =>
  JSON.stringify([
    fact,
    code,
    occurredAt,
    Object.entries(amounts).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);

/** The facts that count after all reversals, by id. */
export const standingFacts = (facts: readonly KnownFact[]): ReadonlyMap<string, KnownFact> => {
  const sums = new Map<string, { readonly fact: KnownFact; n: number }>();
  for (const fact of facts) {
    const key = contentKey(fact);
    const known = sums.get(key) ?? { fact, n: 0 };
    known.n += fact.sign;
    sums.set(key, known);
  }
  const standing = [...sums.values()].filter(({ n }) => n > 0);
  return new Map(standing.map(({ fact }) => [fact.fact, fact]));
};

const invalid = (detail: Label, fact: string): Rejection =>
  new Rejection('RULING_INVALID', detail, { fact });

/** @throws Rejection for what is borne for another: it follows the fact about that act */
const refuseBorne = ({ fact, origin }: KnownFact): void => {
  if ((origin as { readonly kind: string }).kind !== 'liability') return;
  throw invalid(
    {
      zh: '因他人行为承担的责任随该行为的事实而定，请对该事实作出裁决。',
      en: 'What is borne for an act follows the fact about the act: rule on that one.',
    },
    fact,
  );
};

const ofStanding = (fact: KnownFact, amounts: RuledChange['amounts']): RuledChange => {
  const { code, occurredAt, evidence } = fact;
  const origin = fact.origin as RuledChange['origin'];
  return { fact: fact.fact, code, occurredAt, amounts, origin, evidence };
};

/** The desk under whose name facts stand that a ruling adds. */
const APPEALS = 'appeals';

/** The month that is ruled on, and the document that says so. */
interface RuledMonth {
  readonly period: LocalMonth;
  readonly days: DaySpan;
  readonly document: string;
}

const TWICE: Label = {
  zh: '一项裁决对同一事实只能处理一次。',
  en: 'A ruling says one thing of a fact.',
};

const NOT_NEW: Label = {
  zh: '补加的事实须使用新的编号。',
  en: 'A fact that is added needs a new id.',
};

const NOT_THERE: Label = {
  zh: '异议人的考核单上没有计入该事实。',
  en: 'No such fact counts on the sheet of the appellant.',
};

const added = (
  ask: Extract<ChangeAsk, { kind: 'ADD' }>,
  { period, days, document }: RuledMonth,
): RuledChange => {
  const { fact, code, occurredAt, amounts, evidence } = ask;
  const day = localDay(occurredAt);
  if (day < days.from || day >= days.until) {
    throw invalid(
      { zh: `该事实不属于${period}。`, en: `The fact is of another month than ${period}.` },
      fact,
    );
  }
  const origin = { kind: 'manual' as const, source: APPEALS, reference: document };
  return { fact, code, occurredAt, amounts, origin, evidence };
};

/**
 * What a ruling makes of the facts of a month.
 * @throws Rejection RULING_INVALID for a fact that does not stand there, is new and known, or is
 *   named twice
 */
export const ruledChanges = (
  asks: readonly ChangeAsk[],
  { standing, ...of }: RuledMonth & { readonly standing: ReadonlyMap<string, KnownFact> },
): RuledChange[] => {
  const named = new Set<string>();
  return asks.map((ask) => {
    if (named.has(ask.fact)) throw invalid(TWICE, ask.fact);
    named.add(ask.fact);
    const found = standing.get(ask.fact);
    if (ask.kind === 'ADD') {
      if (found === undefined) return added(ask, of);
      throw invalid(NOT_NEW, ask.fact);
    }
    if (found === undefined) throw invalid(NOT_THERE, ask.fact);
    refuseBorne(found);
    return ofStanding(found, ask.kind === 'REVERSE' ? null : ask.amounts);
  });
};

/** What the changes add to the sums of the appellant: the standing facts out, the ruled ones in. */
export const ruledEntries = (
  changes: readonly RuledChange[],
  {
    officer,
    standing,
    posted,
  }: {
    readonly officer: string;
    readonly standing: ReadonlyMap<string, KnownFact>;
    readonly posted: string;
  },
): Entry[] =>
  changes.flatMap(({ fact: id, code, occurredAt, amounts }): Entry[] => {
    const before = standing.get(id);
    return [
      ...(before === undefined ? [] : [{ fact: before, sign: -1 as const, posted }]),
      ...(amounts === null
        ? []
        : [{ fact: { officer, code, occurredAt, amounts }, sign: 1 as const, posted }]),
    ];
  });

const sameAmounts = (a: KnownFact['amounts'], b: KnownFact['amounts']): boolean => {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return names.every((name) => a[name] === b[name]);
};

/** Whether the facts are by now what a ruling says: a fact that is not to count may never have come. */
export const hasArrived = (
  { fact, amounts, occurredAt }: RuledChange,
  standing: ReadonlyMap<string, KnownFact>,
): boolean => {
  const found = standing.get(fact);
  if (amounts === null || found === undefined) return (amounts === null) === (found === undefined);
  return found.occurredAt === occurredAt && sameAmounts(found.amounts, amounts);
};

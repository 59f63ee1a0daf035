import {
  liability,
  LIABILITY_CODE,
  liabilityAmounts,
  settledAct,
  staysOf,
  type ActWord,
  type Entry,
  type KnownFact,
  type LiabilityEvent,
  type RuledChange,
  type RuleBook,
} from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import { monthBounds, type LocalMonth } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import { actsOfFacts } from '../persistence/penalty-word.store.ts';
import { readPlacements } from '../persistence/placement.store.ts';
import { knownAct } from './known-act.ts';

/** What a ruling makes of facts of one officer. */
export interface ActsRuled {
  readonly officer: string;
  readonly standing: ReadonlyMap<string, KnownFact>;
  readonly changes: readonly RuledChange[];
  readonly posted: string;
  readonly rules: RuleBook;
}

type Said = Pick<KnownFact, 'fact' | 'code' | 'occurredAt' | 'amounts' | 'evidence'>;

const wordOf = ({ fact, code, occurredAt, amounts, evidence }: Said, sign: 1 | -1): ActWord => ({
  ...{ fact, code, occurredAt, amounts, evidence, sign },
  // The event that will say so is not written yet.
  eventId: fact,
  ruling: null,
});

/** The words that the ruling will be followed by. */
const wordsAfter = (change: RuledChange, standing: ActsRuled['standing']): ActWord[] => {
  const before = standing.get(change.fact);
  const { amounts } = change;
  return [
    ...(before === undefined ? [] : [wordOf(before, -1)]),
    ...(amounts === null ? [] : [wordOf({ ...change, amounts }, 1)]),
  ];
};

const entryOf = ({ type, data }: LiabilityEvent, posted: string): Entry => {
  const { person: officer, occurredAt } = data;
  const fact = { officer, code: LIABILITY_CODE, occurredAt, amounts: liabilityAmounts(data) };
  return { fact, sign: type === 'LiabilityBorne' ? 1 : -1, posted };
};

/** What others will bear for an act, or bear no longer, when a ruling is confirmed. */
export const liabilityEntries = async (pool: Connections, ruled: ActsRuled): Promise<Entry[]> => {
  const { officer, standing, changes, posted, rules } = ruled;
  const at = { partition: partitionOf(officer), officer };
  const acts = await actsOfFacts(
    pool,
    at,
    changes.map(({ fact }) => fact),
  );
  const actOf = ({ fact }: RuledChange): string => acts.get(fact) ?? fact;
  const entries: Entry[] = [];
  for (const act of new Set(changes.map(actOf))) {
    const known = await knownAct(pool, { ...at, act });
    const own = changes.filter((change) => actOf(change) === act);
    const words = [...known.words, ...own.flatMap((change) => wordsAfter(change, standing))];
    const before = settledAct(known, rules);
    const after = settledAct({ ...known, words }, rules);
    const events = liability.decide({ type: 'Settle', data: { liabilities: after } }, before);
    entries.push(...events.map((event) => entryOf(event, posted)));
  }
  return entries;
};

/** Units in which some people stood in a month. */
export const unitsInMonth = async (
  pool: Connections,
  officers: readonly string[],
  month: LocalMonth,
): Promise<string[]> => {
  const { from, until } = monthBounds(month);
  const found = await readPlacements(
    pool,
    officers.map((officer) => ({ partition: partitionOf(officer), officer })),
  );
  const stays = [...found.values()].flatMap((events) => staysOf(events));
  const inMonth = stays.filter(
    (stay) => stay.from < until && (stay.to === null || stay.to >= from),
  );
  return [...new Set(inMonth.map(({ unit }) => unit))].sort();
};

import { localDay, monthOf, type LocalMonth } from '@ywk/kernel';
import type { LeaderHeld, MentorHeld } from '../liability/bindings.ts';
import { graveMetrics } from '../liability/fact-penalty.ts';
import { LIABILITY_CODE, liabilityAmounts } from '../liability/liability-facts.ts';
import {
  liability,
  type LiabilityEvent,
  type LiabilityState,
  type SaidLiability,
} from '../liability/liability.decider.ts';
import { settledAct, type ActWord, type KnownAct } from '../liability/settle-act.ts';
import type { RuleBook } from '../scheme/rule-book.ts';
import { leaderOf, mentorOf } from './actions.ts';
import type { CaseAction } from './ask.ts';
import type { CaseDocument } from './case-document.ts';
import type { LedgerEntry } from './fact-ledger.ts';

interface Heard {
  readonly officer: string;
  readonly act: string;
  readonly words: ActWord[];
}

/** Where people of the story stand. */
export interface CasePlaces extends Pick<KnownAct, 'above'> {
  staysOf(officer: string): KnownAct['stays'];
}

type Binding = Extract<CaseAction, { readonly act: 'MENTORS' | 'LEADERS' }>;

const mayOpen = ({ fact, id, actId }: LedgerEntry, rules: RuleBook): boolean => {
  if (actId !== id) return true;
  const grave = new Set(graveMetrics(rules.of(monthOf(localDay(fact.occurredAt))).scheme));
  return rules.metrics.deltasOf(fact).some(({ metric }) => grave.has(metric));
};

const wordOf = ({ id, fact, sign }: LedgerEntry): ActWord => ({
  ...{ fact: id, code: fact.code, sign, occurredAt: fact.occurredAt, amounts: fact.amounts },
  // A story has neither events nor documents.
  ...{ eventId: id, evidence: null, ruling: null },
});

const entryOf = ({ type, data }: LiabilityEvent): LedgerEntry => {
  const id = `${data.officer} ${data.act} ${data.role} ${data.person}`;
  const { person: officer, occurredAt } = data;
  const fact = { officer, code: LIABILITY_CODE, occurredAt, amounts: liabilityAmounts(data) };
  return { id, actId: id, fact, sign: type === 'LiabilityBorne' ? 1 : -1, count: 1 };
};

/** Who answers for whom in a story, as it is known so far. */
export class CaseLiability {
  private readonly acts = new Map<string, Heard>();
  private readonly settled = new Map<string, LiabilityState>();

  private readonly mentors: Map<string, readonly MentorHeld[]>;
  private leaders: readonly LeaderHeld[];

  constructor(
    { people, leaders }: Pick<CaseDocument, 'people' | 'leaders'>,
    private readonly places: CasePlaces,
  ) {
    this.leaders = (leaders ?? []).map(leaderOf);
    this.mentors = new Map(
      Object.entries(people).map(([officer, { mentors }]) => [
        officer,
        (mentors ?? []).map(mentorOf),
      ]),
    );
  }

  /** What it brings about that somebody answers for others from now on, or as is told late. */
  bind(binding: Binding, rules: RuleBook): LedgerEntry[] {
    if (binding.act === 'LEADERS') this.leaders = binding.leaders;
    else this.mentors.set(binding.officer, binding.mentors);
    return this.again(rules);
  }

  /** What some words about facts bring about. */
  hear(entries: readonly LedgerEntry[], rules: RuleBook): LedgerEntry[] {
    const touched = new Set<string>();
    for (const entry of entries) {
      if (!mayOpen(entry, rules)) continue;
      const { officer } = entry.fact;
      const key = `${officer} ${entry.actId}`;
      const heard = this.acts.get(key) ?? { officer, act: entry.actId, words: [] };
      heard.words.push(wordOf(entry));
      this.acts.set(key, heard);
      touched.add(key);
    }
    return this.settle(touched, rules);
  }

  /** What it brings about that places are known otherwise. */
  again(rules: RuleBook): LedgerEntry[] {
    return this.settle(this.acts.keys(), rules);
  }

  /** What somebody bears for acts of a month. */
  of(person: string, period: LocalMonth): SaidLiability[] {
    return [...this.settled.values()]
      .flat()
      .filter((said) => said.person === person && monthOf(localDay(said.occurredAt)) === period);
  }

  private settle(keys: Iterable<string>, rules: RuleBook): LedgerEntry[] {
    return [...keys].flatMap((key) => {
      const heard = this.acts.get(key);
      if (heard === undefined) return [];
      const before = this.settled.get(key) ?? [];
      const liabilities = settledAct(this.known(heard), rules);
      const events = liability.decide({ type: 'Settle', data: { liabilities } }, before);
      this.settled.set(key, events.reduce(liability.evolve, before));
      return events.map(entryOf);
    });
  }

  private known(heard: Heard): KnownAct {
    const { officer } = heard;
    return {
      ...heard,
      stays: this.places.staysOf(officer),
      mentors: this.mentors.get(officer) ?? [],
      leaders: this.leaders,
      above: (unit) => this.places.above(unit),
    };
  }
}

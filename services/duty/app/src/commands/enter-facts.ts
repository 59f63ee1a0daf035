import {
  canonicalText,
  compileSchema,
  factRecorded,
  SchemaMismatch,
  type Fact,
} from '@ywk/contracts';
import { checkEntered } from '@ywk/duty-domain';
import type { AppendCommand, EventStore } from '@ywk/event-store';
import { isRejection, localDay, Rejection } from '@ywk/kernel';
import { unitOfOfficer, unitsAbove } from '../persistence/hold.store.ts';
import type { Connections } from '../persistence/transaction.ts';
import { factPlace } from '../publishers/fact.publisher.ts';
import { factCommandId, newId } from './ids.ts';
import type { FactEntry } from './fact-entry.ts';
import type { LineProblem } from './read-line.ts';
import type { Leader } from './wrong-dispatch.ts';

export type EntryOutcome = 'accepted' | 'duplicate' | LineProblem;

const MAX_AHEAD_MS = 5 * 60_000;
const FACTS_PER_APPEND = 200;

const validate = compileSchema<Fact>('fact', factRecorded.schema);

const factOf = (entry: FactEntry): Fact => ({
  fact: entry.fact,
  officer: entry.officer,
  code: entry.code,
  occurredAt: entry.occurredAt,
  amounts: entry.amounts,
  origin: { kind: 'manual', source: entry.source, reference: entry.reference },
  evidence: entry.evidence,
});

const commandFor = (fact: Fact, actor: string): AppendCommand => ({
  commandId: factCommandId(fact.fact),
  actor,
  request: canonicalText(fact),
  writes: [
    {
      ...factPlace(fact.officer),
      expectedVersion: 'any',
      events: [
        {
          eventId: newId(),
          type: factRecorded.type,
          v: factRecorded.v,
          data: fact,
          occurredAt: fact.occurredAt,
        },
      ],
    },
  ],
});

const problemOf = (error: unknown): LineProblem => {
  if (isRejection(error)) {
    const pointer = error.facts['pointer'];
    const place = typeof pointer === 'string' ? pointer : '';
    return { code: error.code, detail: error.detail, pointer: place };
  }
  if (!(error instanceof SchemaMismatch)) throw error;
  const [first] = error.errors;
  return { code: 'SCHEMA_MISMATCH', detail: error.message, pointer: first?.pointer ?? '' };
};

const REUSED: LineProblem = {
  code: 'FACT_REUSED',
  detail: 'This fact id was entered before with other content. A changed fact needs a new id.',
  pointer: '/fact',
};

/** Facts that the feed lacks, entered by people who answer for them. */
export class EnterFacts {
  constructor(
    private readonly db: Connections,
    private readonly store: EventStore,
  ) {}

  /** Enters facts, each accepted or refused on its own; answers in the order given. */
  async enter(
    entries: readonly (FactEntry | LineProblem)[],
    leader: Leader,
  ): Promise<EntryOutcome[]> {
    const checked: (Fact | LineProblem)[] = [];
    for (const entry of entries) {
      checked.push('fact' in entry ? await this.checked(entry, leader) : entry);
    }
    const sent = new Map<string, Fact>();
    for (const one of checked) if ('fact' in one && !sent.has(one.fact)) sent.set(one.fact, one);
    const settled = await this.appendAll([...sent.values()], leader.actor);
    return checked.map((one) => {
      if (!('fact' in one)) return one;
      const first = sent.get(one.fact);
      if (first === one) return settled.get(one.fact) ?? REUSED;
      return canonicalText(first) === canonicalText(one) ? 'duplicate' : REUSED;
    });
  }

  private async appendAll(facts: readonly Fact[], actor: string) {
    const settled = new Map<string, EntryOutcome>();
    for (let at = 0; at < facts.length; at += FACTS_PER_APPEND) {
      await this.append(facts.slice(at, at + FACTS_PER_APPEND), actor, settled);
    }
    return settled;
  }

  private async append(
    facts: readonly Fact[],
    actor: string,
    settled: Map<string, EntryOutcome>,
  ): Promise<void> {
    const outcomes = await this.store.append(facts.map((fact) => commandFor(fact, actor)));
    facts.forEach((fact, at) => {
      const outcome = outcomes[at]?.outcome;
      settled.set(fact.fact, outcome === 'accepted' || outcome === 'duplicate' ? outcome : REUSED);
    });
  }

  private async checked(entry: FactEntry, leader: Leader): Promise<Fact | LineProblem> {
    try {
      const fact = validate(factOf(entry));
      checkEntered(fact);
      if (Date.parse(fact.occurredAt) > Date.now() + MAX_AHEAD_MS) {
        throw new Rejection('FUTURE_TIME', 'The moment lies in the future.', {
          pointer: '/occurredAt',
        });
      }
      await this.checkOfficer(fact, leader);
      return fact;
    } catch (error) {
      return problemOf(error);
    }
  }

  private async checkOfficer(fact: Fact, leader: Leader): Promise<void> {
    if (leader.officer === fact.officer) {
      throw new Rejection('SAME_PERSON', 'Nobody enters facts about themselves.', {
        pointer: '/officer',
      });
    }
    const unit = await unitOfOfficer(this.db, fact.officer, localDay(fact.occurredAt));
    if (unit === undefined) {
      throw new Rejection('OFFICER_UNKNOWN', 'No officer with this id was in service that day.', {
        pointer: '/officer',
      });
    }
    if (leader.reachesAll || leader.mayReach(await unitsAbove(this.db, unit))) return;
    throw new Rejection('FOREIGN_UNIT', `The officer stood in ${unit}, outside your units.`, {
      pointer: '/officer',
    });
  }
}

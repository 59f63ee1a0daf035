import { localDay, type Instant, type LocalMonth } from '@ywk/kernel';
import type { DaySpan } from '../period/appraisal-calendar.ts';
import type { RuleBook } from '../scheme/rule-book.ts';
import { postingOf, type Mark } from '../tally/posting.ts';
import { talliesOf, TallySheet, type Tally } from '../tally/tally.ts';
import type { KnownFact } from '../explain/ground.ts';
import type { CaseAction, FactContent } from './ask.ts';
import type { RuledChange } from '../appeal/appeal.events.ts';
import { FactLedger, type LedgerEntry } from './fact-ledger.ts';

/** The scheme of a fact's month says what becomes of it when it is late. */
const late = (book: RuleBook, origin: LocalMonth) => book.schemes.of(origin).late;

const originOf = (book: RuleBook, occurredAt: Instant): LocalMonth =>
  book.months.monthOf(localDay(occurredAt));

/** What counting rests on: the rules, and how far months have come. */
export interface CountingGround {
  readonly book: RuleBook;
  readonly marks: ReadonlyMap<LocalMonth, Mark>;
  /** A ruling says so: it counts whatever its date. */
  readonly ruled?: boolean;
}

/** What a ruling makes of the facts of an officer. */
export interface FollowedRuling {
  readonly officer: string;
  readonly changes: readonly RuledChange[];
}

const knownFact = (
  { id, officer, code }: { readonly id: string; readonly officer: string; readonly code: string },
  { occurredAt, amounts }: FactContent,
): KnownFact => ({
  ...{ fact: id, officer, code, occurredAt, amounts, sign: 1, posted: '', evidence: null },
  day: localDay(occurredAt),
  // A story has no events.
  origin: { kind: 'manual', source: 'case', reference: null },
  source: { log: '', partition: 0, pos: 0, eventId: id, recordedAt: '' },
});

/** The facts of a story, and what they come to. */
export class CaseFacts {
  private readonly ledger = new FactLedger();
  private readonly sums = new TallySheet();

  /** What counts from now on, or no longer. @throws Rejection for what the engine refuses; nothing has changed then */
  count(
    action: Extract<CaseAction, { readonly fact: unknown }>,
    ground: CountingGround,
  ): readonly LedgerEntry[] {
    if (action.act === 'WITHDRAW') {
      const taken = this.ledger.withdraw(action.fact);
      this.add(taken, ground);
      return taken;
    }
    const told = action.act === 'TELL' ? action.fact : this.ledger.corrected(action.fact);
    const { officer, code, content } = told;
    const { occurredAt, amounts } = content;
    // Refused before it is kept: an id of a refused fact stays free.
    ground.book.metrics.deltasOf({ officer, code, occurredAt, amounts });
    late(ground.book, originOf(ground.book, occurredAt));
    const entries = this.ledger.tell(told);
    this.add(entries, ground);
    return entries;
  }

  /** Facts of an officer's month that count, by id. */
  standing(officer: string, period: LocalMonth, book: RuleBook): ReadonlyMap<string, KnownFact> {
    const own = this.ledger.standingOf(officer);
    return new Map(
      own
        .filter(({ said }) => originOf(book, said.occurredAt) === period)
        .map(({ id, code, said }) => [id, knownFact({ id, officer, code }, said)]),
    );
  }

  /** Makes facts what a ruling says of them: they count in the next revision, final or not. */
  follow({ officer, changes }: FollowedRuling, ground: CountingGround): LedgerEntry[] {
    return changes.flatMap(({ fact: id, code, occurredAt, amounts }) => {
      const content = amounts === null ? null : { occurredAt, amounts, count: 1, actId: null };
      const entries = this.ledger.ruled({ id, officer, code }, content);
      this.add(entries, { ...ground, ruled: true });
      return entries;
    });
  }

  /** Sums of all days, with every posting, by officer. @param more beside those that were told */
  byOfficer(more: readonly Tally[]): ReadonlyMap<string, readonly Tally[]> {
    const tallies = new Map<string, Tally[]>();
    const sums = new TallySheet().merge(this.sums);
    for (const tally of more) sums.add(tally);
    for (const tally of sums.list()) {
      const own = tallies.get(tally.officer);
      if (own === undefined) tallies.set(tally.officer, [tally]);
      else own.push(tally);
    }
    return tallies;
  }

  /** Officers of whom something of a month's days has this posting. */
  posted({ from, until }: DaySpan, posting: string): number {
    const posted = this.sums
      .list()
      .filter(({ day, posted }) => posted === posting && day >= from && day < until);
    return new Set(posted.map(({ officer }) => officer)).size;
  }

  /** What was closed before says where a fact counts; a reversal is posted like any other. */
  add(entries: readonly LedgerEntry[], { book, marks, ruled = false }: CountingGround): void {
    for (const { fact, sign, count } of entries) {
      const origin = originOf(book, fact.occurredAt);
      const posted = postingOf(origin, { marks, ...late(book, origin), ruled });
      for (const tally of talliesOf(book.metrics, { fact, sign, posted })) {
        this.sums.add({ ...tally, n: tally.n * count });
      }
    }
  }
}

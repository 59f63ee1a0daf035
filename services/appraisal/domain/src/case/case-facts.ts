import { localDay, monthOf, type Instant, type LocalMonth } from '@ywk/kernel';
import type { RuleBook } from '../scheme/rule-book.ts';
import { postingOf, type Mark } from '../tally/posting.ts';
import { talliesOf, TallySheet, type Tally } from '../tally/tally.ts';
import type { CaseAction } from './ask.ts';
import { FactLedger, type LedgerEntry } from './fact-ledger.ts';

/** The scheme of a fact's month says what becomes of it when it is late. */
const late = (book: RuleBook, occurredAt: Instant) =>
  book.schemes.of(monthOf(localDay(occurredAt))).late;

/** What counting rests on: the rules, and how far months have come. */
export interface CountingGround {
  readonly book: RuleBook;
  readonly marks: ReadonlyMap<LocalMonth, Mark>;
}

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
    late(ground.book, occurredAt);
    const entries = this.ledger.tell(told);
    this.add(entries, ground);
    return entries;
  }

  /** Sums of all days, with every posting, by officer. */
  byOfficer(): ReadonlyMap<string, readonly Tally[]> {
    const tallies = new Map<string, Tally[]>();
    for (const tally of this.sums.list()) {
      const own = tallies.get(tally.officer);
      if (own === undefined) tallies.set(tally.officer, [tally]);
      else own.push(tally);
    }
    return tallies;
  }

  /** Officers of whom something of a month has this posting. */
  posted(period: LocalMonth, posting: string): number {
    const posted = this.sums
      .list()
      .filter((tally) => tally.posted === posting && monthOf(tally.day) === period);
    return new Set(posted.map(({ officer }) => officer)).size;
  }

  /** What was closed before says where a fact counts; a reversal is posted like any other. */
  add(entries: readonly LedgerEntry[], { book, marks }: CountingGround): void {
    for (const { fact, sign, count } of entries) {
      const posting = { marks, ...late(book, fact.occurredAt), ruled: false };
      const posted = postingOf(localDay(fact.occurredAt), posting);
      for (const tally of talliesOf(book.metrics, { fact, sign, posted })) {
        this.sums.add({ ...tally, n: tally.n * count });
      }
    }
  }
}

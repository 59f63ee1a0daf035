import { localDay, monthOf, type Instant, type LocalDay, type LocalMonth } from '@ywk/kernel';
import type { RuleBook } from '../scheme/rule-book.ts';
import type { HeldRole } from '../score/stretch.ts';
import { addMonths, postingOf, postingOfRevision } from '../tally/posting.ts';
import { talliesOf, TallySheet, type Tally } from '../tally/tally.ts';
import type { CaseAction, FoundTier, FoundTierRun, ToldStay } from './ask.ts';
import { roleOf, stayOf } from './actions.ts';
import { paidMonth, type PaidMonth } from './case-budget.ts';
import type { CaseDocument, CaseYear } from './case-document.ts';
import { CaseCloses, type CloseGround, type FoundNotices } from './case-closes.ts';
import { monthOfAll, type KnownPerson, type MonthOfAll } from './case-month.ts';
import { CaseRules } from './case-rules.ts';
import type { CaseSetting } from './case-setting.ts';
import { CaseTiers, type TierGround } from './case-tiers.ts';
import { FactLedger, type LedgerEntry } from './fact-ledger.ts';

const yearKey = (officer: string, year: number): string => `${officer} ${year}`;

/** Everything that has been told so far, and what followed from it at once. */
export class CaseState {
  private readonly ruling: CaseRules;
  private readonly stays = new Map<string, readonly ToldStay[]>();
  private readonly roles = new Map<string, readonly HeldRole[]>();
  private readonly ledger = new FactLedger();
  private readonly tiers = new CaseTiers();
  private readonly sums = new TallySheet();
  private readonly closes = new CaseCloses();
  private readonly paid = new Map<LocalMonth, PaidMonth>();
  private readonly years = new Map<string, CaseYear>();
  /** Open months as they stand, until something happens. */
  private readonly standing = new Map<LocalMonth, MonthOfAll>();

  constructor(
    private readonly document: CaseDocument,
    setting: CaseSetting,
  ) {
    this.ruling = new CaseRules(setting);
    for (const [officer, { stays, roles }] of Object.entries(document.people)) {
      this.stays.set(officer, stays.map(stayOf));
      this.roles.set(officer, (roles ?? []).map(roleOf));
    }
  }

  /** @throws Rejection for what the engine refuses; nothing has changed then */
  perform(action: Exclude<CaseAction, { readonly act: 'RESTART' }>, at: Instant): void {
    this.standing.clear();
    switch (action.act) {
      case 'STAYS':
        this.stays.set(action.officer, action.stays);
        return;
      case 'ROLES':
        this.roles.set(action.officer, action.roles);
        return;
      case 'YEAR':
        this.years.set(yearKey(action.year.officer, action.year.year), action.year);
        return;
      case 'TIER':
        return this.tiers.perform(action.tier, this.careers);
      case 'SCHEME':
        return this.ruling.edit(action.edit, at);
      case 'CLOSE':
        return this.close(action.period, at);
      case 'PUBLISH':
        return this.closes.publish(action.period, action.units, this.ground(at));
      case 'FINALISE':
        return this.closes.finalise(action.period, this.ground(at));
      case 'TELL':
      case 'CORRECT':
      case 'WITHDRAW':
        return this.count(action);
    }
  }

  /** The month as it was closed, or as it stands. @throws Rejection SCHEME_MISSING, METRICS_MISSING */
  month(period: LocalMonth): MonthOfAll {
    const { closes, standing } = this;
    const known = closes.closed.get(period) ?? standing.get(period);
    if (known !== undefined) return known;
    const month = this.computed(period, 1);
    standing.set(period, month);
    return month;
  }

  /** The last revision of a month; 0 while it is open. */
  revisionOf(period: LocalMonth): number {
    return this.closes.revisionOf(period);
  }

  noticesOf(period: LocalMonth): FoundNotices {
    return this.closes.noticesOf(period);
  }

  /** @throws Rejection SCHEME_MISSING, METRICS_MISSING */
  rules(period: LocalMonth) {
    return this.book.of(period);
  }

  /** Where an officer stands on a day. @throws Rejection SCHEME_MISSING */
  career(officer: string, on: LocalDay): FoundTier {
    return this.tiers.standing(officer, on, this.careers);
  }

  /** The last tier run of a year. @throws Rejection RUN_MISSING */
  runOf(year: number): FoundTierRun {
    return this.tiers.runOf(year);
  }

  yearOf(officer: string, year: number): CaseYear | undefined {
    return this.years.get(yearKey(officer, year));
  }

  /** Closed months of a year, in order. */
  closedIn(year: number): MonthOfAll[] {
    return [...this.closes.closed]
      .filter(([month]) => month.startsWith(`${year}-`))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, month]) => month);
  }

  /** Closed months up to one, the earliest first; none when that one is open. */
  closedUpTo(period: LocalMonth): (readonly [LocalMonth, MonthOfAll])[] {
    const { closed } = this.closes;
    if (!closed.has(period)) return [];
    return [...closed].filter(([month]) => month <= period).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** What a closed month pays; undefined for an open one. */
  paidIn(period: LocalMonth): PaidMonth | undefined {
    return this.paid.get(period);
  }

  parentOf(unit: string): string | null {
    return this.document.units?.[unit] ?? null;
  }

  /** The units above one, the nearest first. */
  above(unit: string): readonly string[] {
    const { units = {} } = this.document;
    const found: string[] = [];
    for (let next = units[unit]; next !== undefined && !found.includes(next); next = units[next]) {
      found.push(next);
    }
    return found;
  }

  private get book(): RuleBook {
    return this.ruling.book;
  }

  private get careers(): TierGround {
    return { book: this.book, stays: this.stays };
  }

  private payingOf(month: MonthOfAll, period: LocalMonth): PaidMonth {
    const { budgets: modes = {} } = this.document;
    const carried = this.paid.get(addMonths(period, -1))?.carried ?? new Map<string, number>();
    return paidMonth(month, { modes, carried });
  }

  /** A unit whose budget blocks keeps the month open. @throws Rejection BUDGET_EXCEEDED */
  private close(period: LocalMonth, at: Instant): void {
    const { budgets = {} } = this.document;
    if (Object.keys(budgets).length > 0) this.payingOf(this.month(period), period);
    this.closes.close(period, this.ground(at));
  }

  private people(): Map<string, KnownPerson> {
    const tallies = new Map<string, Tally[]>();
    for (const tally of this.sums.list()) {
      const own = tallies.get(tally.officer);
      if (own === undefined) tallies.set(tally.officer, [tally]);
      else own.push(tally);
    }
    return new Map(
      [...this.stays].map(([officer, stays]) => {
        const roles = this.roles.get(officer) ?? [];
        return [officer, { stays, roles, tallies: tallies.get(officer) ?? [] }];
      }),
    );
  }

  private count(action: Extract<CaseAction, { readonly fact: unknown }>): void {
    if (action.act === 'WITHDRAW') return this.add(this.ledger.withdraw(action.fact));
    const told = action.act === 'TELL' ? action.fact : this.ledger.corrected(action.fact);
    const { officer, code, content } = told;
    const { occurredAt, amounts } = content;
    // Refused before it is kept: an id of a refused fact stays free.
    this.book.metrics.deltasOf({ officer, code, occurredAt, amounts });
    this.late(occurredAt);
    this.add(this.ledger.tell(told));
  }

  /** The scheme of a fact's month says what becomes of it when it is late. */
  private late(occurredAt: Instant) {
    return this.book.schemes.of(monthOf(localDay(occurredAt))).late;
  }

  /** What was closed before says where a fact counts; a reversal is posted like any other. */
  private add(entries: readonly LedgerEntry[]): void {
    const { marks } = this.closes;
    for (const { fact, sign, count } of entries) {
      const posting = { marks, ...this.late(fact.occurredAt), ruled: false };
      const posted = postingOf(localDay(fact.occurredAt), posting);
      for (const tally of talliesOf(this.book.metrics, { fact, sign, posted })) {
        this.sums.add({ ...tally, n: tally.n * count });
      }
    }
  }

  private computed(period: LocalMonth, revision: number, before?: MonthOfAll): MonthOfAll {
    const { book: rules, closes } = this;
    const above = (unit: string) => this.above(unit);
    const input = { period, revision, rules, people: this.people(), closed: closes.closed, above };
    return monthOfAll({ ...input, ...(before && { before }) });
  }

  private kept(period: LocalMonth, revision: number, before?: MonthOfAll): MonthOfAll {
    const month = this.computed(period, revision, before);
    this.paid.set(period, this.payingOf(month, period));
    return month;
  }

  private ground(at: Instant): CloseGround {
    return {
      at,
      rules: this.book,
      waiting: (period, revision) => this.waiting(period, postingOfRevision(revision)),
      compute: (period, revision, before) => this.kept(period, revision, before),
    };
  }

  private waiting(period: LocalMonth, posting: string): number {
    const posted = this.sums
      .list()
      .filter((tally) => tally.posted === posting && monthOf(tally.day) === period);
    return new Set(posted.map(({ officer }) => officer)).size;
  }
}

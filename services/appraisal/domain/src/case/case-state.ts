import type { Fen, Instant, LocalDay, LocalMonth } from '@ywk/kernel';
import type { TierHistory } from '../tier/tier-history.ts';
import type { RuleBook } from '../scheme/rule-book.ts';
import type { Scheme } from '../scheme/scheme.ts';
import type { SaidLiability } from '../liability/liability.decider.ts';
import type { HeldRole } from '../score/stretch.ts';
import { postingOfRevision } from '../tally/posting.ts';
import type { Tally } from '../tally/tally.ts';
import type { CaseAction, FoundTier, FoundTierRun, ToldStay } from './ask.ts';
import { roleOf, stayOf } from './actions.ts';
import { CaseAppeals, type AppealAction } from './case-appeals.ts';
import type { PaidMonth } from './case-budget.ts';
import type { CaseDocument, CaseYear } from './case-document.ts';
import { CaseCloses, type CloseGround, type FoundNotices } from './case-closes.ts';
import { CaseFacts, type CountingGround } from './case-facts.ts';
import { CaseLiability } from './case-liability.ts';
import type { LedgerEntry } from './fact-ledger.ts';
import type { MonthOfAll } from './case-month.ts';
import { CaseMonths } from './case-months.ts';
import { levelsOfMonth } from './month-levels.ts';
import { linesOf } from './case-lines.ts';
import { CasePay } from './case-pay.ts';
import { CaseReviews } from './case-reviews.ts';
import { CaseRules } from './case-rules.ts';
import type { CaseSetting } from './case-setting.ts';
import { unitAtEnd, unitsAbove } from './case-units.ts';
import { CaseTiers, type TierGround } from './case-tiers.ts';

/** Everything that has been told so far, and what followed from it at once. */
export class CaseState {
  private readonly ruling: CaseRules;
  private readonly stays = new Map<string, readonly ToldStay[]>();
  private readonly roles = new Map<string, readonly HeldRole[]>();
  private readonly liability: CaseLiability;
  private readonly facts = new CaseFacts();
  private readonly reviews = new CaseReviews();
  private readonly tiers = new CaseTiers();
  private readonly closes = new CaseCloses();
  readonly pay = new CasePay();
  private readonly appeals = new CaseAppeals();
  private readonly months: CaseMonths;
  private readonly years = new Map<string, CaseYear>();
  /** Open months as they stand, until something happens. */
  private readonly standing = new Map<LocalMonth, MonthOfAll>();

  constructor(
    private readonly document: CaseDocument,
    setting: CaseSetting,
  ) {
    this.ruling = new CaseRules(setting);
    const { stays, roles, facts, pay } = this;
    this.months = new CaseMonths({
      ...{ budgets: document.budgets ?? {}, stays, roles, facts, pay },
      book: () => this.book,
      closed: () => this.closes.closed,
      above: (unit) => this.above(unit),
    });
    this.liability = new CaseLiability(document, {
      staysOf: (officer) => this.stays.get(officer) ?? [],
      above: (unit) => this.above(unit),
    });
    for (const [officer, person] of Object.entries(document.people)) {
      this.stays.set(officer, person.stays.map(stayOf));
      this.roles.set(officer, (person.roles ?? []).map(roleOf));
    }
  }

  /** @throws Rejection for what the engine refuses; nothing has changed then */
  perform(action: Exclude<CaseAction, { readonly act: 'RESTART' }>, at: Instant): void {
    this.standing.clear();
    switch (action.act) {
      case 'STAYS':
        this.stays.set(action.officer, action.stays);
        return this.facts.add(this.liability.again(this.book), this.counting);
      case 'MENTORS':
      case 'LEADERS':
        return this.facts.add(this.liability.bind(action, this.book), this.counting);
      case 'ROLES':
        this.roles.set(action.officer, action.roles);
        return;
      case 'REVIEW':
        return this.reviews.perform(action.review, this.yearRules(action.review.year));
      case 'YEAR':
        this.years.set(`${action.year.officer} ${action.year.year}`, action.year);
        return;
      case 'TIER':
        return this.tiers.perform(action.tier, this.careers);
      case 'SCHEME':
        return this.ruling.edit(action.edit, at);
      case 'CLOSE':
        return this.close(action.period, at);
      case 'PUBLISH':
        return this.closes.publish(action.period, action.units, this.ground(at));
      case 'PAY_RUN':
        return this.pay.lock(action.run, at);
      case 'OBJECT':
      case 'APPEAL':
      case 'RULE':
        return this.appealed(action, at);
      case 'FINALISE':
        return this.closes.finalise(action.period, this.ground(at));
      case 'TELL':
      case 'CORRECT':
      case 'WITHDRAW':
        return this.hear(this.facts.count(action, this.counting));
    }
  }

  /** The month as it was closed, or as it stands. @throws Rejection SCHEME_MISSING, METRICS_MISSING */
  month(period: LocalMonth): MonthOfAll {
    const { closes, standing } = this;
    const known = closes.closed.get(period) ?? standing.get(period);
    if (known !== undefined) return known;
    const month = this.months.computed(period, 1);
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

  /** What is told of an officer's career so far. */
  careerOf = (officer: string): TierHistory => this.tiers.historyOf(officer, this.careers);

  /** Where an officer stands on a day. @throws Rejection SCHEME_MISSING */
  career(officer: string, on: LocalDay): FoundTier {
    return this.tiers.standing(officer, on, this.careers);
  }

  /** The last tier run of a year. @throws Rejection RUN_MISSING */
  runOf(year: number): FoundTierRun {
    return this.tiers.runOf(year);
  }

  /** Rules of a year: those of its last month. @throws Rejection SCHEME_MISSING */
  yearRules(year: number): Scheme {
    return this.book.schemes.of(`${year}-12`);
  }

  /** What the last review of a year settled for an officer. */
  reviewedOf(officer: string, year: number) {
    return this.reviews.partsOf(officer, year, this.yearRules(year));
  }

  /** The unit in which an officer ended a year, and those above it. */
  unitsOf(officer: string, year: number): readonly string[] {
    const last = unitAtEnd(this.stays.get(officer) ?? [], this.book.months, year);
    return last === null ? [] : [last, ...this.above(last)];
  }

  yearOf(officer: string, year: number): CaseYear | undefined {
    return this.years.get(`${officer} ${year}`);
  }

  /** Closed months of a year, in order. */
  closedIn(year: number): MonthOfAll[] {
    return this.closes
      .inOrder()
      .flatMap(([month, all]) => (month.startsWith(`${year}-`) ? [all] : []));
  }

  /** What somebody bears for the acts of others in a month. */
  liableIn(person: string, period: LocalMonth): SaidLiability[] {
    return this.liability.of(person, this.rules(period).days);
  }

  /** Closed months up to one, the earliest first; none when that one is open. */
  closedUpTo(period: LocalMonth): (readonly [LocalMonth, MonthOfAll])[] {
    const isClosed = this.closes.closed.has(period);
    return isClosed ? this.closes.inOrder().filter(([month]) => month <= period) : [];
  }

  /** What a closed month pays; undefined for an open one. */
  paidIn(period: LocalMonth): PaidMonth | undefined {
    return this.months.paidIn(period);
  }

  parentOf(unit: string): string | null {
    return this.document.units?.[unit] ?? null;
  }

  /** The units above one, the nearest first. */
  above(unit: string): readonly string[] {
    return unitsAbove(this.document.units ?? {}, unit);
  }

  private appealed(action: AppealAction, at: Instant): void {
    const followed = this.appeals.perform(action, {
      ...{ at, rules: this.book, closes: this.closes, facts: this.facts },
      month: (period) => this.month(period),
      lines: (period, more) => this.lines(period, more),
    });
    for (const ruling of followed) this.hear(this.facts.follow(ruling, this.counting), true);
  }

  /** Everybody's lines in the next revision of a month, with more sums beside those told. */
  private lines(period: LocalMonth, more: readonly Tally[]) {
    const before = this.closes.closed.get(period);
    const month = this.months.computed(period, this.revisionOf(period) + 1, { before, more });
    return linesOf(month, this.months.paying(month, period), levelsOfMonth(this, period, month));
  }

  get book(): RuleBook {
    return this.ruling.book;
  }

  /** What others have to answer for counts with them, as the facts do: after a ruling in its revision. */
  private hear(entries: readonly LedgerEntry[], ruled = false): void {
    this.facts.add(this.liability.hear(entries, this.book), { ...this.counting, ruled });
  }

  private get counting(): CountingGround {
    return { book: this.book, marks: this.closes.marks };
  }

  private get careers(): TierGround {
    return { book: this.book, stays: this.stays, pay: this.pay };
  }

  /** A unit whose budget blocks keeps the month open. @throws Rejection BUDGET_EXCEEDED */
  private close(period: LocalMonth, at: Instant): void {
    const { budgets = {} } = this.document;
    if (Object.keys(budgets).length > 0) this.months.paying(this.month(period), period);
    this.closes.close(period, this.ground(at));
  }

  private ground(at: Instant): CloseGround {
    return {
      ...{ at, rules: this.book },
      levels: (period) => levelsOfMonth(this, period),
      paid: (period) => this.months.paidIn(period)?.pays ?? new Map<string, Fen>(),
      objections: (period) => this.appeals.holding(period, this.book),
      waiting: (period, at) => this.facts.posted(this.rules(period).days, postingOfRevision(at)),
      compute: (period, revision, before) => this.months.kept(period, revision, before),
    };
  }
}

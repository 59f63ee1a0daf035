import { localDay, monthOf, Rejection, type Instant, type LocalMonth } from '@ywk/kernel';
import { period as periodDecider, type Period } from '../period/period.decider.ts';
import { ruleBookOf } from '../rules/rule-book-of.ts';
import {
  inForce,
  nameOfRules,
  versionOfMonth,
  type RuleDocument,
  type RuleVersions,
} from '../rules/rule-versions.ts';
import type { RuleCommand } from '../rules/rules.decider.ts';
import type { RuleBook } from '../scheme/rule-book.ts';
import type { SaidLiability } from '../liability/liability.decider.ts';
import type { HeldRole } from '../score/stretch.ts';
import type { Stay } from '../stay/stays.ts';
import { postingOf, talliesOf, TallySheet, type Tally } from '../tally/tally.ts';
import type { CaseAction } from './ask.ts';
import { roleOf, stayOf } from './actions.ts';
import { CaseLiability } from './case-liability.ts';
import type { CaseDocument, CaseSchemeEdit, CaseYear } from './case-document.ts';
import { monthOfAll, type KnownPerson, type MonthOfAll } from './case-month.ts';
import { patchedRules, type CaseSetting } from './case-setting.ts';
import { FactLedger, type LedgerEntry } from './fact-ledger.ts';

/** Who approves a draft is no matter of a case: names that no draft can have. */
const APPROVERS = ['first approver', 'second approver'];

/** Stands for the lab's report: a case is no run over real history. */
const NO_REPORT = 'case';

const yearKey = (officer: string, year: number): string => `${officer} ${year}`;

/** Everything that has been told so far, and what followed from it at once. */
export class CaseState {
  private versions: RuleVersions;
  private book: RuleBook;
  private readonly stays = new Map<string, readonly Stay[]>();
  private readonly roles = new Map<string, readonly HeldRole[]>();
  private readonly liability: CaseLiability;
  private readonly ledger = new FactLedger();
  private readonly sums = new TallySheet();
  private readonly closed = new Map<LocalMonth, MonthOfAll>();
  private readonly years = new Map<string, CaseYear>();
  /** Open months as they stand, until something happens. */
  private readonly standing = new Map<LocalMonth, MonthOfAll>();

  constructor(
    private readonly document: CaseDocument,
    private readonly setting: CaseSetting,
  ) {
    this.versions = setting.decider.initialState;
    this.book = ruleBookOf(this.versions, setting.ground.calendar);
    this.liability = new CaseLiability(document, {
      staysOf: (officer) => this.stays.get(officer) ?? [],
      above: (unit) => this.above(unit),
    });
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
        return this.add(this.liability.again(this.book));
      case 'MENTORS':
      case 'LEADERS':
        return this.add(this.liability.bind(action, this.book));
      case 'ROLES':
        this.roles.set(action.officer, action.roles);
        return;
      case 'YEAR':
        this.years.set(yearKey(action.year.officer, action.year.year), action.year);
        return;
      case 'SCHEME':
        return this.edit(action.edit, at);
      case 'CLOSE':
        return this.close(action.period, at);
      case 'TELL':
      case 'CORRECT':
      case 'WITHDRAW':
        return this.count(action);
    }
  }

  /** The month as it was closed, or as it stands. @throws Rejection SCHEME_MISSING, METRICS_MISSING */
  month(period: LocalMonth): MonthOfAll {
    const { book: rules, closed, standing } = this;
    const known = closed.get(period) ?? standing.get(period);
    if (known !== undefined) return known;
    const above = (unit: string) => this.above(unit);
    const month = monthOfAll({ period, rules, people: this.people(), closed, above });
    standing.set(period, month);
    return month;
  }

  /** @throws Rejection SCHEME_MISSING, METRICS_MISSING */
  rules(period: LocalMonth) {
    return this.book.of(period);
  }

  yearOf(officer: string, year: number): CaseYear | undefined {
    return this.years.get(yearKey(officer, year));
  }

  /** Closed months of a year, in order. */
  closedIn(year: number): MonthOfAll[] {
    return [...this.closed]
      .filter(([month]) => month.startsWith(`${year}-`))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, month]) => month);
  }

  /** What somebody bears for the acts of others in a month. */
  liableIn(person: string, period: LocalMonth): SaidLiability[] {
    return this.liability.of(person, period);
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

  private above(unit: string): readonly string[] {
    const { units = {} } = this.document;
    const found: string[] = [];
    for (let next = units[unit]; next !== undefined && !found.includes(next); next = units[next]) {
      found.push(next);
    }
    return found;
  }

  private count(action: Extract<CaseAction, { readonly fact: unknown }>): void {
    if (action.act === 'WITHDRAW') return this.hear(this.ledger.withdraw(action.fact));
    const told = action.act === 'TELL' ? action.fact : this.ledger.corrected(action.fact);
    const { officer, code, content } = told;
    const { occurredAt, amounts } = content;
    // Refused before it is kept: an id of a refused fact stays free.
    this.book.metrics.deltasOf({ officer, code, occurredAt, amounts });
    this.horizon(occurredAt);
    this.hear(this.ledger.tell(told));
  }

  /** Facts count, and others may have to answer for them. */
  private hear(entries: readonly LedgerEntry[]): void {
    this.add(entries);
    this.add(this.liability.hear(entries, this.book));
  }

  /** The scheme of a fact's month says how far back it still adjusts when it is late. */
  private horizon(occurredAt: Instant): number {
    return this.book.schemes.of(monthOf(localDay(occurredAt))).document.lateHorizonMonths;
  }

  /** What was closed before says where a fact counts; a reversal is posted like any other. */
  private add(entries: readonly LedgerEntry[]): void {
    const marked = new Set(this.closed.keys());
    for (const { fact, sign, count } of entries) {
      const horizonMonths = this.horizon(fact.occurredAt);
      const posted = postingOf(localDay(fact.occurredAt), { marked, horizonMonths });
      for (const tally of talliesOf(this.book.metrics, { fact, sign, posted })) {
        this.sums.add({ ...tally, n: tally.n * count });
      }
    }
  }

  private close(period: LocalMonth, at: Instant): void {
    const open: Period = { status: 'OPEN', calendar: 'month', period, revision: 0 };
    if (this.closed.has(period)) return;
    const currentMonth = monthOf(localDay(at));
    const data = { calendar: 'month', period, logs: [], currentMonth };
    periodDecider.decide({ type: 'RequestCutOff', data }, open);
    this.closed.set(period, this.month(period));
  }

  private edit(edit: CaseSchemeEdit, at: Instant): void {
    const { month, draftedBy, activatedBy } = edit;
    const rules = this.nextRules(edit);
    const name = nameOfRules(rules);
    const activation = {
      ...{ ...name, approver: activatedBy, now: at },
      ...{ report: `${NO_REPORT} ${month}`, failing: [] },
    };
    const commands: RuleCommand[] = [
      { type: 'Draft', data: { rules, cases: [], author: draftedBy } },
      ...APPROVERS.map((approver) => ({ type: 'Approve' as const, data: { ...name, approver } })),
      { type: 'Activate', data: activation },
    ];
    const { decider, ground } = this.setting;
    const decided = (versions: RuleVersions, command: RuleCommand): RuleVersions =>
      decider.decide(command, versions).reduce(decider.evolve, versions);
    this.versions = commands.reduce(decided, this.versions);
    this.book = ruleBookOf(this.versions, ground.calendar);
  }

  /** The rules of the month as the next version for it, changed as the edit says. */
  private nextRules({ month, patch }: CaseSchemeEdit): RuleDocument {
    const { versions } = this;
    const base = versionOfMonth(versions, 'SCHEME', month) ?? inForce(versions, 'SCHEME')[0];
    if (base?.rules.kind !== 'SCHEME') throw new RangeError('A case has a scheme.');
    const { scheme } = base.rules.document;
    const numbers = [...versions.values()]
      .map(({ rules }) => nameOfRules(rules))
      .filter(({ name }) => name === scheme)
      .map(({ version }) => version);
    const next = { version: Math.max(...numbers) + 1, effectiveFrom: month };
    const change = { patch: { ...patch, ...next }, path: '' };
    const { value, faults } = patchedRules(this.setting.ground, base.rules, change);
    if (value !== null) return value;
    const detail = `${faults.length} faults; the first at ${faults[0]?.path}: ${faults[0]?.wrong}.`;
    throw new Rejection('SCHEME_INVALID', detail, { errors: faults });
  }
}

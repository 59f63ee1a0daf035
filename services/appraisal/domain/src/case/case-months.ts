import type { Fen, LocalMonth } from '@ywk/kernel';
import type { BudgetMode } from '../grade/unit-budget.ts';
import type { RuleBook } from '../scheme/rule-book.ts';
import type { HeldRole } from '../score/stretch.ts';
import type { Stay } from '../stay/stays.ts';
import { addMonths } from '../tally/posting.ts';
import type { Tally } from '../tally/tally.ts';
import { paidMonth, type PaidMonth } from './case-budget.ts';
import type { CaseFacts } from './case-facts.ts';
import type { CasePay } from './case-pay.ts';
import { monthOfAll, type KnownPerson, type MonthOfAll } from './case-month.ts';

/** What months of a story are computed from. */
export interface MonthsGround {
  readonly budgets: Readonly<Record<string, BudgetMode>>;
  readonly stays: ReadonlyMap<string, readonly Stay[]>;
  readonly roles: ReadonlyMap<string, readonly HeldRole[]>;
  readonly facts: CaseFacts;
  /** Told what every revision pays. */
  readonly pay: CasePay;
  book(): RuleBook;
  closed(): ReadonlyMap<LocalMonth, MonthOfAll>;
  above(unit: string): readonly string[];
}

/** The revision before, and sums beside those that were told. */
interface Beside {
  readonly before?: MonthOfAll | undefined;
  readonly more?: readonly Tally[];
}

/** Computes months of a story from what is known of it, and keeps what closed ones pay. */
export class CaseMonths {
  private readonly paid = new Map<LocalMonth, PaidMonth>();

  constructor(private readonly known: MonthsGround) {}

  /** What a closed month pays; undefined for an open one. */
  paidIn(period: LocalMonth): PaidMonth | undefined {
    return this.paid.get(period);
  }

  /** @throws Rejection BUDGET_EXCEEDED */
  paying(month: MonthOfAll, period: LocalMonth): PaidMonth {
    const carried = this.paid.get(addMonths(period, -1))?.carried ?? new Map<string, Fen>();
    return paidMonth(month, { modes: this.known.budgets, carried });
  }

  /** @throws Rejection SCHEME_MISSING, METRICS_MISSING */
  computed(period: LocalMonth, revision: number, { before, more = [] }: Beside = {}): MonthOfAll {
    const { known } = this;
    const above = (unit: string) => known.above(unit);
    const people = this.people(more);
    const input = { period, revision, rules: known.book(), people, closed: known.closed(), above };
    return monthOfAll({ ...input, ...(before && { before }) });
  }

  /** Computes a revision and keeps what it pays. */
  kept(period: LocalMonth, revision: number, before?: MonthOfAll): MonthOfAll {
    const month = this.computed(period, revision, { before });
    const paid = this.paying(month, period);
    this.paid.set(period, paid);
    this.known.pay.decide(period, paid.pays);
    return month;
  }

  private people(more: readonly Tally[]): Map<string, KnownPerson> {
    const tallies = this.known.facts.byOfficer(more);
    return new Map(
      [...this.known.stays].map(([officer, stays]) => {
        const roles = this.known.roles.get(officer) ?? [];
        return [officer, { stays, roles, tallies: tallies.get(officer) ?? [] }];
      }),
    );
  }
}

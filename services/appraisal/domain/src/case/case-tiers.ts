import { isRejection, monthOf, type LocalDay, type Rejection } from '@ywk/kernel';
import { refuseBarred } from '../conduct/promotion-bar.ts';
import type { RuleBook } from '../scheme/rule-book.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { careerOf, standingOf } from '../tier/career.ts';
import { convert, type ConvertedOfficer } from '../tier/conversion.ts';
import { forecastOf } from '../tier/forecast.ts';
import { refuseOverSeats, seatsOn } from '../tier/seat-check.ts';
import { tierChange, type TierChange, type TierChangeEvent } from '../tier/tier-change.decider.ts';
import { twelveMonthCost } from '../tier/tier-cost.ts';
import { NO_HISTORY, type TierHistory } from '../tier/tier-history.ts';
import { tierRulesOf } from '../tier/tier-rules.ts';
import { tierRun, type TierRun } from '../tier/tier-run.ts';
import { CaseCareers } from './case-careers.ts';
import { paidMove, type CasePay } from './case-pay.ts';
import { noRun, onNoTier } from './tier-refusals.ts';
import type { FoundTier, FoundTierRun, TierAction, ToldStay } from './ask.ts';
import type {
  CaseConversion,
  CaseOthers,
  CaseTierApproval,
  CaseTierChange,
  CaseTierRun,
} from './tier-steps.ts';

/** People outside the story who hold seats since long ago. */
const strangers = (others: CaseOthers = {}): TierHistory[] =>
  Object.entries(others).flatMap(([tier, count]) =>
    Array.from({ length: count }, () => ({
      ...NO_HISTORY,
      employments: [{ from: '1900-01-01', to: null, tier: Number(tier) }],
    })),
  );

/** Where careers of a story find what they rest on. */
export interface TierGround {
  readonly book: RuleBook;
  readonly stays: ReadonlyMap<string, readonly ToldStay[]>;
  readonly pay: CasePay;
}

/** The careers of a story: told grades, proposed and approved changes. */
export class CaseTiers {
  private readonly careers = new CaseCareers();
  private readonly proposals = new Map<string, readonly TierChangeEvent[]>();
  private readonly protections = new Map<string, ConvertedOfficer>();
  private readonly runs = new Map<number, { run: TierRun; scheme: SchemeDocument }>();
  /** The last told approved posts and strangers: approvals are held against them. */
  private seats: { quota: number; others: readonly TierHistory[] } | undefined;

  /** @throws Rejection for what the engine refuses */
  perform(action: TierAction, ground: TierGround): void {
    switch (action.kind) {
      case 'GRADES':
        return this.careers.grade(action.officer, action.grades);
      case 'LEAVE':
        return this.careers.tellLeave(action.officer, action.leave);
      case 'CONDUCT':
        return this.careers.say(action.officer, action.word);
      case 'CONVERSION':
        return this.convert(action.conversion, ground);
      case 'RUN':
        return this.run(action.run, ground);
      case 'PROPOSE':
        return this.propose(action.change, ground);
      case 'APPROVE':
        return this.approve(action.approval, ground);
    }
  }

  /** Where an officer stands on a day. */
  standing(officer: string, on: LocalDay, ground: TierGround): FoundTier {
    const history = this.historyOf(officer, ground);
    const rules = tierRulesOf(ground.book.on(on).scheme.document);
    const standing = careerOf(history, rules, on);
    const forecast = forecastOf(history, standing, rules) ?? null;
    const converted = this.protections.get(officer);
    const protection = converted?.to === standing.tier ? converted.protection : 0;
    return { standing, forecast, protection };
  }

  /** The last run of a year. @throws Rejection RUN_MISSING */
  runOf(year: number): FoundTierRun {
    const found = this.runs.get(year);
    if (found === undefined) throw noRun(year);
    const { run, scheme } = found;
    const from = monthOf(run.effectiveDate);
    return { run, cost: twelveMonthCost(run.proposals, { from, tierPay: scheme.tierPay }) };
  }

  /** An officer's career by what was told and approved. */
  historyOf(officer: string, { stays }: TierGround): TierHistory {
    const moves = [...this.proposals.values()].flatMap(([proposed, approved]) =>
      proposed?.type === 'TierChangeProposed' &&
      approved !== undefined &&
      proposed.data.officer === officer
        ? [proposed.data]
        : [],
    );
    return this.careers.historyOf(officer, { stays: stays.get(officer) ?? [], moves });
  }

  private run({ year, quota, others, by }: CaseTierRun, ground: TierGround): void {
    const scheme = ground.book.of(`${year}-12`).scheme.document;
    const outside = strangers(others);
    const officers = [
      ...[...ground.stays.keys()].map((officer) => ({
        ...{ officer, history: this.historyOf(officer, ground) },
        ...this.careers.rankOf(officer, year),
      })),
      ...outside.map((history, at) => ({ officer: `other ${at + 1}`, history })),
    ];
    const run = tierRun({ year, establishment: quota, officers }, tierRulesOf(scheme));
    this.seats = { quota, others: outside };
    this.runs.set(year, { run, scheme });
    for (const move of run.proposals) this.put({ ...move, author: by }, ground);
  }

  private convert(told: CaseConversion, ground: TierGround): void {
    const { effectiveDate, quota, mapping, by } = told;
    const scheme = ground.book.on(effectiveDate).scheme.document;
    const outside = strangers(told.others);
    const incumbents = Object.entries(told.incumbents).map(([officer, { rank, education }]) => ({
      ...{ officer, history: this.historyOf(officer, ground) },
      ...{ rank: rank ?? null, education: education ?? null },
    }));
    const rest = [...ground.stays.keys()].filter((officer) => !(officer in told.incumbents));
    const others = [...outside, ...rest.map((officer) => this.historyOf(officer, ground))];
    const table = { ranks: {}, years: [], educations: {}, ...mapping };
    const ask = { effectiveDate, mapping: table, establishment: quota, incumbents, others };
    const { moves } = convert({ ...ask, tierPay: scheme.tierPay }, tierRulesOf(scheme));
    this.seats = { quota, others: outside };
    for (const move of moves) {
      this.protections.set(move.officer, move);
      this.put({ ...move, author: by }, ground);
    }
  }

  private propose(change: CaseTierChange, ground: TierGround): void {
    const { officer, by } = change;
    const from = this.latest(officer, ground);
    if (from === null) {
      throw onNoTier(officer);
    }
    this.put({ ...change, from, author: by }, ground);
  }

  /** The tier by all decisions so far. */
  private latest(officer: string, ground: TierGround): number | null {
    const rules = tierRulesOf(ground.book.of('9999-12').scheme.document);
    return standingOf(this.historyOf(officer, ground), rules, '9999-12-31').tier;
  }

  private put(
    change: {
      readonly officer: string;
      readonly from: number;
      readonly to: number;
      readonly effectiveDate: LocalDay;
      readonly ground: string;
      readonly author: string;
    },
    ground: TierGround,
  ): void {
    const { officer, from, to, effectiveDate, author } = change;
    const proposal = `${officer} ${effectiveDate} ${to}`;
    const known = this.proposals.get(proposal) ?? [];
    const asked = { officer, from, to, effectiveDate, ground: change.ground, author, basis: null };
    const data = { ...asked, proposal, currentTier: this.latest(officer, ground) };
    const state = known.reduce(tierChange.evolve, tierChange.initialState);
    const events = tierChange.decide({ type: 'ProposeTierChange', data }, state);
    if (events.length > 0) refuseBarred(asked, this.historyOf(officer, ground));
    this.proposals.set(proposal, [...known, ...events]);
  }

  /** Each on its own; the first refusal is told when all others are done. */
  private approve({ by, officers }: CaseTierApproval, ground: TierGround): void {
    const meant = this.open().filter(({ officer }) => officers?.includes(officer) ?? true);
    const refused: Rejection[] = [];
    for (const change of meant) {
      try {
        this.approveOne(change, { by, ground });
      } catch (error) {
        if (!isRejection(error)) throw error;
        refused.push(error);
      }
    }
    const [first] = refused;
    if (first !== undefined) throw first;
  }

  private open(): TierChange[] {
    return [...this.proposals.values()].flatMap(([proposed, approved]) =>
      proposed?.type === 'TierChangeProposed' && approved === undefined ? [proposed.data] : [],
    );
  }

  private approveOne(change: TierChange, { by, ground }: { by: string; ground: TierGround }): void {
    const { proposal, officer } = change;
    const known = this.proposals.get(proposal) ?? [];
    const state = known.reduce(tierChange.evolve, tierChange.initialState);
    const approver = { actor: by, officer: by };
    const currentTier = this.latest(officer, ground);
    const data = { proposal, decision: proposal, approver, currentTier };
    const events = tierChange.decide({ type: 'ApproveTierChange', data }, state);
    refuseBarred(change, this.historyOf(officer, ground));
    this.refuseOverSeats(change, ground);
    this.proposals.set(proposal, [...known, ...events]);
    if (events.length === 0 || change.from === change.to) return;
    const { tierPay } = ground.book.of(monthOf(change.effectiveDate)).scheme.document;
    ground.pay.move(paidMove(change, tierPay, this.protections.get(officer)));
  }

  private refuseOverSeats(
    change: { readonly from: number; readonly to: number; readonly effectiveDate: LocalDay },
    ground: TierGround,
  ): void {
    if (this.seats === undefined) return;
    const { quota, others } = this.seats;
    const rules = tierRulesOf(ground.book.on(change.effectiveDate).scheme.document);
    const people = [...ground.stays.keys()].map((officer) => this.historyOf(officer, ground));
    const standings = [...people, ...others].map((each) => standingOf(each, rules, '9999-12-31'));
    refuseOverSeats(change, seatsOn({ establishment: quota, standings }, rules));
  }
}

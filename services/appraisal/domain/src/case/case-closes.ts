import {
  fold,
  localDay,
  monthBounds,
  type Fen,
  type Instant,
  type LocalDay,
  type LocalMonth,
} from '@ywk/kernel';
import { finalObstacles } from '../period/finality.ts';
import {
  period as decider,
  refuseOpen,
  type Period,
  type PeriodCommand,
} from '../period/period.decider.ts';
import type { PeriodEvent } from '../period/period.events.ts';
import { changedOfficers, clocksOf, type PublishedResult } from '../period/publication.ts';
import type { RuleBook } from '../scheme/rule-book.ts';
import type { Mark } from '../tally/posting.ts';
import type { LevelsOutcome } from '../level/levels.ts';
import type { MonthOfAll } from './case-month.ts';

/** A month of a story that was closed. */
interface ClosedMonthOfAll {
  readonly history: readonly PeriodEvent[];
  /** Its last revision. */
  readonly month: MonthOfAll;
  /** Results by unit as they were last published. */
  readonly shown: ReadonlyMap<string, readonly PublishedResult[]>;
  /** Whose window opened when something was last published. */
  readonly notices: FoundNotices;
}

/** What the last publication of a month opened. */
export interface FoundNotices {
  readonly officers: readonly string[];
  readonly publicityUntil: LocalDay | null;
  readonly objectionUntil: LocalDay | null;
}

/** Fen by officer. */
type Paid = ReadonlyMap<string, Fen>;

/** What a close needs to know of the story. */
export interface CloseGround {
  readonly at: Instant;
  readonly rules: RuleBook;
  /** Officers of whom facts wait for a revision of a month. */
  waiting(period: LocalMonth, revision: number): number;
  /** What the last revision of a month pays after the budgets of units. */
  paid(period: LocalMonth): Paid;
  levels(period: LocalMonth): readonly LevelsOutcome[];
  /** Objections that keep a month from being final. */
  objections(period: LocalMonth): readonly string[];
  /** Computes a revision of a month; before: the one before it. */
  compute(period: LocalMonth, revision: number, before?: MonthOfAll): MonthOfAll;
}

const NOBODY: FoundNotices = { officers: [], publicityUntil: null, objectionUntil: null };

const levelsIn = (
  outcomes: readonly LevelsOutcome[],
): ReadonlyMap<string, { readonly level: number | null }> => {
  const placements = outcomes.flatMap((outcome) => outcome.placements);
  return new Map(placements.map(({ officer, level }) => [officer, { level }]));
};

const listedIn = <Item>(lists: ReadonlyMap<string, readonly Item[]>, key: string) =>
  lists.get(key) ?? [];

const resultsOf = (
  month: MonthOfAll,
  paid: Paid,
  outcomes: readonly LevelsOutcome[],
): Map<string, PublishedResult[]> => {
  const levels = levelsIn(outcomes);
  const units = new Map<string, PublishedResult[]>();
  for (const [officer, { sheet }] of month) {
    const { unit, grade } = sheet;
    if (unit === null || grade === null) continue;
    const performancePay = paid.get(officer) ?? sheet.pay ?? 0;
    const level = levels.get(officer) ?? null;
    const result = { officer, grade, total: sheet.total ?? 0, performancePay, level };
    units.set(unit, [...listedIn(units, unit), result]);
  }
  return units;
};

const OPEN: ClosedMonthOfAll = { history: [], month: new Map(), shown: new Map(), notices: NOBODY };

/** The closes of a story: by the same decisions as in a running system, without its approvals. */
export class CaseCloses {
  private readonly months = new Map<LocalMonth, ClosedMonthOfAll>();

  /** Last revisions of closed months. */
  get closed(): ReadonlyMap<LocalMonth, MonthOfAll> {
    return new Map([...this.months].map(([period, { month }]) => [period, month]));
  }

  /** The same, the earliest month first. */
  inOrder(): (readonly [LocalMonth, MonthOfAll])[] {
    return [...this.closed].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** How far months have come. */
  get marks(): ReadonlyMap<LocalMonth, Mark> {
    return new Map(
      [...this.months.keys()].map((period) => {
        const { due, final } = this.state(period);
        return [period, { revision: due, final }];
      }),
    );
  }

  /** The last revision of a month; 0 while it is open. */
  revisionOf(period: LocalMonth): number {
    return this.state(period).revision;
  }

  /** What was done to a month so far. */
  historyOf(period: LocalMonth): readonly PeriodEvent[] {
    return this.known(period).history;
  }

  noticesOf(period: LocalMonth): FoundNotices {
    return this.known(period).notices;
  }

  /** Cuts a month off and computes it. @throws Rejection PERIOD_NOT_OVER */
  close(period: LocalMonth, ground: CloseGround): void {
    const { until } = monthBounds(period);
    const data = { calendar: 'month', period, logs: [], until, today: localDay(ground.at) };
    if (this.send(period, { type: 'RequestCutOff', data })) this.compute(period, ground);
  }

  /**
   * Computes what waits as a new revision and publishes what was not shown like this before.
   * @throws Rejection PERIOD_NOT_COMPUTED, CALENDAR_UNKNOWN
   */
  publish(period: LocalMonth, units: readonly string[] | null, ground: CloseGround): void {
    const state = this.state(period);
    refuseOpen(state);
    this.clocks(period, ground);
    const touched = ground.waiting(period, state.due + 1);
    if (touched > 0) {
      this.send(period, { type: 'RequestRevision', data: { logs: [], touched } });
      this.compute(period, ground);
    }
    const { month } = this.known(period);
    const results = resultsOf(month, ground.paid(period), ground.levels(period));
    const all = [...new Set([...results.keys(), ...this.known(period).shown.keys()])].sort();
    const opened = all
      .filter((unit) => units?.includes(unit) ?? true)
      .flatMap((unit) => this.show(period, { unit, results: results.get(unit) ?? [] }, ground));
    if (opened.length > 0) this.notice(period, opened.sort(), this.clocks(period, ground));
  }

  /** @throws Rejection PERIOD_NOT_FINAL */
  finalise(period: LocalMonth, ground: CloseGround): void {
    const state = this.state(period);
    const { month, shown } = this.known(period);
    const results = resultsOf(month, ground.paid(period), ground.levels(period));
    const unpublished = [...results].flatMap(([unit, now]) =>
      shown.has(unit) && changedOfficers(shown.get(unit) ?? [], now).length === 0 ? [] : [unit],
    );
    const obstacles = finalObstacles(state, {
      today: localDay(ground.at),
      waiting: state.due === 0 ? 0 : ground.waiting(period, state.due + 1),
      unpublished,
      objections: ground.objections(period),
    });
    this.send(period, { type: 'Finalise', data: { logs: [], obstacles } });
  }

  private show(
    period: LocalMonth,
    { unit, results }: { readonly unit: string; readonly results: readonly PublishedResult[] },
    ground: CloseGround,
  ): string[] {
    const before = this.known(period).shown.get(unit);
    const everybody = results.map(({ officer }) => officer);
    const noticed = before === undefined ? everybody : changedOfficers(before, results);
    if (before !== undefined && noticed.length === 0) return [];
    const { revision } = this.state(period);
    const clocks = this.clocks(period, ground);
    const size = before === undefined ? everybody.length : null;
    const data = { revision, unit, ...clocks, everybody: size, changed: noticed };
    this.send(period, { type: 'PublishUnit', data });
    const known = this.known(period);
    this.months.set(period, { ...known, shown: new Map(known.shown).set(unit, results) });
    return noticed;
  }

  /** @throws Rejection CALENDAR_UNKNOWN */
  private clocks(period: LocalMonth, { at, rules }: CloseGround) {
    const { scheme, calendar } = rules.of(period);
    return clocksOf(localDay(at), scheme.periods, calendar);
  }

  private notice(
    period: LocalMonth,
    officers: readonly string[],
    { publicityUntil, objectionUntil }: ReturnType<typeof clocksOf>,
  ): void {
    const notices = { officers, publicityUntil, objectionUntil };
    this.months.set(period, { ...this.known(period), notices });
  }

  private compute(period: LocalMonth, ground: CloseGround): void {
    const { due, revision } = this.state(period);
    const before = revision === 0 ? undefined : this.known(period).month;
    const month = ground.compute(period, due, before);
    const schemeVersion = ground.rules.of(period).scheme.name;
    const scored = [...month.values()].filter(({ sheet }) => sheet.total !== null).length;
    const counts = { scored, notScored: month.size - scored };
    const data = { revision: due, obstacles: [], schemeVersion, ...counts };
    this.send(period, { type: 'RecordComputation', data });
    this.months.set(period, { ...this.known(period), month });
  }

  /** @returns whether there was something to say */
  private send(period: LocalMonth, command: PeriodCommand): boolean {
    const events = decider.decide(command, this.state(period));
    const known = this.known(period);
    if (events.length > 0) {
      this.months.set(period, { ...known, history: [...known.history, ...events] });
    }
    return events.length > 0;
  }

  private state(period: LocalMonth): Period {
    return { ...fold(decider, this.known(period).history), calendar: 'month', period };
  }

  private known(period: LocalMonth): ClosedMonthOfAll {
    return this.months.get(period) ?? OPEN;
  }
}

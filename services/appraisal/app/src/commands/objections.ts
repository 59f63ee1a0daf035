import {
  appeals as decider,
  isOnSheet,
  isOnYear,
  lastDayToObject,
  lastMonthOf,
  windowFor,
  type AppealCommand,
  type AppealEvent,
  type Objection,
  type Period,
  type Person,
} from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import { CommandHandler, type EventStore } from '@ywk/event-store';
import { localDay, nthWorkingDayAfter, Rejection, type LocalDay } from '@ywk/kernel';
import { v7 } from 'uuid';
import { closedSheetsBy, type ClosedSheet } from '../persistence/closed-sheet.store.ts';
import type { Connections } from '../persistence/database.ts';
import { unitOfRollup } from '../persistence/rollup.store.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import { appealEventOf, appealStream, loadAppeals } from './appeal.stream.ts';
import type { Asking } from './cut-off.ts';
import { publishedLines } from './held-lines.ts';
import { loadPeriod, periodEventOf, periodStream, type PeriodName } from './period.stream.ts';
import { stamped, type Published } from './publishing.ts';
import { loadResults, resultsId } from './results.stream.ts';
import { factsThatStand } from './standing-facts.ts';

export interface ObjectionParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: RuleSource;
  /** How our words on objections become events that others may see. */
  readonly publish: (event: AppealEvent) => Published;
}

/** An objection as an officer states it. */
export type StatedObjection = Pick<
  Objection,
  'objection' | 'officer' | 'about' | 'fact' | 'code'
> & {
  readonly statement: string;
  readonly evidence: readonly string[];
};

/** An appeal of an officer to the bureau. */
export interface StatedAppeal {
  readonly objection: string;
  readonly statement: string;
  readonly evidence: readonly string[];
}

/** The published result that an officer objects to. */
interface OwnResult {
  readonly unit: string;
  readonly revision: number;
  readonly windowUntil: LocalDay | null;
  readonly onSheet: boolean;
}

const NOTHING: OwnResult = { unit: '', revision: 0, windowUntil: null, onSheet: false };

/** The same of one that is not there and of one that is none of the asker's business. */
export const objectionUnknown = (objection: string): Rejection =>
  new Rejection(
    'OBJECTION_UNKNOWN',
    { zh: '可办理的范围内没有该编号的异议。', en: 'You reach no objection with this id.' },
    { objection },
  );

/** Objections of officers to their months and years, up to the second instance. */
export class Objections {
  private readonly handler: CommandHandler;

  constructor(private readonly parts: ObjectionParts) {
    this.handler = new CommandHandler(parts.store);
  }

  /** All of a period, the oldest first. */
  async list(name: PeriodName): Promise<Objection[]> {
    return [...(await loadAppeals(this.parts.store, name)).values()];
  }

  /** @throws Rejection OBJECTION_UNKNOWN */
  async one(name: PeriodName, objection: string): Promise<Objection> {
    const found = (await loadAppeals(this.parts.store, name)).get(objection);
    if (found !== undefined) return found;
    throw objectionUnknown(objection);
  }

  /** @throws Rejection OBJECTION_LATE, NOT_ON_SHEET, OBJECTION_OPEN, ID_REUSED, CALENDAR_UNKNOWN */
  async lodge(name: PeriodName, stated: StatedObjection, asking: Asking): Promise<Objection> {
    const lodgedOn = localDay(asking.at);
    const { scheme, calendar: days } = await this.rulesOf(name);
    const own = await this.ownResult(name, stated);
    const { replyDays } = scheme.clocksOf(name.calendar);
    const replyUntil = nthWorkingDayAfter(days, lodgedOn, replyDays);
    const data = { ...name, ...stated, ...own, lodgedOn, replyUntil };
    await this.handle(name, { type: 'LodgeObjection', data }, asking);
    return this.one(name, stated.objection);
  }

  /** @throws Rejection OBJECTION_UNKNOWN, OBJECTION_NOT_OPEN */
  async withdraw(
    name: PeriodName,
    objection: string,
    asking: Asking & { readonly appellant: Person },
  ): Promise<Objection> {
    const { appellant, at } = asking;
    const data = { ...name, objection, appellant, on: localDay(at) };
    await this.handle(name, { type: 'WithdrawObjection', data }, asking);
    return this.one(name, objection);
  }

  /** @throws Rejection OBJECTION_UNKNOWN, OBJECTION_NOT_OPEN, OBJECTION_LATE, NO_SECOND_INSTANCE */
  async appeal(
    name: PeriodName,
    stated: StatedAppeal,
    asking: Asking & { readonly appellant: Person },
  ): Promise<Objection> {
    const { appellant, at } = asking;
    const lodgedOn = localDay(at);
    const { scheme, calendar: days } = await this.rulesOf(name);
    const second = scheme.clocksOf(name.calendar).secondInstance;
    const decideUntil =
      second === null ? null : nthWorkingDayAfter(days, lodgedOn, second.decideDays);
    const data = { ...name, ...stated, appellant, lodgedOn, decideUntil };
    await this.handle(name, { type: 'LodgeAppeal', data }, asking);
    return this.one(name, stated.objection);
  }

  /** Decides on the objections of a period and writes what follows. @throws Rejection of the decider */
  async handle(name: PeriodName, command: AppealCommand, { actor, at }: Asking): Promise<void> {
    await this.handler.handle({
      ...appealStream(name),
      decider,
      command,
      // The decider knows objections and rulings by their ids; other content for one is refused there.
      commandId: v7(),
      actor,
      request: command.data.objection,
      toEvents: (events) => events.map((event) => stamped(this.parts.publish(event), at)),
      fromEvent: appealEventOf,
    });
  }

  /** @throws Rejection PERIOD_UNKNOWN */
  private async rulesOf(name: PeriodName) {
    return (await this.parts.rules.read(this.parts.pool)).of(lastMonthOf(name));
  }

  private async closed(officer: string, period: string, revision: number) {
    const at = { partition: partitionOf(officer), officer };
    return (await closedSheetsBy(this.parts.pool, [at], { period, revision })).get(officer);
  }

  private async ownResult(name: PeriodName, stated: StatedObjection): Promise<OwnResult> {
    const { state } = await loadPeriod(this.parts.store, name);
    if (name.calendar === 'year') return this.ownYear(name, stated, state);
    const closed = await this.closed(stated.officer, name.period, state.revision);
    if (closed === undefined) return NOTHING;
    return this.shownMonth(name, stated, { state, closed });
  }

  /** The publication that last opened a window for an officer; undefined where none did. */
  private async windowOf(name: PeriodName, shown: { officer: string; unit: string }) {
    const history = (await this.parts.store.readStream(periodStream(name))).map(periodEventOf);
    const window = windowFor(history, shown);
    if (window === undefined) return undefined;
    const { scheme, calendar: days } = await this.rulesOf(name);
    const windowUntil = lastDayToObject(window, scheme.appeals.objectionGraceDays, days);
    return { revision: window.revision, windowUntil };
  }

  private async ownYear(
    name: PeriodName,
    stated: StatedObjection,
    { revision }: Period,
  ): Promise<OwnResult> {
    const { officer } = stated;
    const at = { partition: partitionOf(officer), officer };
    const unit = await unitOfRollup(this.parts.pool, at, { period: name.period, revision });
    const window = await this.windowOf(name, { officer, unit });
    if (window === undefined) return { ...NOTHING, unit };
    const proposal = resultsId({ ...name, unit }, window.revision);
    const { results } = await loadResults(this.parts.store, proposal);
    const line = results.find((each) => each.officer === officer);
    return { unit, ...window, onSheet: line !== undefined && isOnYear(stated, line) };
  }

  private async shownMonth(
    name: PeriodName,
    stated: StatedObjection,
    { state, closed }: { readonly state: Period; readonly closed: ClosedSheet },
  ): Promise<OwnResult> {
    const unit = closed.sheet.unit ?? '';
    const window = await this.windowOf(name, { officer: stated.officer, unit });
    if (window === undefined) return { ...NOTHING, unit };
    const lines = await publishedLines(this.parts.store, { ...name, unit }, state);
    const line = lines.find(({ officer }) => officer === stated.officer);
    const onSheet = await this.isOn(closed, stated, line?.level?.level ?? null);
    return { unit, ...window, onSheet };
  }

  private async isOn(
    { sheet, revision }: ClosedSheet,
    stated: StatedObjection,
    level: Parameters<typeof isOnSheet>[1]['level'],
  ): Promise<boolean> {
    const { period } = sheet;
    const book = await this.parts.rules.read(this.parts.pool);
    const rules = book.of(period);
    const counted = { days: rules.days, revision };
    const standing = await factsThatStand(this.parts.pool, stated.officer, counted);
    const own = { sheet, level, standing, rules, metrics: book.metrics };
    return isOnSheet(stated, own);
  }
}

import {
  changedOfficers,
  clocksOf,
  isComputed,
  lastMonthOf,
  type Period,
  period as decider,
  type PublishedResult,
} from '@ywk/appraisal-domain';
import { CommandHandler, type EventStore } from '@ywk/event-store';
import { localDay, Rejection } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import type { Asking } from './cut-off.ts';
import {
  loadPeriod,
  notComputed,
  periodEventOf,
  periodKey,
  periodStream,
  type PeriodName,
} from './period.stream.ts';
import { derivedId, stamped, type Publishing } from './publishing.ts';
import { approvedResults } from './results.stream.ts';
import { unitsToPublish, unitsWithResults } from './units-to-publish.ts';

export interface PublishParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: RuleSource;
  readonly publishing: Publishing;
}

/** A unit's results as they were approved, and as they were last published. */
interface UnitResults {
  readonly unit: string;
  readonly now: readonly PublishedResult[];
  /** Undefined before the first publication. */
  readonly before: readonly PublishedResult[] | undefined;
}

/** Publishes the approved results of units: publicity and the time for objections begin. */
export class PublishUnits {
  private readonly handler: CommandHandler;

  constructor(private readonly parts: PublishParts) {
    this.handler = new CommandHandler(parts.store);
  }

  /**
   * Each unit on its own: what was broken off goes on where it stood, twice changes nothing.
   * @param units null for all that are confirmed and wait
   * @throws Rejection PERIOD_NOT_COMPUTED, UNITS_NOT_CONFIRMED, CALENDAR_UNKNOWN
   */
  async publish(name: PeriodName, units: readonly string[] | null, asking: Asking): Promise<void> {
    const { store, pool } = this.parts;
    const { state } = await loadPeriod(store, name);
    if (!isComputed(state)) {
      throw notComputed(name.period);
    }
    const waiting = await unitsToPublish(this.parts, state);
    const asked = waiting.filter((unit) => units?.includes(unit) ?? true);
    const graded = await unitsWithResults(pool, state);
    const results: UnitResults[] = [];
    for (const unit of asked) {
      const found = await this.resultsOf(state, unit, graded.includes(unit));
      if (found !== null) results.push(found);
    }
    const begun = [...state.published.values()].some((each) => each.revision === state.revision);
    if (units !== null || !begun) refuseUnconfirmed(asked, results, units);
    for (const each of results) await this.one(state, each, asking);
  }

  /** @returns null while the unit's grades of this revision are not approved */
  private async resultsOf(
    state: Period,
    unit: string,
    isGraded: boolean,
  ): Promise<UnitResults | null> {
    const last = state.published.get(unit)?.revision;
    const before = last === undefined ? undefined : await this.approved(state, unit, last);
    const now = isGraded ? await this.approved(state, unit, state.revision) : [];
    return now === undefined ? null : { unit, now, before };
  }

  private approved(
    { calendar, period }: Period,
    unit: string,
    revision: number,
  ): Promise<readonly PublishedResult[] | undefined> {
    return approvedResults(this.parts.store, { calendar, period, unit }, revision);
  }

  private async one(
    { calendar, period, revision }: Period,
    { unit, now, before }: UnitResults,
    { actor, at }: Asking,
  ): Promise<void> {
    const { rules, pool, publishing } = this.parts;
    const name = { calendar, period };
    const { scheme, calendar: days } = (await rules.read(pool)).of(lastMonthOf(name));
    const data = {
      ...{ revision, unit },
      ...clocksOf(localDay(at), scheme.clocksOf(calendar), days),
      everybody: before === undefined ? now.length : null,
      changed: before === undefined ? [] : changedOfficers(before, now),
    };
    await this.handler.handle({
      ...periodStream(name),
      decider,
      command: { type: 'PublishUnit', data },
      commandId: derivedId('publish', periodKey(name), revision, unit),
      actor,
      request: `${periodKey(name)}/r${revision}/${unit}`,
      toEvents: (events) => events.map((event) => stamped(publishing.period(event), at)),
      fromEvent: periodEventOf,
    });
  }
}

const refuseUnconfirmed = (
  asked: readonly string[],
  results: readonly UnitResults[],
  named: readonly string[] | null,
): void => {
  const confirmed = new Set(results.map(({ unit }) => unit));
  const missing = asked.filter((unit) => !confirmed.has(unit));
  // Without names what is confirmed is published, and the rest waits.
  if (missing.length === 0 || (named === null && results.length > 0)) return;
  throw new Rejection(
    'UNITS_NOT_CONFIRMED',
    {
      zh: `${missing.join('、')}的等次在本版次中尚未审批。`,
      en: `The grades of ${missing.join(', ')} are not approved in this revision.`,
    },
    { units: missing },
  );
};

import { period, type Period } from '@ywk/appraisal-domain';
import { FACT_LOGS, LOGS, PARTITIONS } from '@ywk/contracts';
import type { AppendCommand, EventStore, StreamWrite } from '@ywk/event-store';
import { monthOf, localDay, Rejection } from '@ywk/kernel';
import { loadPeriod, periodKey, periodStream, type PeriodName } from './period.stream.ts';
import { derivedId, stamped, type Publishing } from './publishing.ts';

/** Who asks for something, and when. */
export interface Asking {
  readonly actor: string;
  /** UTC instant. */
  readonly at: string;
}

const TRIES = 3;

/** Cuts a period off: asks the producers of facts for their markers and sets the own ones. */
export class CutOff {
  constructor(
    private readonly store: EventStore,
    private readonly publishing: Publishing,
  ) {}

  /**
   * Twice changes nothing.
   * @throws Rejection PERIOD_NOT_OVER
   */
  async request(name: PeriodName, { actor, at }: Asking): Promise<Period> {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const { state, version } = await loadPeriod(this.store, name);
      const data = { ...name, logs: FACT_LOGS, currentMonth: monthOf(localDay(at)) };
      const events = period.decide({ type: 'RequestCutOff', data }, state);
      if (events.length === 0) return state;
      const due: StreamWrite = {
        ...periodStream(name),
        expectedVersion: version,
        events: events.map((event) => stamped(this.publishing.period(event), at)),
      };
      const command: AppendCommand = {
        commandId: derivedId('cut-off', periodKey(name)),
        actor,
        request: periodKey(name),
        writes: [due, ...this.markers(name, at)],
      };
      const [outcome] = await this.store.append([command]);
      if (outcome?.outcome !== 'conflict') return (await loadPeriod(this.store, name)).state;
    }
    throw new Rejection('CONCURRENT_CHANGE', `Others cut ${periodKey(name)} off at the same time.`);
  }

  /** In every partition of the own log: what comes after is late, nothing else is. */
  private markers(name: PeriodName, at: string): StreamWrite[] {
    const key = periodKey(name);
    return Array.from({ length: PARTITIONS }, (_, partition) => ({
      log: LOGS.decision,
      stream: `cut-off-${key}`,
      key,
      partition,
      expectedVersion: 0,
      events: [stamped(this.publishing.marker(name.calendar, name.period), at)],
    }));
  }
}

import {
  boundsOfPeriod,
  type CutOff as Mark,
  isRollup,
  type Period,
  period,
  type PeriodCommand,
} from '@ywk/appraisal-domain';
import { cutOffName, FACT_LOGS, LOGS, PARTITIONS } from '@ywk/contracts';
import type { AppendCommand, EventStore, StreamWrite } from '@ywk/event-store';
import { localDay, Rejection } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import { loadPeriod, periodKey, periodStream, type PeriodName } from './period.stream.ts';
import { derivedId, stamped, type Publishing } from './publishing.ts';

/** Who asks for something, and when. */
export interface Asking {
  readonly actor: string;
  /** The officer behind the account, where a person asks who is one. */
  readonly self?: string | null;
  /** UTC instant. */
  readonly at: string;
}

const TRIES = 3;

/** Logs that carry the markers of a period: a longer one rests on decisions about its months alone. */
export const logsOf = ({ calendar }: PeriodName): readonly string[] =>
  isRollup(calendar) ? [LOGS.decision] : FACT_LOGS;

export interface CutOffParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: RuleSource;
  readonly publishing: Publishing;
}

/** Ends the facts of a revision, or of a period: asks for the markers of others and sets the own. */
export class CutOff {
  constructor(private readonly parts: CutOffParts) {}

  /**
   * Cuts a period off. Twice changes nothing.
   * @throws Rejection PERIOD_NOT_OVER, PERIOD_UNKNOWN
   */
  async request(name: PeriodName, asking: Asking): Promise<Period> {
    const { rules, pool } = this.parts;
    const { until } = boundsOfPeriod(name, (await rules.read(pool)).months);
    const logs = logsOf(name);
    const data = { ...name, logs, until, today: localDay(asking.at) };
    return this.mark(name, { type: 'RequestCutOff', data }, asking);
  }

  /** @throws Rejection of the decider, CONCURRENT_CHANGE */
  async mark(name: PeriodName, asked: PeriodCommand, { actor, at }: Asking): Promise<Period> {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const { state, version } = await loadPeriod(this.parts.store, name);
      const [event] = period.decide(asked, state);
      if (event?.type !== 'CutOffDue') return state;
      const { touched: _touched, logs: _logs, ...mark } = event.data;
      const due: StreamWrite = {
        ...periodStream(name),
        expectedVersion: version,
        events: [stamped(this.parts.publishing.period(event), at)],
      };
      const command: AppendCommand = {
        commandId: derivedId('cut-off', cutOffName(mark)),
        actor,
        request: cutOffName(mark),
        writes: [due, ...this.markers(mark, at)],
      };
      const [outcome] = await this.parts.store.append([command]);
      if (outcome?.outcome !== 'conflict') return (await loadPeriod(this.parts.store, name)).state;
    }
    throw new Rejection('CONCURRENT_CHANGE', {
      zh: `他人同时对${periodKey(name)}作了截止标记。`,
      en: `Others marked ${periodKey(name)} at the same time.`,
    });
  }

  /** In every partition of the own log: what comes after counts elsewhere, nothing else does. */
  private markers(mark: Mark, at: string): StreamWrite[] {
    return Array.from({ length: PARTITIONS }, (_, partition) => ({
      log: LOGS.decision,
      stream: `cut-off-${cutOffName(mark)}`,
      key: periodKey(mark),
      partition,
      expectedVersion: 0,
      events: [stamped(this.parts.publishing.marker(mark), at)],
    }));
  }
}

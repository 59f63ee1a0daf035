import { hash } from 'node:crypto';
import {
  labBooks,
  nameOfRules,
  versionKey,
  type LabChange,
  type RuleDocument,
  type RuleVersion,
  type VersionName,
} from '@ywk/appraisal-domain';
import { canonicalText, POST_CODES } from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';
import { localDay, Rejection, type LocalMonth } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import { labChangesOf, type LabChangePage } from '../persistence/lab-change.store.ts';
import {
  activeMonths,
  finishedRuns,
  keepRun,
  readRun,
  resumeRun,
  type KeptRun,
  type LabRun,
} from '../persistence/lab-run.store.ts';
import { readSteps, STEPS_OF_MONTH } from '../persistence/lab-work.store.ts';
import { readVector } from '../persistence/position-vector.store.ts';
import { endOfRules, readVersions, type RuleSource } from '../persistence/rules-in-force.ts';
import type { Asking } from './cut-off.ts';
import { carriedBefore } from './lab-carry.ts';
import { loadPeriod } from './period.stream.ts';
import { derivedId } from './publishing.ts';

export interface LabRunParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: RuleSource;
  /** Follower whose positions a run notes. */
  readonly group: string;
  /** Told that there is a run to do. */
  readonly asked: () => void;
}

/** What is to be tried over which months. */
export interface LabAsk extends VersionName {
  readonly from: LocalMonth;
  readonly to: LocalMonth;
  /** Chosen by the client; without it, it follows from the rest. */
  readonly run?: string;
}

/** A run, and how far it is in whole percent. */
export interface LabRunState extends KeptRun {
  readonly progress: number;
}

const hashOf = ({ kind, document }: RuleDocument): string =>
  hash('sha256', canonicalText({ kind, document }), 'hex');

const WHOLE = 100;

const sameAsk = (kept: KeptRun, asked: LabRun): boolean =>
  (['kind', 'name', 'version', 'documentHash', 'from', 'to'] as const).every(
    (member) => kept[member] === asked[member],
  );

/** Tries versions of the rules over real months beside those in force. */
export class LabRuns {
  constructor(private readonly parts: LabRunParts) {}

  /**
   * Asks for a run; asked again with the same content it is the same run, which goes on if it failed.
   * @throws Rejection RULES_UNKNOWN, SCHEME_MISSING, METRICS_MISSING, LAB_RULES_UNFIT, LAB_NO_MONTH,
   *   ID_REUSED
   */
  async ask(ask: LabAsk, asking: Asking): Promise<LabRunState> {
    const asked = await this.planned(ask, asking);
    const { pool } = this.parts;
    await keepRun(pool, asked);
    const kept = await this.known(asked.run);
    if (!sameAsk(kept, asked)) {
      throw new Rejection('ID_REUSED', {
        zh: `试算${asked.run}是关于其他内容的。`,
        en: `The run ${asked.run} is about something else.`,
      });
    }
    await resumeRun(pool, asked.run);
    this.parts.asked();
    return this.one(asked.run);
  }

  /** @throws Rejection LAB_RUN_UNKNOWN */
  async one(run: string): Promise<LabRunState> {
    const kept = await this.known(run);
    const done = (await readSteps(this.parts.pool, run)).length;
    const all = kept.periods.length * STEPS_OF_MONTH;
    // The report comes after the last step.
    const progress = Math.min(WHOLE - 1, Math.floor((done * WHOLE) / all));
    return { ...kept, progress: kept.state === 'DONE' ? WHOLE : progress };
  }

  /** Who changes; a page by officer and month. @throws Rejection LAB_RUN_UNKNOWN */
  async changes(page: LabChangePage): Promise<LabChange[]> {
    await this.known(page.run);
    return labChangesOf(this.parts.pool, page);
  }

  /** The latest finished run of exactly this document over at least one month that was over. */
  async reportOn({ rules }: RuleVersion): Promise<string | null> {
    const runs = await finishedRuns(this.parts.pool, nameOfRules(rules), hashOf(rules));
    const { months } = await this.parts.rules.read(this.parts.pool);
    const whole = ({ periods, askedMs }: KeptRun) => {
      const day = localDay(new Date(askedMs).toISOString());
      return periods.some((period) => months.boundsOf(period).until <= day);
    };
    return runs.find(whole)?.run ?? null;
  }

  private async known(run: string): Promise<KeptRun> {
    const found = await readRun(this.parts.pool, run);
    if (found !== undefined) return found;
    throw new Rejection('LAB_RUN_UNKNOWN', {
      zh: `没有试算${run}。`,
      en: `There is no run ${run}.`,
    });
  }

  private async planned(ask: LabAsk, { actor, at }: Asking): Promise<LabRun> {
    const { pool, group } = this.parts;
    const { kind, name, version, from, to } = ask;
    const rulesPos = await endOfRules(pool);
    const documentHash = await this.fitting(ask, rulesPos);
    const periods = await activeMonths(pool, from, to);
    const [first] = periods;
    if (first === undefined) {
      throw new Rejection(
        'LAB_NO_MONTH',
        { zh: `${from}至${to}没有统计数据。`, en: `Nothing was counted in ${from} to ${to}.` },
        { from, to },
      );
    }
    return {
      run: ask.run ?? derivedId('lab', kind, name, version, documentHash, from, to),
      ...{ kind, name, version, from, to, documentHash, periods, rulesPos },
      closed: await this.computed(periods),
      vector: await readVector(pool, group),
      carried: canonicalText(await carriedBefore(this.parts, first)),
      author: actor,
      askedMs: Date.parse(at),
    };
  }

  /** Refuses at once what the run itself would refuse. @returns the hash of the document */
  private async fitting({ from, to, ...ask }: LabAsk, rulesPos: number): Promise<string> {
    const { pool, rules } = this.parts;
    const versions = await readVersions(pool, rulesPos);
    const { calendar } = await rules.read(pool);
    const trial = { versions, name: ask, from, to };
    labBooks(trial, { calendar, posts: POST_CODES });
    const found = versions.get(versionKey(ask));
    return found === undefined ? '' : hashOf(found.rules);
  }

  private async computed(periods: readonly LocalMonth[]): Promise<LocalMonth[]> {
    const computed: LocalMonth[] = [];
    for (const period of periods) {
      const { state } = await loadPeriod(this.parts.store, { calendar: 'month', period });
      if (state.revision > 0) computed.push(period);
    }
    return computed;
  }
}

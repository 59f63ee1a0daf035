import {
  differences,
  firstMonthOf,
  nameOfRules,
  versionKey,
  versionOfMonth,
  type CarriedCase,
  type Difference,
  type RuleCommand,
  type RuleDocument,
  type RuleEvent,
  type RuleVersion,
  type RuleVersions,
  type VersionName,
} from '@ywk/appraisal-domain';
import { canonicalText, LOGS, RULES_STREAM } from '@ywk/contracts';
import { CommandHandler, type EventStore, type StoredEvent } from '@ywk/event-store';
import { fold, Rejection, type LocalMonth } from '@ywk/kernel';
import { v7 } from 'uuid';
import { readRules, ruleDecider } from '../persistence/rule-documents.ts';
import type { Asking } from './cut-off.ts';
import { stamped } from './publishing.ts';

const PLACE = { log: LOGS.rules, stream: RULES_STREAM, key: RULES_STREAM } as const;

const eventOf = ({ type, data }: StoredEvent): RuleEvent => ({ type, data }) as RuleEvent;

/** What must hold before a version is put in force, beside what its own history says. */
export interface ActivationChecks {
  /** Names of the carried cases that fail with this version. */
  failing(version: RuleVersion, all: RuleVersions): Promise<readonly string[]>;
  /** The lab's report on exactly this version; null without one. */
  report(version: RuleVersion): Promise<string | null>;
}

/** A version as it is listed. */
export interface ListedVersion extends VersionName {
  readonly firstMonth: LocalMonth;
  readonly status: 'DRAFT' | 'IN_FORCE';
  readonly author: string | null;
  readonly approvers: readonly string[];
  readonly activatedBy: string | null;
  readonly cases: number;
}

const listed = ({ rules, cases, activated, ...people }: RuleVersion): ListedVersion => ({
  ...nameOfRules(rules),
  firstMonth: firstMonthOf(rules),
  status: activated === null ? 'DRAFT' : 'IN_FORCE',
  author: people.author,
  approvers: people.approvers,
  activatedBy: people.activatedBy,
  cases: cases.length,
});

/** Versions of schemes and metric definitions: drafted, approved, put in force. */
export class Rules {
  private readonly handler: CommandHandler;

  constructor(
    private readonly store: EventStore,
    private readonly checks: ActivationChecks,
  ) {
    this.handler = new CommandHandler(store);
  }

  /** Every version of a kind, in the order they came about. */
  async list(kind: RuleDocument['kind']): Promise<ListedVersion[]> {
    const versions = await this.versions();
    return [...versions.values()].filter(({ rules }) => rules.kind === kind).map(listed);
  }

  /** @throws Rejection RULES_UNKNOWN */
  async one(name: VersionName): Promise<RuleVersion> {
    const found = (await this.versions()).get(versionKey(name));
    if (found !== undefined) return found;
    throw new Rejection('RULES_UNKNOWN', {
      zh: `${name.name}没有版本${name.version}。`,
      en: `There is no version ${name.version} of ${name.name}.`,
    });
  }

  /** What changed between two versions. @throws Rejection RULES_UNKNOWN */
  async differences(before: VersionName, after: VersionName): Promise<Difference[]> {
    const [was, is] = [await this.one(before), await this.one(after)];
    return differences(was.rules.document, is.rules.document);
  }

  /**
   * The scheme of a month as the next version for another one, ready to be changed and drafted.
   * @throws Rejection SCHEME_MISSING
   */
  async copyOfMonth(from: LocalMonth, to: LocalMonth): Promise<RuleDocument['document']> {
    const versions = await this.versions();
    const found = versionOfMonth(versions, 'SCHEME', from);
    if (found?.rules.kind !== 'SCHEME') {
      throw new Rejection(
        'SCHEME_MISSING',
        { zh: `${from}没有生效的考核方案。`, en: `No scheme is in force in ${from}.` },
        { month: from },
      );
    }
    const { scheme } = found.rules.document;
    const numbers = [...versions.values()].flatMap(({ rules }) =>
      rules.kind === 'SCHEME' && rules.document.scheme === scheme ? [rules.document.version] : [],
    );
    return { ...found.rules.document, version: Math.max(...numbers) + 1, effectiveFrom: to };
  }

  /** @throws Rejection SCHEME_INVALID, WEIGHTS_NOT_100, RULES_VERSION */
  async draft(
    kind: RuleDocument['kind'],
    { document, cases }: { readonly document: unknown; readonly cases: readonly CarriedCase[] },
    asking: Asking,
  ): Promise<VersionName> {
    const rules = readRules(kind, document);
    await this.handle({ type: 'Draft', data: { rules, cases, author: asking.actor } }, asking);
    return nameOfRules(rules);
  }

  /** @throws Rejection RULES_UNKNOWN, SAME_PERSON */
  async approve(name: VersionName, asking: Asking): Promise<ListedVersion> {
    const data = { ...name, approver: asking.actor };
    await this.handle({ type: 'Approve', data }, asking);
    return listed(await this.one(name));
  }

  /**
   * @throws Rejection RULES_UNKNOWN, SAME_PERSON, MONTH_LOCKED, CASES_FAIL, LAB_REPORT_MISSING,
   *   APPROVALS_MISSING
   */
  async activate(name: VersionName, asking: Asking): Promise<ListedVersion> {
    const versions = await this.versions();
    const version = await this.one(name);
    const data = {
      ...name,
      approver: asking.actor,
      now: asking.at,
      report: await this.checks.report(version),
      failing: await this.checks.failing(version, versions),
    };
    await this.handle({ type: 'Activate', data }, asking);
    return listed(await this.one(name));
  }

  private async versions(): Promise<RuleVersions> {
    return fold(ruleDecider, (await this.store.readStream(PLACE)).map(eventOf));
  }

  private async handle(command: RuleCommand, { actor, at }: Asking): Promise<void> {
    const commandId = v7();
    await this.handler.handle({
      ...PLACE,
      decider: ruleDecider,
      command,
      commandId,
      actor,
      request: canonicalText({ commandId }),
      toEvents: (events) => events.map(({ type, data }) => stamped({ type, v: 1, data }, at)),
      fromEvent: eventOf,
    });
  }
}

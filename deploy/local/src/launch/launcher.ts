import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { identityOf } from './databases.ts';
import { ensureDemo, type DemoOutcome } from './demo-run.ts';
import type { CheckedSummary, DemoContext } from './demo-types.ts';
import { givenServers, needsPostgres, type GivenServers } from './environment.ts';
import { takeInstanceLock } from './instance-lock.ts';
import { EXIT, LaunchFailure } from './launch-failure.ts';
import { endLeftovers, hasData, removalIsUnfinished, removeData } from './leftovers.ts';
import { checkPorts, checkSpace, memoryWarning, SPACE_MIB } from './machine-checks.ts';
import type { Options } from './options.ts';
import { placesIn, portsFrom, ROOT, type Places } from './places.ts';
import { summaryText, writeSummary } from './present.ts';
import { say } from './steps.ts';
import { System, type SystemOptions } from './system.ts';
import { secondApprover, tokensFor, writeTokens } from './tokens.ts';

/** The demo as the launcher sees it. */
export interface Demo<Summary extends CheckedSummary> {
  readonly runDemo: (context: DemoContext) => Promise<Summary>;
  /** The summary in lines for people. */
  readonly summaryLines: (summary: Summary) => readonly string[];
}

const SPACE_ON_KEPT_DATA_MIB = 500;

const refuseFreshOnGiven = (fresh: boolean, given: GivenServers): void => {
  if (!fresh || (needsPostgres(given) && given.brokers === undefined)) return;
  throw new LaunchFailure(
    '--fresh removes only what the launcher made. Remove the databases ywk_… and the topics of your own servers yourself.',
    '--fresh 不会清除您自己的数据库与 Kafka 服务器，请自行清理。',
    EXIT.usage,
  );
};

/** Makes the folder ready: alone in it, nothing left of a killed start, enough room and free ports. */
const prepare = async (
  places: Places,
  system: SystemOptions,
  fresh: boolean,
): Promise<() => void> => {
  mkdirSync(places.folder, { recursive: true });
  const release = takeInstanceLock(places.lock);
  try {
    const left = await endLeftovers(places);
    if (left > 0)
      say(`Ended ${left} processes of an earlier start. 已清理上次遗留的 ${left} 个进程。`);
    if (fresh || removalIsUnfinished(places)) removeData(places);
    checkSpace(places.folder, hasData(places) ? SPACE_ON_KEPT_DATA_MIB : SPACE_MIB);
    const { given, kafka, ports } = system;
    const ownBroker = kafka && given.brokers === undefined;
    await checkPorts(ports, { postgres: needsPostgres(given), kafka: ownBroker });
    const warning = memoryWarning();
    if (warning) say(warning);
    return release;
  } catch (error) {
    release();
    throw error;
  }
};

/** One run of `npm start`. */
export class Launcher<Summary extends CheckedSummary> {
  private readonly since = Date.now();
  private system: System | undefined;
  private release: () => void = () => undefined;
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly options: Options,
    private readonly demo: () => Promise<Demo<Summary>>,
    private readonly giveUp: (reason: string) => void,
  ) {}

  /** Starts, runs or finds the demo, shows the summary. @returns whether all its checks hold */
  async start(environment: NodeJS.ProcessEnv): Promise<boolean> {
    const { fresh } = this.options;
    const given = givenServers(environment);
    refuseFreshOnGiven(fresh, given);
    const folder = resolve(environment['YWK_FOLDER'] ?? join(ROOT, '.local'));
    const system: SystemOptions = {
      folder,
      given,
      ports: portsFrom(environment),
      kafka: environment['YWK_FOLLOW'] !== 'http',
      giveUp: this.giveUp,
    };
    this.release = await prepare(placesIn(folder), system, fresh);
    this.system = new System(system);
    await this.system.start();
    return this.show(this.system);
  }

  private async show(system: System): Promise<boolean> {
    const { withDemo, json } = this.options;
    const { issuerKey } = system.secrets;
    const tokens = { ...(await tokensFor(issuerKey)), ...(await secondApprover(issuerKey)) };
    writeTokens(system.places.tokens, tokens);
    const demo = withDemo ? await this.demo() : undefined;
    const outcome = demo && (await this.runDemo(demo, system, tokens));
    const lines = outcome ? demo.summaryLines(outcome.summary) : [];
    const sinceMs = Date.now() - this.since;
    const presentation = { system, outcome, tokens, lines, sinceMs };
    process.stdout.write(summaryText(presentation));
    if (json !== undefined) writeSummary(json, presentation);
    return !outcome || outcome.summary.checks.every(({ holds }) => holds);
  }

  /** Stops what has started, in order. A second call waits for the first. */
  stop(): Promise<void> {
    this.stopping ??= (async () => {
      await this.system?.stop();
      this.release();
    })();
    return this.stopping;
  }

  private async runDemo(
    demo: Demo<Summary>,
    system: System,
    tokens: Readonly<Record<string, string>>,
  ): Promise<DemoOutcome<Summary>> {
    const data = await identityOf(system.databases);
    return ensureDemo({
      file: system.places.demo,
      data,
      asked: this.options.demo,
      run: demo.runDemo,
      context: {
        urls: system.urls,
        tokens: (role) => tokens[role] ?? '',
        log: (text) => say(`  ${text}`),
      },
    });
  }
}

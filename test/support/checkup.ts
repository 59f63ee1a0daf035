import kafkajs from 'kafkajs';
import { eventually, query, type TestSystem } from '@ywk/testing';
import { runBuiltYwk } from './run-ywk.ts';

interface Finding {
  readonly check: string;
  readonly place: string;
  readonly severity: 'ok' | 'warn' | 'fail';
  readonly what: { readonly zh: string; readonly en: string };
  readonly todo?: { readonly zh: string; readonly en: string };
}

/** Checks whose outcome a test decides; what the machine has to do besides weighs on the others. */
const STEADY = new Set([
  ...['service', 'clock', 'migrations', 'database', 'log', 'topic', 'right', 'parked', 'halted'],
  ...['certificate'],
]);

const PARKED = `
INSERT INTO parked_event (partition, follower_group, log, pos, key, code, detail, envelope)
VALUES (7, $1, $2, 1000000000, 'nobody', 'UNKNOWN_TYPE', 'of a test', '{}')`;

const NEWER = `INSERT INTO schema_migration (timestamp, name) VALUES (9999999999999, $1)`;

/** `ywk doctor` on a running system, and what is broken on purpose for it to find. */
export class Checkup {
  constructor(private readonly system: TestSystem) {}

  /** @param words further options of the command */
  async run(...words: readonly string[]): Promise<{ code: number; findings: Finding[] }> {
    const { databases, urls, brokers } = this.system;
    const services = Object.entries(urls);
    const { code, out } = await runBuiltYwk(
      ...['doctor', '--json', '--brokers', brokers, '--keys', databases.keys.ownerUrl],
      ...['--url', ...services.map(([name, url]) => `${name}=${url}`)],
      '--database',
      ...Object.keys(urls).map(
        (name) => `${name}=${databases[name as keyof typeof urls].ownerUrl}`,
      ),
      ...words,
    );
    const { findings } = JSON.parse(out) as { findings: Finding[] };
    return { code, findings: findings.filter(({ check }) => STEADY.has(check)) };
  }

  /** What is not well, as `check severity place`, each once. */
  static faults(findings: readonly Finding[]): string[] {
    const told = findings
      .filter(({ severity }) => severity !== 'ok')
      .map(({ check, severity, place }) => `${check} ${severity} ${place}`);
    return [...new Set(told)].sort();
  }

  /** Sets an event of payroll's aside that no program can read. */
  async park(group: string, log: string): Promise<void> {
    await query(this.system.databases.payroll.ownerUrl, PARKED, [group, log]);
  }

  /** Leaves payroll's database as a newer release would. */
  async age(migration: string): Promise<void> {
    await query(this.system.databases.payroll.ownerUrl, NEWER, [migration]);
  }

  /** Removes a topic, and keeps another for a second only. */
  async breakTopics(gone: string, short: string): Promise<void> {
    const { Kafka, ConfigResourceTypes, logLevel } = kafkajs;
    const brokers = this.system.brokers.split(',');
    const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    try {
      const configEntries = [{ name: 'retention.ms', value: '1000' }];
      const resource = { type: ConfigResourceTypes.TOPIC, name: short, configEntries };
      await admin.alterConfigs({ validateOnly: false, resources: [resource] });
      await admin.deleteTopics({ topics: [gone] });
      await eventually(
        () => admin.listTopics(),
        (topics) => !topics.includes(gone),
      );
    } finally {
      await admin.disconnect();
    }
  }
}

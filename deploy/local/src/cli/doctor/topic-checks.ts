import { connect } from 'node:net';
import { DOORS, PARTITIONS, PUBLISHED_LOGS } from '@ywk/contracts';
import { plannedTopic, TopicAdmin, type PartitionStanding } from '@ywk/messaging';
import { brokersFrom } from '../brokers.ts';
import { label, well, wrong, type Finding } from './finding.ts';

/** A topic as it stands and as it should. */
export interface TopicLook {
  readonly topic: string;
  readonly standings: readonly PartitionStanding[];
  readonly settings: ReadonlyMap<string, string>;
  readonly planned: ReadonlyMap<string, string>;
}

const missing = (topic: string): Finding =>
  wrong(
    { check: 'topic', place: topic, severity: 'fail' },
    label('主题不存在', 'does not exist'),
    label(
      '重新创建（64 个分区）；日志主题再用 ywk log republish 补发',
      'Make it anew with 64 partitions; fill a log’s topic by ywk log republish',
    ),
  );

const settingFindings = (
  topic: string,
  settings: ReadonlyMap<string, string>,
  planned: ReadonlyMap<string, string>,
): Finding[] =>
  [...planned].flatMap(([name, value]) => {
    const found = settings.get(name);
    if (found === undefined || found === value) return [];
    const at = { check: 'topic', place: topic, severity: 'warn' as const };
    const what = label(`${name} 为 ${found}，应为 ${value}`, `${name} is ${found}, not ${value}`);
    return [wrong(at, what, label('用 Kafka 自带工具改正', "Set it with Kafka's own tool"))];
  });

/** What of a topic is not as it should be. */
export const topicFindings = ({ topic, standings, settings, planned }: TopicLook): Finding[] => {
  const bad: Finding[] = [];
  type Words = readonly [zh: string, en: string];
  const told = (severity: 'warn' | 'fail', [zh, en]: Words, todo: Words): void =>
    void bad.push(wrong({ check: 'topic', place: topic, severity }, label(zh, en), label(...todo)));
  if (standings.length !== PARTITIONS) {
    told(
      'fail',
      [`有 ${standings.length} 个分区`, `has ${standings.length} partitions, not 64`],
      [
        '分区数不可更改：删除后重建并补发',
        'The number cannot be mended: remove it, make it anew, republish',
      ],
    );
  }
  const leaderless = standings.filter(({ leader }) => leader < 0).length;
  if (leaderless > 0) {
    told(
      'fail',
      [`${leaderless} 个分区没有首领`, `${leaderless} partitions have no leader`],
      ['启动停掉的 Kafka 节点', 'Start the brokers that are down'],
    );
  }
  const behind = standings.filter(({ replicas, inSync }) => inSync.length < replicas.length).length;
  if (behind > 0) {
    told(
      'warn',
      [`${behind} 个分区副本不足`, `${behind} partitions lack a copy in sync`],
      ['启动停掉的 Kafka 节点，等待同步', 'Start the brokers that are down and wait'],
    );
  }
  bad.push(...settingFindings(topic, settings, planned));
  const fine = label('分区、首领与设置正确', 'partitions, leaders and settings are right');
  return bad.length > 0 ? bad : [well({ check: 'topic', place: topic }, fine)];
};

const lookAt = async (
  admin: TopicAdmin,
  topic: string,
  brokers: readonly string[],
): Promise<TopicLook> => {
  const { configEntries = [] } = plannedTopic(topic, {
    ...{ brokers, logs: PUBLISHED_LOGS, doors: Object.values(DOORS) },
  });
  return {
    topic,
    standings: await admin.standings(topic),
    settings: await admin.settings(topic),
    planned: new Map(configEntries.map(({ name, value }) => [name, value])),
  };
};

const CONNECT_MS = 3_000;

/** Whether anybody listens there: the client would ask for a quarter of a minute and fill the screen. */
const listens = (broker: string): Promise<boolean> =>
  new Promise((resolve) => {
    const at = broker.lastIndexOf(':');
    const socket = connect({ host: broker.slice(0, at), port: Number(broker.slice(at + 1)) });
    const told = (yes: boolean) => (): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(CONNECT_MS, told(false));
    socket.once('connect', told(true)).once('error', told(false));
  });

const unanswered = (brokers: readonly string[], why: string): Finding =>
  wrong(
    { check: 'topic', place: brokers.join(','), severity: 'fail' },
    label(`Kafka 没有应答：${why}`, `Kafka does not answer: ${why}`),
    label('启动 Kafka，或检查地址与证书', 'Start Kafka, or see to address and certificates'),
  );

/** All topics of the system at these brokers. */
export const kafkaFindings = async (brokers: readonly string[]): Promise<Finding[]> => {
  const answers = await Promise.all(brokers.map(listens));
  if (!answers.includes(true)) return [unanswered(brokers, 'nobody listens')];
  const admin = new TopicAdmin(brokersFrom(brokers.join(',')));
  try {
    const names = new Set(await admin.names());
    const findings: Finding[] = [];
    for (const topic of [...PUBLISHED_LOGS, ...Object.values(DOORS)]) {
      if (names.has(topic)) findings.push(...topicFindings(await lookAt(admin, topic, brokers)));
      else findings.push(missing(topic));
    }
    return findings;
  } catch (error) {
    return [unanswered(brokers, error instanceof Error ? error.message : String(error))];
  } finally {
    await admin.close().catch(() => undefined);
  }
};

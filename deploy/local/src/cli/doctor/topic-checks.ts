import { connect } from 'node:net';
import { DOORS, PARTITIONS, PUBLISHED_LOGS } from '@ywk/contracts';
import {
  TopicAdmin,
  TopicKeeper,
  type PartitionStanding,
  type SettingChange,
  type TopicChanges,
} from '@ywk/messaging';
import { brokersFrom } from '../brokers.ts';
import { label, well, wrong, type Finding } from './finding.ts';

/** A topic as it stands and as it should. */
export interface TopicLook {
  readonly topic: string;
  readonly standings: readonly PartitionStanding[];
  /** Those that differ. */
  readonly settings: readonly SettingChange[];
}

const missing = (topic: string): Finding =>
  wrong(
    { check: 'topic', place: topic, severity: 'fail' },
    label('主题不存在', 'does not exist'),
    label(
      '以管理员运行 ywk topics apply；日志主题再用 ywk log republish 补发',
      'Run ywk topics apply as the administrator; fill a log’s topic by ywk log republish',
    ),
  );

const APPLY = label('以管理员运行 ywk topics apply', 'Run ywk topics apply as the administrator');

const settingFinding = ({ topic, name, is = 'default', shall }: SettingChange): Finding =>
  wrong(
    { check: 'topic', place: topic, severity: 'warn' },
    label(`${name} 为 ${is}，应为 ${shall}`, `${name} is ${is}, not ${shall}`),
    APPLY,
  );

/** What users may do at the brokers that they must not, or must and may not. */
export const rightFindings = (place: string, rights: TopicChanges['rights']): Finding[] => {
  const at = { check: 'right', place };
  if (rights === undefined) {
    const open = label(
      '未启用授权，不拒绝任何人',
      'nobody is refused anything: no authorizer is set',
    );
    return [well(at, open)];
  }
  const bad = [
    ...rights.give.map((right) => {
      const what = label(`缺少权限：${right}`, `a right is lacking: ${right}`);
      return wrong({ ...at, severity: 'fail' }, what, APPLY);
    }),
    ...rights.take.map((right) => {
      const what = label(`多余权限：${right}`, `a right too many: ${right}`);
      return wrong({ ...at, severity: 'warn' }, what, APPLY);
    }),
  ];
  const fine = label('各用户权限正确', 'each user has its rights and no other');
  return bad.length > 0 ? bad : [well(at, fine)];
};

/** What of a topic is not as it should be. */
export const topicFindings = ({ topic, standings, settings }: TopicLook): Finding[] => {
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
  bad.push(...settings.map(settingFinding));
  const fine = label('分区、首领与设置正确', 'partitions, leaders and settings are right');
  return bad.length > 0 ? bad : [well({ check: 'topic', place: topic }, fine)];
};

const lookAt = async (
  admin: TopicAdmin,
  topic: string,
  { missing: absent, settings }: TopicChanges,
): Promise<Finding[]> =>
  absent.includes(topic)
    ? [missing(topic)]
    : topicFindings({
        topic,
        standings: await admin.standings(topic),
        settings: settings.filter((change) => change.topic === topic),
      });

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

/** All topics of the system at these brokers, and the rights of its users. */
export const kafkaFindings = async (brokers: readonly string[]): Promise<Finding[]> => {
  const place = brokers.join(',');
  const answers = await Promise.all(brokers.map(listens));
  if (!answers.includes(true)) return [unanswered(brokers, 'nobody listens')];
  const address = brokersFrom(place);
  const admin = new TopicAdmin(address);
  try {
    const changes = await new TopicKeeper(address).changes();
    const findings = rightFindings(place, changes.rights);
    for (const topic of [...PUBLISHED_LOGS, ...Object.values(DOORS)]) {
      findings.push(...(await lookAt(admin, topic, changes)));
    }
    return findings;
  } catch (error) {
    return [unanswered(brokers, error instanceof Error ? error.message : String(error))];
  } finally {
    await admin.close().catch(() => undefined);
  }
};

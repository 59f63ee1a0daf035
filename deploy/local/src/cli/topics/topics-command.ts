import { TopicKeeper, type TopicChanges } from '@ywk/messaging';
import type { Command } from 'commander';
import { brokersFrom } from '../brokers.ts';

interface ApplyOptions {
  readonly brokers?: string;
  readonly dryRun?: true;
  readonly check?: true;
  readonly json?: true;
}

const line = (text: string): void => void process.stdout.write(`${text}\n`);

const isNothing = ({ missing, settings, rights, faults }: TopicChanges): boolean =>
  [missing, settings, faults, rights?.give ?? [], rights?.take ?? []].every(
    (list) => list.length === 0,
  );

/** One line a difference, worded as what is done about it. */
export const changeLines = (changes: TopicChanges): string[] => [
  ...changes.missing.map((topic) => `make 创建: ${topic}`),
  ...changes.settings.map(
    ({ topic, name, is, shall }) => `set 设置: ${topic} ${name}=${shall} (now ${is ?? 'default'})`,
  ),
  ...(changes.rights?.give ?? []).map((text) => `give 授权: ${text}`),
  ...(changes.rights?.take ?? []).map((text) => `take 撤销: ${text}`),
  ...changes.faults.map((text) => `cannot be changed 无法更改: ${text}`),
  ...(changes.rights === undefined
    ? ['The brokers refuse nobody anything: no authorizer.name is set 未启用授权']
    : []),
  ...(isNothing(changes) ? ['Topics and rights are as they should be 主题与权限一致'] : []),
];

const apply = async (options: ApplyOptions): Promise<void> => {
  const keeper = new TopicKeeper(brokersFrom(options.brokers));
  const changes = await keeper.changes();
  if (options.json === true) line(JSON.stringify(changes));
  else changeLines(changes).forEach(line);
  const look = options.check === true || options.dryRun === true;
  if (!look && changes.faults.length === 0) await keeper.apply();
  if (changes.faults.length > 0 || (options.check === true && !isNothing(changes)))
    process.exitCode = 1;
};

/** `ywk topics …` */
export const addTopicsCommands = (program: Command): void => {
  program
    .command('topics')
    .description('Topics and rights at the brokers 主题与权限')
    .command('apply')
    .description('Make topics, set them, and give each user its rights and no other')
    .option('--brokers <list>', 'host:port,…; default KAFKA_BROKERS, else that of npm start')
    .option('--dry-run', 'tell what would be done')
    .option('--check', 'tell what differs; ends with 1 when something does')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nTLS and the administrator: KAFKA_TLS_CA_FILE, KAFKA_SASL_USERNAME, …')
    .action(apply);
};

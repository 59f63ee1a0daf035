import type { Command } from 'commander';
import { DATABASE_OWNERS, givenServers, type GivenDatabase } from '../../launch/environment.ts';
import { createServiceDatabase } from '../../service-database.ts';
import { CannotConnect, pathOf } from '../connection.ts';
import { ensureSecretFiles } from './secret-files.ts';

const tell = (text: string): void => void process.stdout.write(`${text}\n`);

interface SecretsOptions {
  readonly folder: string;
  readonly postgres: string;
  readonly secured?: true;
}

const makeSecrets = async ({ folder, postgres, secured }: SecretsOptions): Promise<void> => {
  const made = await ensureSecretFiles(pathOf(folder), { postgres, secured: secured === true });
  tell(
    `${made.length} secrets made, others kept 已生成密钥文件 ${made.length} 个: ${made.join(', ')}`,
  );
};

/** What an address says of a role. */
const partsOf = (url: string): { user: string; password: string; database: string } => {
  const { username, password, pathname } = new URL(url);
  return {
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
  };
};

const ensureDatabase = async (server: string, given: GivenDatabase): Promise<string> => {
  const [owner, app] = [partsOf(given.ownerUrl), partsOf(given.appUrl)];
  const { database, password } = owner;
  const expected = [`${database}_owner`, `${database}_app`, database];
  const found = [owner.user, app.user, app.database];
  if (found.join() !== expected.join())
    throw new CannotConnect(
      `The addresses of ${database} name ${found.join(', ')}; they must name ${expected.join(', ')}.`,
    );
  await createServiceDatabase(server, { database, password, appPassword: app.password });
  return database;
};

const createDatabases = async (): Promise<void> => {
  const { databaseServer, databases } = givenServers(process.env);
  if (databaseServer === undefined)
    throw new CannotConnect('DATABASE_URL is needed: a role that may make databases and roles.');
  for (const name of DATABASE_OWNERS) {
    const given = databases[name];
    if (given !== undefined) tell(`${await ensureDatabase(databaseServer, given)} ✔`);
  }
};

/** `ywk secrets …`, `ywk databases …`: what stands before the services start. */
export const addInstallCommands = (program: Command): void => {
  program
    .command('secrets')
    .description('Secrets of a system in containers 容器部署的密钥')
    .command('init')
    .description('Make the files that are missing; those that are there stay 生成缺少的密钥文件')
    .requiredOption('--folder <folder>', 'where the files lie, one a secret')
    .option('--postgres <host:port>', 'where containers reach PostgreSQL', 'postgres:5432')
    .option('--secured', 'for deploy/compose.secure.yml: TLS to PostgreSQL, users of Kafka')
    .action(makeSecrets);
  program
    .command('databases')
    .description('Databases and roles of the services 各服务的数据库与角色')
    .command('create')
    .description(
      'Make what is missing on the server DATABASE_URL, with the passwords in DATABASE_URL_<SERVICE> and MIGRATION_DATABASE_URL_<SERVICE> 创建缺少的数据库与角色',
    )
    .action(createDatabases);
};

import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DOORS, LOGS, PARTITIONS } from '@ywk/contracts';
import * as duty from '@ywk/duty-app';
import {
  readTopic,
  TopicAdmin,
  TopicKeeper,
  TopicWriter,
  type BrokerAddress,
} from '@ywk/messaging';
import { createApp, createIssuerKey, issueToken, loadConfig, type IssuerKey } from '@ywk/platform';
import * as recruitment from '@ywk/recruitment-app';
import { eventually, query } from '@ywk/testing';
import kafkajs from 'kafkajs';
import type { AclEntry, Admin } from 'kafkajs';
import { TestAuthority } from '../../support/certificates.ts';
import { runYwk, type Ran } from '../../support/run-ywk.ts';
import { SecuredServers, type DatabaseName } from '../../support/secured-servers.ts';

const USERS = ['ywk-recruitment', 'ywk-duty', 'ywk-payroll', 'ywk-operator', 'stranger'];
const slow = 60_000;

interface DoctorLine {
  readonly check: string;
  readonly place: string;
  readonly severity: string;
  readonly what: { readonly en: string };
}

let authority: TestAuthority;
let servers: SecuredServers;
let key: IssuerKey;
const running: NestExpressApplication[] = [];

const brokerVariables = (user: string) => {
  const { brokers, tls } = servers.broker(user);
  return {
    ...{ KAFKA_BROKERS: brokers.join(), KAFKA_TLS_CA_FILE: tls?.caFile },
    ...{ KAFKA_SASL_USERNAME: user },
    KAFKA_SASL_PASSWORD_FILE: authority.place(`${user}.password`),
  };
};

const variablesOf = (service: 'recruitment' | 'duty') => ({
  ...{ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent' },
  ...{ EMBEDDED_ISSUER_KEY: JSON.stringify(key), DATABASE_URL: servers.url(service) },
  LOG_URLS: 'recruitment=http://127.0.0.1:1,appraisal=http://127.0.0.1:1',
  ...brokerVariables(`ywk-${service}`),
});

/** Runs `ywk …` as a user of the brokers. */
const ywkAs = async (user: string, ...words: readonly string[]): Promise<Ran> => {
  const variables = brokerVariables(user);
  Object.assign(process.env, variables);
  try {
    return await runYwk(...words);
  } finally {
    for (const name of Object.keys(variables)) Reflect.deleteProperty(process.env, name);
  }
};

/** `ywk topics …` as the administrator. @returns the exit code */
const topics = async (...words: readonly string[]): Promise<number> =>
  (await ywkAs('admin', 'topics', ...words)).code;

/** What `ywk doctor` tells the operator of one check. */
const found = async (wanted: string, ...more: readonly string[]): Promise<DoctorLine[]> => {
  const names = ['recruitment', 'duty', 'appraisal', 'payroll'] as const;
  const databases = names.map((name) => `${name}=${servers.url(name, 'owner')}`);
  const words = ['doctor', '--json', '--keys', servers.url('keys', 'owner'), '--database'];
  const { out } = await ywkAs('ywk-operator', ...words, ...databases, ...more);
  const { findings } = JSON.parse(out) as { findings: DoctorLine[] };
  return findings.filter(({ check }) => check === wanted);
};

const rightsFound = async (): Promise<string[]> =>
  (await found('right')).map(({ severity, what }) => `${severity}: ${what.en}`);

/** What an administrator does with Kafka's own tools. */
const meddle = async (work: (admin: Admin) => Promise<void>): Promise<void> => {
  const { brokers, tls } = servers.broker();
  const admin = new kafkajs.Kafka({
    brokers: [...brokers],
    ssl: { ca: readFileSync(tls?.caFile ?? '', 'utf8') },
    sasl: { mechanism: 'scram-sha-512', username: 'admin', password: 'admin-password' },
    logLevel: kafkajs.logLevel.NOTHING,
  }).admin();
  await admin.connect();
  await work(admin).finally(() => admin.disconnect());
};

const mayWrite = (principal: string): AclEntry => ({
  ...{ principal, host: '*', resourceName: LOGS.change },
  resourceType: kafkajs.AclResourceTypes.TOPIC,
  resourcePatternType: kafkajs.ResourcePatternTypes.LITERAL,
  operation: kafkajs.AclOperationTypes.WRITE,
  permissionType: kafkajs.AclPermissionTypes.ALLOW,
});

const serve = async (app: NestExpressApplication): Promise<string> => {
  running.push(app);
  await app.listen(0, '127.0.0.1');
  await app.startAllMicroservices();
  return app.getUrl();
};

const recruitmentUrl = async (): Promise<string> => {
  const config = loadConfig(recruitment.RecruitmentEnv, {
    ...variablesOf('recruitment'),
    KEYS_DATABASE_URL: servers.url('keys'),
  });
  const { connect, rejections, routeAccess: access } = recruitment;
  const module = recruitment.RecruitmentModule.of(config);
  return serve(
    await createApp({ name: 'recruitment', config, module, connect, rejections, access }),
  );
};

const startDuty = async (): Promise<string> => {
  const config = loadConfig(duty.DutyEnv, variablesOf('duty'));
  const { connect, DUTY_REJECTIONS: rejections, routeAccess: access } = duty;
  const module = duty.DutyModule.of(config);
  return serve(await createApp({ name: 'duty', config, module, connect, rejections, access }));
};

beforeAll(async () => {
  authority = await TestAuthority.create('bureau');
  [servers, key] = [await SecuredServers.start(authority, USERS), await createIssuerKey()];
}, slow);
afterAll(async () => {
  await Promise.all(running.map((app) => app.close()));
  await servers.stop();
  authority.remove();
}, slow);

describe('ywk topics apply', () => {
  test('makes topics and rights once, and finds nothing to do then', async () => {
    expect(await topics('apply', '--check')).toBe(1);
    expect(await topics('apply', '--dry-run')).toBe(0);
    const keeper = new TopicKeeper(servers.broker());
    expect((await keeper.changes()).missing).toHaveLength(8);
    expect(await topics('apply')).toBe(0);
    const done = { missing: [], settings: [], rights: { give: [], take: [] }, faults: [] };
    expect(await keeper.changes()).toEqual(done);
    expect(await topics('apply', '--check')).toBe(0);
  });

  test('sets right what somebody changed, and leaves alone what it says nothing of', async () => {
    const keeper = new TopicKeeper(servers.broker());
    const retention = { name: 'retention.ms', value: '1000' };
    const size = { name: 'max.message.bytes', value: '262144' };
    await meddle(async (admin) => {
      const topic = { type: kafkajs.ConfigResourceTypes.TOPIC, name: LOGS.fact };
      const resources = [{ ...topic, configEntries: [retention, size] }];
      await admin.alterConfigs({ validateOnly: false, resources });
      await admin.createAcls({ acl: [mayWrite('User:ywk-duty'), mayWrite('User:other')] });
    });
    const { settings, rights } = await keeper.changes();
    expect(settings.map(({ topic, name, is }) => [topic, name, is])).toContainEqual([
      ...[LOGS.fact, 'retention.ms', '1000'],
    ]);
    const taken = `User:ywk-duty may write topic ${LOGS.change}`;
    expect(rights).toEqual({ give: [], take: [taken] });
    expect(await rightsFound()).toEqual([`warn: a right too many: ${taken}`]);
    expect(await topics('apply')).toBe(0);
    expect(await topics('apply', '--check')).toBe(0);
    expect(await rightsFound()).toEqual(['ok: each user has its rights and no other']);
    await meddle(async (admin) => {
      const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name: LOGS.fact };
      const found = await admin.describeConfigs({ includeSynonyms: false, resources: [resource] });
      const values = found.resources[0]?.configEntries.map(({ configName, configValue }) => [
        ...[configName, configValue],
      ]);
      expect(values).toContainEqual(['max.message.bytes', '262144']);
      expect(values).toContainEqual(['retention.ms', '2592000000']);
      const others = { ...mayWrite('User:other') };
      expect((await admin.describeAcls(others)).resources).toHaveLength(1);
    });
  });

  test('may be looked at by the operator, who changes nothing', async () => {
    const keeper = new TopicKeeper(servers.broker('ywk-operator'));
    expect(await keeper.changes()).toMatchObject({ missing: [], settings: [], faults: [] });
    expect(await new TopicAdmin(servers.broker('stranger')).names()).toEqual([]);
  });
});

describe('ywk doctor', () => {
  test('tells how long certificates are good for that servers show, each once', async () => {
    const days = 40;
    const { cert, key: own } = await authority.issue('ywk-duty', days);
    const server = createServer({ cert: readFileSync(cert), key: readFileSync(own) }).listen(0);
    await once(server, 'listening');
    const duty = `localhost:${(server.address() as AddressInfo).port}`;
    const told = await found('certificate', '--url', `duty=https://${duty}`);
    server.close();
    const database = new URL(servers.url('duty')).host;
    // Those of brokers and databases here end tomorrow.
    expect(told.map(({ severity, place }) => `${severity} ${place}`)).toEqual([
      ...[`ok ${duty}`, `fail ${servers.broker().brokers.join()}`, `fail ${database}`],
    ]);
    expect(told[0]?.what.en).toMatch(/^expires .+, in (39|40) days$/);
  });
});

describe('services on servers that know them', () => {
  test(
    'work as ever: what recruitment writes over TLS, duty follows',
    async () => {
      await recruitment.migrate({
        database: servers.url('recruitment', 'owner'),
        keys: servers.url('keys', 'owner'),
      });
      await duty.migrate(servers.url('duty', 'owner'));
      const url = await recruitmentUrl();
      await startDuty();
      const token = await issueToken({
        ...{ key, sub: 'hr-1', roles: ['hr'], units: ['*'], ttlSeconds: 60 },
      });
      const name = { zh: '张家港', en: 'Zhangjiagang' };
      const unit = { unit: 'ZJG-110', name, parent: null, budgetMode: 'SCALE' };
      const { status } = await fetch(`${url}/v1/units`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(unit),
      });
      expect(status).toBe(201);
      await eventually(
        () => query(servers.adminUrl('duty'), 'SELECT unit FROM unit'),
        (rows) => expect(rows).toEqual([{ unit: 'ZJG-110' }]),
        { withinMs: 20_000 },
      );
    },
    slow,
  );
});

describe('the broker', () => {
  const send = async (address: BrokerAddress, topic: string): Promise<void> => {
    const writer = new TopicWriter(address);
    try {
      await writer.sendBatch([{ topic, partition: 0, key: 'k', value: 'forged' }]);
    } finally {
      await writer.close();
    }
  };
  const read = (address: BrokerAddress, topic: string): Promise<number> => {
    const since = new Map(Array.from({ length: PARTITIONS }, (_, at) => [at, 0] as const));
    return readTopic({ ...address, topic, since, onRecords: () => undefined });
  };

  test.each<[string, () => BrokerAddress, RegExp]>([
    ['a wrong password', () => servers.broker('ywk-duty', 'guessed'), /auth/i],
    ['a user that it does not know', () => servers.broker('nobody'), /auth/i],
  ])('refuses %s', async (_, address, reason) => {
    const refused = address();
    await expect(send(refused, LOGS.fact)).rejects.toThrow(reason);
    servers.broker('ywk-duty');
  });

  test('is refused by who does not know its authority, and refuses who speaks without TLS', async () => {
    const stranger = await TestAuthority.create('stranger');
    const { tls: _, ...plain } = servers.broker('ywk-duty');
    const misled = { ...servers.broker('ywk-duty'), tls: { caFile: stranger.file } };
    await expect(send(misled, LOGS.fact)).rejects.toThrow(/certificate/);
    await expect(send(plain, LOGS.fact)).rejects.toThrow();
    stranger.remove();
  });

  test('lets each user write to its own topics and no other', async () => {
    await expect(send(servers.broker('ywk-duty'), LOGS.decision)).rejects.toThrow(/authorized/);
    await expect(send(servers.broker('ywk-payroll'), LOGS.fact)).rejects.toThrow(/authorized/);
    await expect(send(servers.broker('stranger'), LOGS.fact)).rejects.toThrow(/authorized/);
    expect(await read(servers.broker(), LOGS.decision)).toBe(0);
  });

  test('lets each user read what it follows, under its own groups, and no other', async () => {
    const duty1 = servers.broker('ywk-duty');
    await expect(read(duty1, DOORS.payrollAck)).rejects.toThrow(/authorized/);
    // Duty follows this topic, but not as whoever it likes.
    await expect(read(duty1, LOGS.personnel)).rejects.toThrow(/group coordinator/);
    expect(await read(servers.broker('ywk-operator'), LOGS.personnel)).toBe(1);
  });

  test('takes a password that was changed in its file from the next connection on', async () => {
    const address = servers.broker('ywk-duty', 'old');
    const writer = new TopicAdmin(address);
    await expect(writer.extents(LOGS.fact)).rejects.toThrow(/auth/i);
    writeFileSync(authority.place('ywk-duty.password'), 'ywk-duty-password\n');
    const again = new TopicAdmin(address);
    expect(await again.extents(LOGS.fact)).toHaveLength(PARTITIONS);
    await again.close();
  });
});

describe('the database server', () => {
  const knock = (url: string, sql = 'SELECT 1'): Promise<unknown> => query(url, sql);
  const changed = (url: string, change: (url: URL) => void): string => {
    const other = new URL(url);
    change(other);
    return other.href;
  };

  test('takes TLS from who knows its authority, and nothing else', async () => {
    await knock(servers.url('duty'));
    const stranger = await TestAuthority.create('stranger');
    await expect(knock(servers.url('duty', 'app', stranger.file))).rejects.toThrow(/certificate/);
    stranger.remove();
    const plain = changed(servers.url('duty'), (url) => (url.search = ''));
    await expect(knock(plain)).rejects.toThrow(/no pg_hba.conf entry|no encryption/);
  });

  test('knows each role by its password, and lets it into its own database', async () => {
    const guessed = changed(servers.url('duty'), (url) => (url.password = 'guessed'));
    await expect(knock(guessed)).rejects.toThrow(/password/);
    for (const name of ['recruitment', 'keys', 'appraisal', 'payroll', 'postgres']) {
      const foreign = changed(
        servers.url('duty'),
        (url) => (url.pathname = name === 'postgres' ? '/postgres' : `/ywk_${name}`),
      );
      await expect(knock(foreign)).rejects.toThrow(/no pg_hba.conf entry/);
    }
  });

  test('keeps roles small, should its rules of connecting ever be loosened', async () => {
    const roles = await query<{ rolname: string; more: boolean }>(
      servers.adminUrl('duty'),
      `SELECT rolname, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
              OR EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid) AS more
         FROM pg_roles r WHERE rolname LIKE 'ywk\\_%' ORDER BY rolname`,
    );
    expect(roles).toHaveLength(10);
    expect(roles.filter(({ more }) => more)).toEqual([]);
    const doors = await query<{ role: string; database: string }>(
      servers.adminUrl('duty'),
      `SELECT r.rolname AS role, d.datname AS database FROM pg_roles r, pg_database d
        WHERE r.rolname LIKE 'ywk\\_%' AND d.datname LIKE 'ywk\\_%'
          AND has_database_privilege(r.oid, d.oid, 'CONNECT') ORDER BY 1, 2`,
    );
    const own = (['appraisal', 'duty', 'keys', 'payroll', 'recruitment'] as DatabaseName[]).flatMap(
      (name) =>
        ['app', 'owner'].map((role) => ({ role: `ywk_${name}_${role}`, database: `ywk_${name}` })),
    );
    expect(doors).toEqual(own);
  });

  test.each([
    'UPDATE event SET actor = actor',
    'DELETE FROM event',
    'TRUNCATE event',
    'DROP TABLE event',
    'ALTER TABLE event DISABLE TRIGGER ALL',
    'CREATE TABLE mine (a int)',
    'SET session_replication_role = replica',
    `COPY (SELECT 1) TO PROGRAM 'true'`,
  ])("lets the service's role do no %s", async (sql) => {
    await expect(knock(servers.url('duty'), sql)).rejects.toThrow(
      /permission denied|must be owner/,
    );
  });
});

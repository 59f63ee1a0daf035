import { DOORS, PARTITIONS, PUBLISHED_LOGS } from '@ywk/contracts';
import kafkajs from 'kafkajs';
import type { AclEntry, Admin } from 'kafkajs';
import { kafkaAt, type BrokerAddress } from './broker-address.ts';
import { entriesAt, entryOf, entryText, filterOf } from './grant-entries.ts';
import { grants } from './grants.ts';
import { copiesOn, settingsOf, type TopicSetting } from './topic-settings.ts';
import { ensureTopics } from './topics.ts';

const DOOR_NAMES: readonly string[] = Object.values(DOORS);
const TOPICS: readonly string[] = [...PUBLISHED_LOGS, ...DOOR_NAMES];
const SET_ON_TOPIC = 1;

export interface SettingChange {
  readonly topic: string;
  readonly name: string;
  /** Undefined: the cluster's default. */
  readonly is: string | undefined;
  readonly shall: string;
}

/** How topics and rights at the brokers differ from what this system needs. */
export interface TopicChanges {
  readonly missing: readonly string[];
  readonly settings: readonly SettingChange[];
  /** Rights to give, and rights of our users to take; undefined: the brokers refuse nobody anything. */
  readonly rights:
    { readonly give: readonly string[]; readonly take: readonly string[] } | undefined;
  /** What cannot be changed in place. */
  readonly faults: readonly string[];
}

interface Standing {
  readonly topic: string;
  /** Settings made for this topic alone. */
  readonly own: readonly TopicSetting[];
  readonly shall: readonly TopicSetting[];
}

const isOf =
  ({ name }: TopicSetting) =>
  (other: TopicSetting): boolean =>
    other.name === name;

const difference = ({ topic, own, shall }: Standing): SettingChange[] =>
  shall.flatMap((setting) => {
    const is = own.find(isOf(setting))?.value;
    return is === setting.value ? [] : [{ topic, name: setting.name, is, shall: setting.value }];
  });

const without = (entries: readonly AclEntry[], others: readonly AclEntry[]): AclEntry[] => {
  const known = new Set(others.map(entryText));
  return entries.filter((entry) => !known.has(entryText(entry)));
};

const presentAt = async (admin: Admin): Promise<string[]> => {
  const found = await admin.listTopics();
  return TOPICS.filter((topic) => found.includes(topic));
};

const faultsAt = async (admin: Admin, present: readonly string[]): Promise<string[]> => {
  if (present.length === 0) return [];
  const { topics } = await admin.fetchTopicMetadata({ topics: [...present] });
  return topics
    .filter(({ partitions }) => partitions.length !== PARTITIONS)
    .map(
      ({ name, partitions }) => `${name} has ${partitions.length} partitions, not ${PARTITIONS}`,
    );
};

const standingsAt = async (admin: Admin, present: readonly string[]): Promise<Standing[]> => {
  if (present.length === 0) return [];
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: present.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name })),
  });
  const { topics } = await admin.fetchTopicMetadata({ topics: [...present] });
  return resources.map(({ resourceName: topic, configEntries }) => {
    const copies = topics.find(({ name }) => name === topic)?.partitions[0]?.replicas.length ?? 1;
    return {
      topic,
      own: configEntries
        .filter(({ configSource }) => Number(configSource) === SET_ON_TOPIC)
        .map(({ configName: name, configValue: value }) => ({ name, value })),
      shall: settingsOf({ door: DOOR_NAMES.includes(topic), ...copiesOn(copies) }),
    };
  });
};

/** The broker drops every setting that is not sent with the others: those made by others go along. */
const set = async (admin: Admin, standings: readonly Standing[]): Promise<void> => {
  const resources = standings
    .filter((standing) => difference(standing).length > 0)
    .map(({ topic, own, shall }) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: topic,
      configEntries: [...shall, ...own.filter((one) => !shall.some(isOf(one)))],
    }));
  if (resources.length > 0) await admin.alterConfigs({ validateOnly: false, resources });
};

const giveAndTake = async (admin: Admin): Promise<void> => {
  const entries = await entriesAt(admin);
  if (entries === undefined) return;
  const shall = grants().map(entryOf);
  const [give, take] = [without(shall, entries), without(entries, shall)];
  if (give.length > 0) await admin.createAcls({ acl: give });
  if (take.length > 0) await admin.deleteAcls({ filters: take.map(filterOf) });
};

/** Brings topics and rights at the brokers to what the contracts say. Needs an administrator. */
export class TopicKeeper {
  constructor(private readonly address: BrokerAddress) {}

  /** Looks, and changes nothing. */
  changes(): Promise<TopicChanges> {
    return this.asAdmin(async (admin) => {
      const present = await presentAt(admin);
      const entries = await entriesAt(admin);
      const shall = grants().map(entryOf);
      const standings = await standingsAt(admin, present);
      return {
        missing: TOPICS.filter((topic) => !present.includes(topic)),
        settings: standings.flatMap(difference),
        rights: entries && {
          give: without(shall, entries).map(entryText),
          take: without(entries, shall).map(entryText),
        },
        faults: await faultsAt(admin, present),
      };
    });
  }

  /** Makes what is missing, sets what differs, gives and takes rights. @throws TopicMismatch */
  apply(): Promise<void> {
    return this.asAdmin(async (admin) => {
      const { brokers } = await admin.describeCluster();
      const copies = copiesOn(brokers.length);
      const logs = PUBLISHED_LOGS;
      await ensureTopics({ ...this.address, logs, doors: DOOR_NAMES, ...copies });
      await set(admin, await standingsAt(admin, TOPICS));
      await giveAndTake(admin);
    });
  }

  /**
   * A client of its own each time: one that has disconnected and connects again is closed by the
   * late end of its first socket (kafkajs 2.2.4, network/connection.js `onEnd`).
   */
  private async asAdmin<Result>(use: (admin: Admin) => Promise<Result>): Promise<Result> {
    const admin = kafkaAt(this.address, { clientId: 'ywk-topic-keeper' }).admin();
    await admin.connect();
    try {
      return await use(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

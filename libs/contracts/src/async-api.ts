import { dispatchEventSchema } from './duty/dispatch-feed.ts';
import { envelopeSchema } from './envelope-schema.ts';
import type { EventContract, JsonSchema } from './event-contract.ts';
import { CHANNEL_LABELS, EVENT_LABELS_ZH } from './labels.ts';
import { DOORS, LOG_OWNERS, ownerOf, PUBLISHED_LOGS } from './logs.ts';
import { PARTITIONS } from './partition.ts';
import { acknowledgementSchema } from './payroll/acknowledgement.ts';

type Members = Record<string, unknown>;

const ref = (section: string, name: string): Members => ({
  $ref: `#/components/${section}/${name}`,
});

const nameOf = ({ log, type, v }: EventContract): string => `${log}.${type}.v${v}`;

/** @throws RangeError for what has no label yet */
const labelled = <Value>(labels: Readonly<Record<string, Value>>, name: string): Value => {
  const label = labels[name];
  if (label === undefined) throw new RangeError(`${name} has no Chinese label: give it one.`);
  return label;
};

const messageOf = (contract: EventContract): Members => ({
  name: contract.type,
  title: contract.title,
  summary: labelled(EVENT_LABELS_ZH, contract.type),
  description: contract.upcast === undefined ? 'The version that is written' : 'Read, not written',
  contentType: 'application/json',
  payload: {
    allOf: [
      ref('schemas', 'Envelope'),
      {
        properties: {
          log: { const: contract.log },
          type: { const: contract.type },
          v: { const: contract.v },
          data: ref('schemas', nameOf(contract)),
        },
      },
    ],
  },
});

/** What others write to us: no envelope, the message is the whole record. */
const DOOR_MESSAGES: Readonly<Record<string, { name: string; schema: JsonSchema; by: string }>> = {
  [DOORS.dispatchFeed]: { name: 'DispatchEvent', schema: dispatchEventSchema, by: 'duty' },
  [DOORS.payrollAck]: { name: 'Acknowledgement', schema: acknowledgementSchema, by: 'payroll' },
};

const topicOf = (name: string): Members => ({
  servers: [{ $ref: '#/servers/kafka' }],
  bindings: { kafka: { topic: name, partitions: PARTITIONS } },
});

const channelOf = (name: string, messages: readonly string[], onKafka: boolean): Members => {
  const { zh, en } = labelled(CHANNEL_LABELS, name);
  return {
    address: onKafka ? name : `/log/${name}/{partition}`,
    title: en,
    summary: zh,
    messages: Object.fromEntries(messages.map((message) => [message, ref('messages', message)])),
    ...(onKafka ? topicOf(name) : { servers: [{ $ref: '#/servers/http' }] }),
    ...(onKafka ? {} : { parameters: { partition: { description: `0 to ${PARTITIONS - 1}` } } }),
  };
};

const operation = (action: 'send' | 'receive', channel: string, by: string): Members => ({
  action,
  title: `${by} ${action === 'send' ? 'writes' : 'reads'} ${channel}`,
  channel: { $ref: `#/channels/${channel}` },
});

const logs = Object.values(LOG_OWNERS).flat();

const channelsOf = (contracts: readonly EventContract[]): Members =>
  Object.fromEntries([
    ...logs.map((log) => {
      const messages = contracts.filter((one) => one.log === log).map(nameOf);
      return [log, channelOf(log, messages, PUBLISHED_LOGS.includes(log))];
    }),
    ...Object.entries(DOOR_MESSAGES).map(([door, { name }]) => [
      door,
      channelOf(door, [name], true),
    ]),
  ]);

const operationsOf = (): Members =>
  Object.fromEntries([
    ...logs.map((log) => [`write.${log}`, operation('send', log, ownerOf(log))]),
    ...Object.entries(DOOR_MESSAGES).map(([door, { by }]) => [
      `read.${door}`,
      operation('receive', door, by),
    ]),
  ]);

const doorMessage = ({ name }: { name: string }): Members => ({
  name,
  contentType: 'application/json',
  payload: ref('schemas', name),
});

const DESCRIPTION = `一网考 · Every log of the four services, and the two topics that others write.
A published log is a Kafka topic of the same name; the record's key is the event's key, the value is
the envelope as JSON, and there are no headers. The other logs are read over HTTP, one envelope a line.`;

/** The AsyncAPI 3.0 document of these contracts, as plain JSON. */
export const asyncApiOf = (contracts: readonly EventContract[]): Members => {
  const doors = Object.values(DOOR_MESSAGES);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Yiwangkao', version: '1', description: DESCRIPTION },
    defaultContentType: 'application/json',
    servers: {
      kafka: { host: '127.0.0.1:59092', protocol: 'kafka', description: 'See KAFKA_BROKERS' },
      http: { host: '127.0.0.1:3101', protocol: 'http', description: 'See LOG_URLS' },
    },
    channels: channelsOf(contracts),
    operations: operationsOf(),
    components: {
      messages: Object.fromEntries([
        ...contracts.map((contract) => [nameOf(contract), messageOf(contract)]),
        ...doors.map((door) => [door.name, doorMessage(door)]),
      ]),
      schemas: Object.fromEntries([
        ['Envelope', envelopeSchema],
        ...contracts.map((one) => [nameOf(one), { ...one.schema, examples: [one.sample] }]),
        ...doors.map(({ name, schema }) => [name, schema]),
      ]),
    },
  };
};

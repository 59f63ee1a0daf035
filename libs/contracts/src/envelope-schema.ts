import { shape, type JsonSchema } from './event-contract.ts';
import { PARTITIONS } from './partition.ts';

const digest = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const fromOne = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER };
const id = { type: 'string', minLength: 1 };
const idOrNull = { type: ['string', 'null'] };

const members = {
  log: id,
  partition: { type: 'integer', minimum: 0, maximum: PARTITIONS - 1 },
  pos: { ...fromOne, description: 'Dense within (log, partition)' },
  logEpoch: { ...fromOne, description: 'Raised at a failover or restore' },
  prevHash: { ...digest, description: 'Hash of the event before; zeros for the first' },
  hash: { ...digest, description: 'SHA-256 over every other field' },
  eventId: shape.uuid,
  type: id,
  v: fromOne,
  stream: id,
  streamVersion: { ...fromOne, description: 'Dense within the stream' },
  key: { type: 'string', description: 'Decides the partition; order holds within a key' },
  occurredAt: { ...shape.instant, description: 'The moment of the judged act' },
  recordedAt: { ...shape.instant, description: 'The moment of the append' },
  commandId: id,
  causationId: idOrNull,
  correlationId: idOrNull,
  actor: { ...id, description: 'Subject of the token, or name of the service' },
  data: { type: 'object', description: 'What happened; its shape goes by (log, type, v)' },
};

/** The wire form of an event, whatever it tells of: closed, every member there. */
export const envelopeSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: Object.keys(members),
  properties: members,
};

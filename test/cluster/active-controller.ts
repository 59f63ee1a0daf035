import { connect } from 'node:net';

const DESCRIBE_QUORUM = 55;
const METADATA_LOG = '__cluster_metadata';
const ANSWER_WITHIN_MS = 5_000;

const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

/** Lengths of compact strings and arrays are one more than they say, and small ones are a byte. */
const compact = (length: number): Buffer => Buffer.from([length + 1]);
const noTags = Buffer.from([0]);

/** Asks for partition 0 of the metadata log, version 0 of the request. */
const request = (): Buffer => {
  const body = Buffer.concat([
    ...[int16(DESCRIBE_QUORUM), int16(0), int32(1), int16(-1), noTags],
    ...[compact(1), compact(METADATA_LOG.length), Buffer.from(METADATA_LOG)],
    ...[compact(1), int32(0), noTags, noTags, noTags],
  ]);
  return Buffer.concat([int32(body.length), body]);
};

/** Size, correlation id, tags; error, topics, name, partitions, number, error, then the leader. */
const LEADER_AT = 4 + 4 + 1 + 2 + 1 + 1 + METADATA_LOG.length + 1 + 4 + 2;

/**
 * The node id of the controller that leads, as one broker knows it; -1 when it knows of none.
 * Metadata names any node in its place, so the quorum is asked itself.
 */
export const activeController = (broker: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const [host = '', port] = broker.split(':');
    const socket = connect(Number(port), host);
    let received = Buffer.alloc(0);
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(ANSWER_WITHIN_MS, () => fail(new Error(`${broker} does not answer.`)));
    socket.on('error', fail);
    socket.on('connect', () => socket.write(request()));
    socket.on('close', () => reject(new Error(`${broker} closed the connection.`)));
    socket.on('data', (part) => {
      received = Buffer.concat([received, part]);
      if (received.length < LEADER_AT + 4) return;
      resolve(received.readInt32BE(LEADER_AT));
      socket.destroy();
    });
  });

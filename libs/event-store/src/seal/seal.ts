import { createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalText } from '@ywk/contracts';
import { merkleRoot } from './merkle.ts';
import type { SealedPoint } from './sealed-points.ts';

/** The last event of a partition at the end of a day. */
export type SealedHead = Omit<SealedPoint, 'day'>;

/** What is signed: how all logs of a service stood at the end of a day in Asia/Shanghai. */
export interface Seal {
  readonly service: string;
  readonly day: string;
  /** From 1, without a gap. */
  readonly number: number;
  /** How many events there were, in all logs. */
  readonly events: number;
  /** Merkle root over the heads, 64 hex digits. */
  readonly root: string;
  /** Hash of the seal before it, 64 hex digits; zeros for the first. */
  readonly previous: string;
  /** UTC, milliseconds. */
  readonly sealedAt: string;
  /** Which key signed: {@link keyId}. */
  readonly key: string;
}

/** A seal as it is kept and anchored: the heads are what its root was made of. */
export interface SignedSeal {
  readonly seal: Seal;
  /** Ed25519, base64. */
  readonly signature: string;
  readonly heads: readonly SealedHead[];
}

export const FIRST_PREVIOUS = '0'.repeat(64);

/** What precedes the text under the signature, so that it can be taken for nothing else. */
const PURPOSE = 'ywk.log-seal.v1\n';

export const headText = ({ log, partition, pos, hash: head }: SealedHead): string =>
  canonicalText([log, partition, pos, head]);

export const rootOf = (heads: readonly SealedHead[]): string => merkleRoot(heads.map(headText));

/** Hash by which the next seal names this one. */
export const sealHash = (seal: Seal): string => hash('sha256', canonicalText(seal), 'hex');

const signed = (seal: Seal): Buffer => Buffer.from(`${PURPOSE}${canonicalText(seal)}`);

/** Short name of an Ed25519 key, private or public: 16 hex digits. */
export const keyId = (key: KeyObject): string => {
  const open = key.type === 'private' ? createPublicKey(key) : key;
  const der = open.export({ type: 'spki', format: 'der' });
  return hash('sha256', der, 'hex').slice(0, 16);
};

export const signSeal = (seal: Seal, heads: readonly SealedHead[], key: KeyObject): SignedSeal => ({
  seal,
  heads,
  signature: sign(null, signed(seal), key).toString('base64'),
});

export const isSignedBy = ({ seal, signature }: SignedSeal, key: KeyObject): boolean =>
  verify(null, signed(seal), key, Buffer.from(signature, 'base64'));

type Head = [log: string, partition: number, pos: number, hash: string];

/** One line of an anchor file. */
export const anchorLine = ({ seal, signature, heads }: SignedSeal): string => {
  const rows = heads.map(({ log, partition, pos, hash: head }): Head => [
    log,
    partition,
    pos,
    head,
  ]);
  return JSON.stringify({ seal, signature, heads: rows });
};

/** A line that is no seal. */
export class MalformedSeal extends Error {
  override readonly name = 'MalformedSeal';
}

/** Reads a line of an anchor file. @throws MalformedSeal */
export const sealOf = (line: string): SignedSeal => {
  try {
    const read = JSON.parse(line) as { seal: Seal; signature: string; heads: Head[] };
    const heads = read.heads.map(([log, partition, pos, head]) => ({
      log,
      partition,
      pos,
      hash: head,
    }));
    return { seal: read.seal, signature: String(read.signature), heads };
  } catch (error) {
    throw new MalformedSeal('The line is not a seal.', { cause: error });
  }
};

import { hash } from 'node:crypto';

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

const sha256 = (...parts: Buffer[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');

/** The largest power of two below a number that is greater than one. */
const split = (count: number): number => 2 ** Math.floor(Math.log2(count - 1));

const rootOf = (leaves: readonly Buffer[]): Buffer => {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return sha256(LEAF, only);
  const at = split(leaves.length);
  return sha256(NODE, rootOf(leaves.slice(0, at)), rootOf(leaves.slice(at)));
};

/**
 * Root of the Merkle tree over some texts, as RFC 9162 (section 2.1.1) makes it: leaves and nodes are
 * hashed apart, so that none can be taken for the other. 64 hex digits.
 */
export const merkleRoot = (texts: readonly string[]): string =>
  rootOf(texts.map((text) => Buffer.from(text))).toString('hex');

import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { merkleRoot } from './merkle.ts';

const sha256 = (hex: string): string =>
  createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const leaf = (text: string): string => sha256(`00${hex(text)}`);
const node = (a: string, b: string): string => sha256(`01${a}${b}`);

describe('the root of a Merkle tree', () => {
  it('of nothing is the hash of nothing', () => {
    expect(merkleRoot([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it.each([
    [['a'], leaf('a')],
    [['a', 'b'], node(leaf('a'), leaf('b'))],
    [['a', 'b', 'c'], node(node(leaf('a'), leaf('b')), leaf('c'))],
    [
      ['a', 'b', 'c', 'd', 'e'],
      node(node(node(leaf('a'), leaf('b')), node(leaf('c'), leaf('d'))), leaf('e')),
    ],
  ])('of %j is made as RFC 9162 says', (texts, root) => {
    expect(merkleRoot(texts)).toBe(root);
  });

  it('tells a leaf from a node', () => {
    const forged = Buffer.from(`${leaf('a')}${leaf('b')}`, 'hex').toString('latin1');
    expect(merkleRoot([forged])).not.toBe(merkleRoot(['a', 'b']));
  });
});

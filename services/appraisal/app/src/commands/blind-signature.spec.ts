import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { exponentOf, isSigned, newPaperKey, signBlinded } from './blind-signature.ts';

const KINDS = 40;
const key = newPaperKey(KINDS);
const number = (text: string): bigint =>
  BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
const text = (value: bigint): string =>
  Buffer.from(value.toString(16).padStart(512, '0'), 'hex').toString('base64url');
const power = (base: bigint, exponent: number, modulus: bigint): bigint => {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
};

describe('the exponents of papers', () => {
  test('are primes of their own, from 65,537 on', () => {
    const all = Array.from({ length: 300 }, (_, kind) => exponentOf(kind));
    expect([all[0], all[1], all[2]]).toEqual([65537, 65539, 65543]);
    expect(new Set(all).size).toBe(300);
    for (const each of all) {
      for (let divisor = 2; divisor < 300; divisor += 1) expect(each % divisor).not.toBe(0);
    }
  });
});

describe('a blind signature', () => {
  test.each([0, 1, KINDS - 1])('of kind %i is the root by its own exponent', (kind) => {
    const value = number(randomBytes(255).toString('base64url'));
    const signature = signBlinded(key, kind, text(value));
    expect(power(number(signature), exponentOf(kind), number(key.n))).toBe(value);
    const other = kind === 0 ? 1 : 0;
    expect(power(number(signature), exponentOf(other), number(key.n))).not.toBe(value);
  });

  test('of the same blinded paper is the same', () => {
    const blinded = text(12345n);
    expect(signBlinded(key, 3, blinded)).toBe(signBlinded(key, 3, blinded));
  });

  test('needs a number below the modulus', () => {
    expect(() => signBlinded(key, 0, key.n)).toThrow(RangeError);
  });

  test('is not believed of another key, of nothing, or above the modulus', () => {
    const paper = randomBytes(32).toString('base64url');
    const { n = '' } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
      format: 'jwk',
    });
    for (const signature of ['AQ', 'AA', key.n]) {
      expect(isSigned({ paper, signature }, 0, key.n)).toBe(false);
      expect(isSigned({ paper, signature }, 0, n)).toBe(false);
    }
  });
});

import { createHash, randomBytes } from 'node:crypto';

/** A paper as its voter keeps it until the ballot is cast. */
export interface KeptPaper {
  readonly officer: string;
  readonly paper: string;
  readonly blinded: string;
  /** Takes the blinding off a signature. */
  unblind(signature: string): string;
}

const BYTES = 256;

const number = (text: string): bigint =>
  BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);

const text = (value: bigint): string =>
  Buffer.from(value.toString(16).padStart(BYTES * 2, '0'), 'hex').toString('base64url');

const power = (base: bigint, exponent: number, modulus: bigint): bigint => {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
};

const inverse = (value: bigint, modulus: bigint): bigint => {
  let [r, nextR, t, nextT] = [modulus, value % modulus, 0n, 1n];
  while (nextR !== 0n) {
    const quotient = r / nextR;
    [r, nextR] = [nextR, r - quotient * nextR];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return ((t % modulus) + modulus) % modulus;
};

const hashOf = (paper: Buffer): bigint => {
  const blocks = Array.from({ length: BYTES / 32 + 1 }, (_, at) =>
    createHash('sha256').update(Uint8Array.of(at)).update(paper).digest(),
  );
  return BigInt(`0x${Buffer.concat(blocks).toString('hex')}`);
};

/** A new paper on an officer, blinded by a factor that nobody but the voter ever knows. */
export const newPaper = (officer: string, exponent: number, modulus: string): KeptPaper => {
  const n = number(modulus);
  const paper = randomBytes(32);
  const factor = BigInt(`0x${randomBytes(BYTES).toString('hex')}`) % n;
  return {
    officer,
    paper: paper.toString('base64url'),
    blinded: text((hashOf(paper) * power(factor, exponent, n)) % n),
    unblind: (signature) => text((number(signature) * inverse(factor, n)) % n),
  };
};

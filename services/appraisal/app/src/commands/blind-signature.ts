import {
  constants,
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  privateDecrypt,
} from 'node:crypto';

/** The secret by which the voting papers of one review are signed: base64url of an RSA key's parts. */
export interface PaperKey {
  readonly n: string;
  readonly p: string;
  readonly q: string;
  readonly qi: string;
}

const MODULUS_BITS = 2048;
const BYTES = MODULUS_BITS / 8;
const FIRST_EXPONENT = 65_537;

const number = (text: string): bigint =>
  BigInt(`0x${Buffer.from(text, 'base64url').toString('hex') || '0'}`);

/** Always of one length: a shorter text would tell something of the number. */
const text = (value: bigint): string =>
  Buffer.from(value.toString(16).padStart(BYTES * 2, '0'), 'hex').toString('base64url');

const isPrime = (n: number): boolean => {
  for (let divisor = 3; divisor * divisor <= n; divisor += 2) if (n % divisor === 0) return false;
  return true;
};

const exponents = [FIRST_EXPONENT];

/**
 * The public exponent of the papers of one kind: the kind's place among the primes from 65,537 on.
 * One key signs papers of many kinds, and a signature of one kind is none of another (D. Chaum).
 * @param kind from 0
 */
export const exponentOf = (kind: number): number => {
  while (exponents.length <= kind) {
    let next = (exponents.at(-1) ?? FIRST_EXPONENT) + 2;
    while (!isPrime(next)) next += 2;
    exponents.push(next);
  }
  return exponents[kind] ?? FIRST_EXPONENT;
};

const power = (base: bigint, exponent: bigint, modulus: bigint): bigint => {
  let [result, square] = [1n, base % modulus];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
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
  if (r !== 1n) throw new RangeError('There is no inverse.');
  return t < 0n ? t + modulus : t;
};

const BLOCKS = BYTES / 32 + 1;

/** What is signed for a paper: SHA-256 of counter and number, block by block, modulo n. */
const representative = (paper: Buffer, modulus: bigint): bigint => {
  const blocks = Array.from({ length: BLOCKS }, (_, at) =>
    createHash('sha256')
      .update(Buffer.from([at]))
      .update(paper)
      .digest(),
  );
  return BigInt(`0x${Buffer.concat(blocks).toString('hex')}`) % modulus;
};

const secretExponent = ({ p, q }: PaperKey, kind: number): bigint =>
  inverse(BigInt(exponentOf(kind)), (number(p) - 1n) * (number(q) - 1n));

const serves = (key: PaperKey, kinds: number): boolean => {
  const order = (number(key.p) - 1n) * (number(key.q) - 1n);
  for (let kind = 0; kind < kinds; kind += 1) {
    if (order % BigInt(exponentOf(kind)) === 0n) return false;
  }
  return true;
};

/** A new key for papers of so many kinds. */
export const newPaperKey = (kinds: number): PaperKey => {
  for (;;) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: MODULUS_BITS });
    const { n = '', p = '', q = '', qi = '' } = privateKey.export({ format: 'jwk' });
    if (serves({ n, p, q, qi }, kinds)) return { n, p, q, qi };
  }
};

/**
 * Signs a blinded paper, which tells nothing of the paper. OpenSSL does it in constant time.
 * @throws RangeError for a number outside the modulus
 */
export const signBlinded = (key: PaperKey, kind: number, blinded: string): string => {
  if (number(blinded) >= number(key.n))
    throw new RangeError('A blinded paper is below the modulus.');
  const d = secretExponent(key, kind);
  const jwk = {
    ...{ kty: 'RSA', n: key.n, p: key.p, q: key.q, qi: key.qi },
    e: Buffer.from(exponentOf(kind).toString(16).padStart(6, '0'), 'hex').toString('base64url'),
    d: text(d),
    dp: text(d % (number(key.p) - 1n)),
    dq: text(d % (number(key.q) - 1n)),
  };
  return privateDecrypt(
    {
      key: createPrivateKey({ key: jwk, format: 'jwk' }),
      padding: constants.RSA_NO_PADDING,
    },
    Buffer.from(text(number(blinded)), 'base64url'),
  ).toString('base64url');
};

/** A paper as its voter shows it. */
export interface SignedPaper {
  /** 32 random bytes of the voter, base64url. */
  readonly paper: string;
  readonly signature: string;
}

/** Whether a paper of a kind was signed by the key of a modulus. */
export const isSigned = (
  { paper, signature }: SignedPaper,
  kind: number,
  modulus: string,
): boolean => {
  const n = number(modulus);
  const shown = number(signature);
  const expected = representative(Buffer.from(paper, 'base64url'), n);
  return shown < n && power(shown, BigInt(exponentOf(kind)), n) === expected;
};

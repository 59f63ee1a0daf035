import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** A private key of the embedded issuer: P-256, as a JWK. */
export interface IssuerKey extends JWK {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly d: string;
  readonly kid: string;
}

const MEMBERS = ['x', 'y', 'd', 'kid'] as const;

/** Reads the key from JSON text. @throws TypeError when it is no private P-256 key */
export const embeddedIssuerOf = (text: string): IssuerKey => {
  const key = parsed(text);
  const whole = MEMBERS.every((member) => typeof key[member] === 'string');
  if (key.kty !== 'EC' || key.crv !== 'P-256' || !whole) {
    throw new TypeError('must be a private EC key on P-256, as JWK with a kid');
  }
  return key as IssuerKey;
};

const parsed = (text: string): JWK => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    throw new TypeError('must be JSON text');
  }
};

/** Makes a new key for the embedded issuer. */
export const createIssuerKey = async (): Promise<IssuerKey> => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, kid: crypto.randomUUID() } as IssuerKey;
};

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { sealOf, type SignedSeal } from '@ywk/event-store';
import { CannotConnect, pathOf } from '../connection.ts';

const read = (given: string): string => {
  const file = pathOf(given);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  throw new CannotConnect(`There is no file ${file}.`);
};

const ed25519 = (given: string, make: (pem: string) => KeyObject): KeyObject => {
  const text = read(given);
  try {
    const key = make(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below, with the same words.
  }
  throw new CannotConnect(`${given} holds no such Ed25519 key. Make one with "ywk log keygen".`);
};

/** @throws CannotConnect */
export const privateKeyIn = (file: string): KeyObject => ed25519(file, createPrivateKey);

/** @throws CannotConnect */
export const publicKeyIn = (file: string): KeyObject => ed25519(file, createPublicKey);

/** Seals of an anchor file, one a line. @throws MalformedSeal, CannotConnect */
export const sealsIn = (file: string): SignedSeal[] =>
  read(file)
    .split('\n')
    .filter((line) => line !== '')
    .map(sealOf);

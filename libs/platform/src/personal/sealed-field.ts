import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { EncryptedField } from '@ywk/contracts';

/** Key of one person and its id. */
export interface PersonKey {
  readonly kid: string;
  /** 32 bytes. */
  readonly secret: Buffer;
}

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;

/** Seals a text with a person's key, each time with a new initialisation vector. */
export const sealField = (text: string, { kid, secret }: PersonKey): EncryptedField => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, secret, iv);
  const ct = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return {
    alg: 'A256GCM',
    kid,
    iv: iv.toString('base64'),
    ct: ct.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
};

/** The text of a sealed field; undefined when the key is another one or the field was changed. */
export const openField = (field: EncryptedField, secret: Buffer): string | undefined => {
  try {
    const decipher = createDecipheriv(CIPHER, secret, Buffer.from(field.iv, 'base64'), {
      authTagLength: 16,
    });
    decipher.setAuthTag(Buffer.from(field.tag, 'base64'));
    const text = Buffer.concat([
      decipher.update(Buffer.from(field.ct, 'base64')),
      decipher.final(),
    ]);
    return text.toString('utf8');
  } catch {
    return undefined;
  }
};

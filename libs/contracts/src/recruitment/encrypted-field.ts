import { closed, shape } from '../event-contract.ts';

/** A field that only the holder of the person's key can read: AES-256-GCM, all in base64. */
export interface EncryptedField {
  readonly alg: 'A256GCM';
  /** Id of the person's key. */
  readonly kid: string;
  readonly iv: string;
  readonly ct: string;
  readonly tag: string;
}

const base64 = { type: 'string', pattern: '^[A-Za-z0-9+/]*={0,2}$', maxLength: 4096 };
/** Its schema. */
export const encrypted = closed({
  alg: { const: 'A256GCM' },
  kid: shape.uuid,
  iv: base64,
  ct: base64,
  tag: base64,
});

/** One that nobody can read. */
export const sampleField: EncryptedField = {
  alg: 'A256GCM',
  kid: '0b0f4b8e-51a4-4a52-8f51-7d4a5e0c1b11',
  iv: 'AAAAAAAAAAAAAAAA',
  ct: 'c2FtcGxl',
  tag: 'AAAAAAAAAAAAAAAAAAAAAA==',
};

import { createHmac } from 'node:crypto';
import { canonicalText } from '@ywk/contracts';
import { sealField, type PersonKey } from '@ywk/platform';
import type { AuxiliaryType, Registered, Sex } from '@ywk/recruitment-domain';
import type { KeyStore } from '../persistence/keys/key.store.ts';

/** A person in clear, as a request brings it. It goes no further than this folder. */
export interface Person {
  readonly officer: string;
  readonly auxiliaryType: AuxiliaryType;
  readonly sex: Sex | null;
  readonly name: string;
  /** In normal form. */
  readonly identityNumber: string;
  readonly phone: string | null;
  readonly bankAccount: string | null;
}

const hmac = (secret: Buffer, text: string): string =>
  createHmac('sha256', secret).update(text, 'utf8').digest('hex');

/** Seals persons with their keys, and makes what can be compared without being read. */
export class Sealing {
  constructor(private readonly keys: KeyStore) {}

  /** Keys of persons who are registered now, by officer; made where there is none. */
  keysFor(officers: readonly string[]): Promise<ReadonlyMap<string, PersonKey>> {
    return this.keys.ensure(officers);
  }

  /** Keys that exist already. */
  knownKeys(officers: readonly string[]): Promise<ReadonlyMap<string, PersonKey>> {
    return this.keys.ofOfficers(officers);
  }

  /** The person with everything personal sealed. */
  sealed(person: Person, key: PersonKey): Registered {
    const { officer, auxiliaryType, sex, name, identityNumber, phone, bankAccount } = person;
    const orNull = (text: string | null) => (text === null ? null : sealField(text, key));
    return {
      officer,
      auxiliaryType,
      sex,
      name: sealField(name, key),
      identityNumber: sealField(identityNumber, key),
      phone: orNull(phone),
      bankAccount: orNull(bankAccount),
    };
  }

  /** Tells whether two identity numbers are one, and neither of them. */
  async digestOf({ identityNumber }: Person): Promise<string> {
    return hmac(await this.keys.digestSecret(), identityNumber);
  }

  /**
   * Stands for a request in the comparison of repeated commands. Without the person's key nobody can
   * try out names against it, so that it may outlive the person's data.
   */
  requestText(request: object, key: PersonKey): string {
    return hmac(key.secret, canonicalText(request));
  }
}

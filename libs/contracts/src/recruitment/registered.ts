import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { encrypted, sampleField, type EncryptedField } from './encrypted-field.ts';

const log = LOGS.personnel;

/** Recorded sex, as a code; null where none was given. */
export type Sex = 'F' | 'M';

/** The person as version 1 told of one: nothing of the sex. */
interface OfficerRegisteredV1 {
  readonly officer: string;
  readonly auxiliaryType: 'DUTY' | 'CIVILIAN';
  readonly name: EncryptedField;
  readonly identityNumber: EncryptedField;
  readonly phone: EncryptedField | null;
  readonly bankAccount: EncryptedField | null;
}

/** Who a person is, unreadable without the key but for the two codes. */
export interface OfficerRegistered extends OfficerRegisteredV1 {
  readonly sex: Sex | null;
}

const sampleOfficer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';

const person = {
  officer: shape.uuid,
  auxiliaryType: { enum: ['DUTY', 'CIVILIAN'] },
  name: encrypted,
  identityNumber: encrypted,
  phone: orNull(encrypted),
  bankAccount: orNull(encrypted),
};
const samplePerson: OfficerRegisteredV1 = {
  officer: sampleOfficer,
  auxiliaryType: 'CIVILIAN',
  name: sampleField,
  identityNumber: sampleField,
  phone: sampleField,
  bankAccount: null,
};

export const officerRegisteredV1 = defineEvent<OfficerRegisteredV1>({
  log,
  type: 'OfficerRegistered',
  v: 1,
  title: 'A person was registered',
  key: ({ officer }) => officer,
  promote: ({ officer }) => ({ officer, num: null }),
  schema: closed(person),
  sample: samplePerson,
  upcast: (data): OfficerRegistered => ({ ...data, sex: null }),
});

export const officerRegistered = defineEvent<OfficerRegistered>({
  log,
  type: 'OfficerRegistered',
  v: 2,
  title: 'A person was registered',
  key: ({ officer }) => officer,
  promote: ({ officer }) => ({ officer, num: null }),
  schema: closed({ ...person, sex: orNull({ enum: ['F', 'M'] }) }),
  sample: { ...samplePerson, sex: 'F' },
});

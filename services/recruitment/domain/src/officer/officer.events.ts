import type { LocalDay, Message } from '@ywk/kernel';

/** A field that nobody here can read: it passes through as it is. */
export type SealedField = Readonly<{
  alg: 'A256GCM';
  kid: string;
  iv: string;
  ct: string;
  tag: string;
}>;

export type AuxiliaryType = 'DUTY' | 'CIVILIAN';

/** Where an officer stands from a day on. */
export interface Placement {
  readonly unit: string;
  /** One of the 19 posts (DOMAIN 2.2), by code. */
  readonly post: string;
  readonly team: string | null;
  readonly badge: string;
  readonly seat: string | null;
}

export interface Registered {
  readonly officer: string;
  readonly auxiliaryType: AuxiliaryType;
  readonly name: SealedField;
  readonly identityNumber: SealedField;
  readonly phone: SealedField | null;
  readonly bankAccount: SealedField | null;
}

export interface Hired extends Placement {
  readonly officer: string;
  readonly employment: string;
  readonly from: LocalDay;
  readonly tier: number | null;
}

export interface Transferred extends Placement {
  readonly officer: string;
  readonly from: LocalDay;
}

export interface Left {
  readonly officer: string;
  readonly employment: string;
  /** Last day in service. */
  readonly on: LocalDay;
  readonly ground: string;
}

/** Stored for ever; the publisher maps each to the contract of the same name. */
export type OfficerEvent =
  | Message<'OfficerRegistered', Registered>
  | Message<'OfficerHired', Hired>
  | Message<'OfficerTransferred', Transferred>
  | Message<'OfficerLeft', Left>
  | Message<'SubjectErased', { readonly officer: string; readonly kid: string }>
  | Message<'SubjectRestricted', { readonly officer: string; readonly ground: string }>;

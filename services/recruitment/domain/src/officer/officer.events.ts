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

/** Recorded sex, as a code. */
export type Sex = 'F' | 'M';

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
  /** Null where none was given. */
  readonly sex: Sex | null;
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

/** Days on which something is held, both inclusive; `to` null while it lasts. */
export interface HeldDays {
  readonly from: LocalDay;
  readonly to: LocalDay | null;
}

/**
 * A second post held beside the main one (DOMAIN 3.0c.12). The first day names it: a later word from
 * the same day replaces the earlier.
 */
export interface SecondPost extends HeldDays {
  readonly unit: string;
  /** One of the 19 posts, by code. */
  readonly post: string;
  readonly team: string | null;
  /** Of the officer's work, 1 to 99 percent. */
  readonly share: number;
}

/** A role beside the post (DOMAIN 2.6); role and first day name it. */
export interface HeldRole extends HeldDays {
  readonly role: string;
}

/**
 * The police officer who is responsible for an auxiliary (民警带辅, DOMAIN 2.6): one at a time; the
 * first day names it.
 */
export interface Mentor extends HeldDays {
  readonly mentor: string;
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
  | Message<'SecondPostHeld', SecondPost & { readonly officer: string }>
  | Message<'RoleHeld', HeldRole & { readonly officer: string }>
  | Message<'MentorBound', Mentor & { readonly officer: string }>
  | Message<'OfficerLeft', Left>
  | Message<'SubjectErased', { readonly officer: string; readonly kid: string }>
  | Message<'SubjectRestricted', { readonly officer: string; readonly ground: string }>;

import type { Instant } from '@ywk/kernel';

/** What a 110 system tells of a call (DOMAIN 2.9): each kind is a moment of the call's life. */
export type DispatchKind =
  | 'received'
  | 'answered'
  | 'abandoned'
  | 'classified'
  | 'disconnected'
  | 'dispatched'
  | 'acknowledged'
  | 'departed'
  | 'arrived'
  | 'feedback'
  | 'closed'
  | 'corrected'
  | 'wrongDispatchClaimed';

/** Codes that calls are grouped by. */
export interface CallAttributes {
  readonly category?: string;
  readonly priority?: string;
  readonly district?: string;
  readonly station?: string;
  readonly channel?: string;
}

/** Members a correction may set anew; naming the badge or the seat replaces who acted. */
export interface DispatchChange extends CallAttributes {
  readonly at?: Instant;
  readonly badge?: string;
  readonly seat?: string;
  readonly unit?: string;
  readonly valid?: boolean;
}

/** One message of the feed; `eventId` is unique at its source. */
export interface DispatchEvent extends DispatchChange {
  readonly source: string;
  readonly eventId: string;
  readonly callId: string;
  readonly kind: DispatchKind;
  readonly at: Instant;
  readonly issuedAt?: Instant;
  readonly orderId?: string;
  readonly reason?: string;
  readonly corrects?: string;
  readonly withdrawn?: true;
  readonly change?: DispatchChange;
}

/** Who acted, as the feed knows it: `badge:F100001`, or `seat:S01` where no badge is given. */
export type OperatorRef = string;

/** The operator of an event; undefined where the feed names none. */
export const operatorOf = (event: DispatchChange): OperatorRef | undefined => {
  if (event.badge !== undefined) return `badge:${event.badge}`;
  return event.seat === undefined ? undefined : `seat:${event.seat}`;
};

/** Every operator that an event names, also in what it changes. */
export const operatorsOf = (event: DispatchEvent): OperatorRef[] =>
  [operatorOf(event), event.change && operatorOf(event.change)].filter((ref) => ref !== undefined);

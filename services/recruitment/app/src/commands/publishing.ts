import type { PeriodCutOff } from '@ywk/contracts';
import type { NewEvent } from '@ywk/event-store';
import type { LeaderEvent, OfficerEvent, UnitEvent } from '@ywk/recruitment-domain';
import { v5, v7 } from 'uuid';

/** An event before it has an id and a time. */
export interface Published {
  readonly type: string;
  readonly v: number;
  readonly data: unknown;
}

/** How our events become those that others may see; handed in by the composition. */
export interface Publishing {
  officer(event: OfficerEvent): Published;
  unit(event: UnitEvent): Published;
  leader(event: LeaderEvent): Published;
  marker(cutOff: PeriodCutOff): Published;
}

/** Who asks for something, and when. */
export interface Asking {
  readonly actor: string;
  /** UTC instant. */
  readonly at: string;
}

/** Gives an event its id and the moment of the act. */
export const stamped = ({ type, v, data }: Published, occurredAt: string): NewEvent => ({
  eventId: v7(),
  type,
  v,
  data,
  occurredAt,
});

/** Never changes: with another one a repeated command would be a new one. */
const NAMESPACE = '3d7c1f5a-92e0-5b64-a1c8-6f0e2b9d4a17';

/** An id that follows from what it names, so that asking twice asks for the same. */
export const derivedId = (...parts: readonly string[]): string => v5(parts.join('|'), NAMESPACE);

import type { StoredEvent } from '@ywk/event-store';
import type { LeaderEvent, OfficerEvent, UnitEvent } from '@ywk/recruitment-domain';

const OFFICER_EVENTS: ReadonlySet<string> = new Set<OfficerEvent['type']>([
  'OfficerRegistered',
  'OfficerHired',
  'OfficerTransferred',
  'SecondPostHeld',
  'RoleHeld',
  'MentorBound',
  'OfficerLeft',
  'SubjectErased',
  'SubjectRestricted',
]);

/** An event of the log in the domain's words; undefined for one that is not about an officer. */
export const officerEventOf = ({
  type,
  data,
}: Pick<StoredEvent, 'type' | 'data'>): OfficerEvent | undefined =>
  OFFICER_EVENTS.has(type) ? ({ type, data } as OfficerEvent) : undefined;

/** The same for units. */
export const unitEventOf = ({
  type,
  data,
}: Pick<StoredEvent, 'type' | 'data'>): UnitEvent | undefined =>
  type === 'UnitDefined' ? ({ type, data } as UnitEvent) : undefined;

/** The same for those who lead. */
export const leaderEventOf = ({
  type,
  data,
}: Pick<StoredEvent, 'type' | 'data'>): LeaderEvent | undefined =>
  type === 'LeaderNamed' ? ({ type, data } as LeaderEvent) : undefined;

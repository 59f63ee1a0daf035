import { readFileSync } from 'node:fs';
import {
  closed,
  compileSchema,
  DISPATCH_KINDS,
  shape,
  type DispatchKind,
  type JsonSchema,
} from '@ywk/contracts';
import { parse } from 'yaml';

/** Which rows an event is made of: those whose column holds one of the values. */
export interface Condition {
  readonly column: string;
  readonly is: readonly string[];
}

/** How one kind of event is read from a row: members name columns. */
export interface EventMap {
  readonly kind: DispatchKind;
  /** Column of the moment; no event where it is empty. */
  readonly at: string;
  readonly issuedAt?: string;
  /** Columns of the source's own event id; made of call, order and kind where absent. */
  readonly eventId?: readonly string[];
  readonly badge?: string;
  readonly seat?: string;
  readonly unit?: string;
  readonly category?: string;
  readonly priority?: string;
  readonly district?: string;
  readonly station?: string;
  readonly channel?: string;
  readonly reason?: string;
  /** Column and the values that mean yes and no. */
  readonly valid?: { readonly column: string; readonly yes: string[]; readonly no: string[] };
  readonly when?: Condition;
}

/** How a file of another system becomes events of the feed. */
export interface FeedMap {
  readonly source: string;
  /** IANA name. Needed where stamps carry no offset; days of figures begin in it. */
  readonly timeZone?: string;
  readonly format: 'csv' | 'ndjson';
  readonly delimiter?: string;
  /** `iso`, `epochSeconds`, `epochMs`, or a pattern of YYYY MM DD HH hh mm ss SSS A. */
  readonly time: string;
  /** Columns that tell one call from another, together. */
  readonly call: readonly string[];
  /** Columns that tell the orders of a call apart; one order a call where absent. */
  readonly order?: readonly string[];
  readonly events: readonly EventMap[];
}

const column = { type: 'string', minLength: 1, maxLength: 200 };
const columns = { type: 'array', items: column, minItems: 1, maxItems: 8 };
const values = { type: 'array', items: { type: 'string' }, minItems: 1 };

const eventMembers = {
  kind: { enum: DISPATCH_KINDS.filter((kind) => kind !== 'corrected') },
  at: column,
  issuedAt: column,
  eventId: columns,
  badge: column,
  seat: column,
  unit: column,
  category: column,
  priority: column,
  district: column,
  station: column,
  channel: column,
  reason: column,
  valid: closed({ column, yes: values, no: values }),
  when: closed({ column, is: values }),
};
const optionalMembers = Object.keys(eventMembers).filter((name) => !['kind', 'at'].includes(name));

/** JSON Schema of a map: `ywk feed schema` prints it. */
export const feedMapSchema: JsonSchema = closed(
  {
    source: shape.code,
    timeZone: { type: 'string', minLength: 1, maxLength: 64 },
    format: { enum: ['csv', 'ndjson'] },
    delimiter: { type: 'string', minLength: 1, maxLength: 1 },
    time: { type: 'string', minLength: 1, maxLength: 64 },
    call: columns,
    order: columns,
    events: { type: 'array', minItems: 1, items: closed(eventMembers, optionalMembers) },
  },
  ['timeZone', 'delimiter', 'order'],
);

const validate = compileSchema<FeedMap>('map', feedMapSchema);

/** Formats in which a stamp can say its own offset. */
const OWN_OFFSET = ['iso', 'epochSeconds', 'epochMs'];

/** Reads a map. @throws SchemaMismatch, TypeError for a map without the zone it needs */
export const readFeedMap = (file: string): FeedMap => {
  const map = validate(parse(readFileSync(file, 'utf8')));
  if (map.timeZone === undefined && !OWN_OFFSET.includes(map.time)) {
    throw new TypeError('The map must name its timeZone: stamps of this format carry no offset.');
  }
  return map;
};

import type { DispatchEvent, DispatchKind } from '@ywk/contracts';
import type { EventMap, FeedMap } from './feed-map.ts';
import type { Row } from './rows.ts';
import { BadStamp, stampReader, type ReadStamp } from './stamp.ts';

/** A row or a stamp of it that yields no event. */
export interface RowProblem {
  readonly row: number;
  readonly detail: string;
}

const OF_ORDER: readonly DispatchKind[] = [
  'dispatched',
  'acknowledged',
  'departed',
  'arrived',
  'feedback',
  'wrongDispatchClaimed',
];
const CODES = [
  'badge',
  'seat',
  'unit',
  'category',
  'priority',
  'district',
  'station',
  'channel',
  'reason',
] as const;
const ONLY_ORDER = '1';
const MAX_CODE = 64;

/** A value as a code: what a code cannot hold becomes one underscore. */
export const asCode = (text: string): string =>
  text
    .trim()
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[^A-Za-z0-9]+|_+$/g, '')
    .slice(0, MAX_CODE);

/** Turns rows into events; events of a whole call are made of its first row alone. */
export class RowEvents {
  private readonly stamp: ReadStamp;
  private readonly made = new Set<string>();

  constructor(private readonly map: FeedMap) {
    this.stamp = stampReader(map);
  }

  /** Columns that the map names and the file does not have. */
  missingColumns({ values }: Row): string[] {
    const { call, order = [], events } = this.map;
    const named = [...call, ...order, ...events.flatMap((event) => columnsOf(event))];
    return [...new Set(named)].filter((name) => values[name] === undefined);
  }

  /** Events of one row, and what of it cannot be read. */
  read(row: Row): { events: DispatchEvent[]; problems: RowProblem[] } {
    const events: DispatchEvent[] = [];
    const problems: RowProblem[] = [];
    for (const event of this.map.events) {
      try {
        const made = this.event(row, event);
        if (made !== undefined) events.push(made);
      } catch (error) {
        if (!(error instanceof BadStamp)) throw error;
        problems.push({ row: row.number, detail: `${event.kind}: ${error.message}` });
      }
    }
    return { events, problems };
  }

  private event({ values }: Row, event: EventMap): DispatchEvent | undefined {
    const at = (values[event.at] ?? '').trim();
    if (at === '' || !applies(event, values)) return undefined;
    const callId = this.joined(values, this.map.call, '/');
    const order = this.orderOf(event, values);
    const eventId = this.idOf(event, values, [callId, order.orderId]);
    if (event.eventId === undefined && this.made.has(eventId)) return undefined;
    this.made.add(eventId);
    return {
      source: this.map.source,
      eventId,
      callId,
      kind: event.kind,
      at: this.stamp(at),
      ...this.issuedOf(event, values),
      ...order,
      ...codesOf(event, values),
      ...validOf(event, values),
    };
  }

  private issuedOf({ issuedAt }: EventMap, values: Row['values']): { issuedAt?: string } {
    const text = issuedAt === undefined ? '' : (values[issuedAt] ?? '').trim();
    return text === '' ? {} : { issuedAt: this.stamp(text) };
  }

  private orderOf({ kind }: EventMap, values: Row['values']): { orderId?: string } {
    if (!OF_ORDER.includes(kind)) return {};
    const { order } = this.map;
    return { orderId: order === undefined ? ONLY_ORDER : this.joined(values, order, '/') };
  }

  private idOf(
    { eventId, kind }: EventMap,
    values: Row['values'],
    parts: readonly (string | undefined)[],
  ): string {
    if (eventId !== undefined) return this.joined(values, eventId, '/');
    return [...parts.filter((part) => part !== undefined), kind].join(':');
  }

  private joined(values: Row['values'], columns: readonly string[], by: string): string {
    const parts = columns.map((name) => asCode(values[name] ?? ''));
    const empty = columns.find((_, at) => parts[at] === '');
    if (empty !== undefined) throw new BadStamp(`the column "${empty}" is empty.`);
    return parts.join(by);
  }
}

const columnsOf = (event: EventMap): string[] => [
  event.at,
  ...(event.issuedAt === undefined ? [] : [event.issuedAt]),
  ...(event.eventId ?? []),
  ...CODES.flatMap((name) => event[name] ?? []),
  ...(event.valid === undefined ? [] : [event.valid.column]),
  ...(event.when === undefined ? [] : [event.when.column]),
];

const applies = ({ when }: EventMap, values: Row['values']): boolean =>
  when === undefined || when.is.includes(values[when.column] ?? '');

const codesOf = (event: EventMap, values: Row['values']): Record<string, string> => {
  const codes: Record<string, string> = {};
  for (const name of CODES) {
    const column = event[name];
    const code = column === undefined ? '' : asCode(values[column] ?? '');
    if (code !== '') codes[name] = code;
  }
  return codes;
};

const validOf = ({ valid }: EventMap, values: Row['values']): { valid?: boolean } => {
  if (valid === undefined) return {};
  const value = values[valid.column] ?? '';
  if (valid.yes.includes(value)) return { valid: true };
  return valid.no.includes(value) ? { valid: false } : {};
};

import { STAMPS, type CallStamps } from '@ywk/duty-domain';
import type { Connections } from './transaction.ts';

/** What calls may be grouped by. */
export const GROUPINGS = [
  'day',
  'hour',
  'month',
  'category',
  'priority',
  'district',
  'station',
  'channel',
  'orders',
] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Which calls: days in the zone, both ends included; null for no bound. */
export interface CallRange {
  readonly source: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly timeZone: string;
}

/** A call as figures see it. */
export interface FigureRow {
  readonly group: string;
  readonly stamps: CallStamps;
}

const LOCAL = `to_timestamp(received_ms / 1000.0) AT TIME ZONE $4`;

const GROUP_TEXT: Readonly<Record<Grouping, string>> = {
  day: `to_char(${LOCAL}, 'YYYY-MM-DD')`,
  hour: `to_char(${LOCAL}, 'HH24')`,
  month: `to_char(${LOCAL}, 'YYYY-MM')`,
  category: 'category',
  priority: 'priority',
  district: 'district',
  station: 'station',
  channel: 'channel',
  orders: `lpad(orders::text, 2, '0')`,
};

const startOf = (day: string): string =>
  `floor(extract(epoch FROM ((${day})::timestamp AT TIME ZONE $4)) * 1000)`;

const select = (by: Grouping | null): string => `
SELECT coalesce(${by === null ? `''` : GROUP_TEXT[by]}, '') AS group_name,
  ${STAMPS.map((stamp) => `${stamp}_ms`).join(', ')}
FROM call
WHERE source = $1 AND received_ms IS NOT NULL
  AND ($2::date IS NULL OR received_ms >= ${startOf('$2::date')})
  AND ($3::date IS NULL OR received_ms < ${startOf('$3::date + 1')})
  AND $4::text IS NOT NULL`;

type Row = readonly [string, ...(string | null)[]];

const stampsOf = (row: Row): CallStamps => {
  const stamps: Partial<Record<(typeof STAMPS)[number], number>> = {};
  STAMPS.forEach((stamp, at) => {
    const ms = row[at + 1];
    if (ms !== null && ms !== undefined) stamps[stamp] = Number(ms);
  });
  return stamps;
};

/** Calls received in a range. */
export const callsForFigures = async (
  db: Connections,
  range: CallRange,
  by: Grouping | null,
): Promise<FigureRow[]> => {
  const { source, from, to, timeZone } = range;
  const { rows } = await db.query<Row & unknown[]>({
    text: select(by),
    values: [source, from, to, timeZone],
    rowMode: 'array',
  });
  return rows.map((row) => ({ group: row[0], stamps: stampsOf(row) }));
};

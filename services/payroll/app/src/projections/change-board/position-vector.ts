import { PARTITIONS } from '@ywk/contracts';

/** Last position seen in each of the 64 partitions of the change log. */
export type PositionVector = readonly number[];

export const START: PositionVector = new Array<number>(PARTITIONS).fill(0);

/** Where a listing stands: everything past `after` and up to `until`, as far as (partition, pos). */
export interface Cursor {
  readonly after: PositionVector;
  readonly until: PositionVector;
  readonly partition: number;
  readonly pos: number;
}

const RADIX = 36;

/** One word that a client keeps and sends back unread. */
export const encodeVector = (vector: PositionVector): string =>
  vector.map((pos) => (pos === 0 ? '' : pos.toString(RADIX))).join('.');

/** Undefined for a text that {@link encodeVector} never made. */
export const decodeVector = (text: string): PositionVector | undefined => {
  const parts = text.split('.');
  if (parts.length !== PARTITIONS) return undefined;
  if (parts.some((part) => !/^[0-9a-z]{0,10}$/.test(part))) return undefined;
  return parts.map((part) => (part === '' ? 0 : Number.parseInt(part, RADIX)));
};

export const encodeCursor = ({ after, until, partition, pos }: Cursor): string =>
  [encodeVector(after), encodeVector(until), partition, pos].join('~');

/** Undefined for a text that {@link encodeCursor} never made. */
export const decodeCursor = (text: string): Cursor | undefined => {
  const match = /^([^~]*)~([^~]*)~(\d{1,2})~(\d{1,15})$/.exec(text);
  const [after, until] = [decodeVector(match?.[1] ?? ''), decodeVector(match?.[2] ?? '')];
  if (match === null || after === undefined || until === undefined) return undefined;
  return { after, until, partition: Number(match[3]), pos: Number(match[4]) };
};

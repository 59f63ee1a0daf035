import { PARTITIONS } from '@ywk/contracts';
import { Rejection } from '@ywk/kernel';

/** Last position seen in each of the 64 partitions of the change log. */
export type PositionVector = readonly number[];

export const START: PositionVector = new Array<number>(PARTITIONS).fill(0);

/** Where a listing stands: everything up to `until`, as far as (partition, pos). */
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

const unreadable = (): Rejection =>
  new Rejection('CURSOR_INVALID', 'Send "cursor" and "after" exactly as an answer gave them.');

/** @throws Rejection CURSOR_INVALID */
export const decodeVector = (text: string): PositionVector => {
  const parts = text.split('.');
  if (parts.length !== PARTITIONS || parts.some((part) => !/^[0-9a-z]{0,11}$/.test(part))) {
    throw unreadable();
  }
  return parts.map((part) => (part === '' ? 0 : Number.parseInt(part, RADIX)));
};

export const encodeCursor = ({ after, until, partition, pos }: Cursor): string =>
  [encodeVector(after), encodeVector(until), partition, pos].join('~');

/** @throws Rejection CURSOR_INVALID */
export const decodeCursor = (text: string): Cursor => {
  const [after, until, partition, pos, ...rest] = text.split('~');
  const place = [Number(partition), Number(pos)];
  if (after === undefined || until === undefined || rest.length > 0) throw unreadable();
  if (!place.every(Number.isSafeInteger)) throw unreadable();
  return {
    after: decodeVector(after),
    until: decodeVector(until),
    partition: Number(partition),
    pos: Number(pos),
  };
};

import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { knownProblem } from '../problem/known-problems.ts';

/** One page, and where the next one begins; null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Query of a list: `?limit=&cursor=`. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit = 50;

  @ApiPropertyOptional({ description: 'nextCursor of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  cursor?: string;
}

type CursorPart = string | number;

/** A cursor that names the last row seen, by the columns of its order. */
export const encodeCursor = (parts: readonly CursorPart[]): string =>
  Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');

const partsOf = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** What a part of a cursor may be: whatever else it held, a database would stumble over it. */
const PARTS = {
  uuid: (part: unknown) => typeof part === 'string' && UUID.test(part),
  instant: (part: unknown) =>
    typeof part === 'string' && INSTANT.test(part) && !Number.isNaN(Date.parse(part)),
  whole: (part: unknown) => Number.isSafeInteger(part),
  text: (part: unknown) => typeof part === 'string' && !part.includes('\0'),
} as const;

type CursorPartKind = keyof typeof PARTS;

/** Reads a cursor whose parts are of these kinds. @throws Problem CURSOR_NOT_VALID */
export const decodeCursor = (
  cursor: string,
  kinds: readonly CursorPartKind[],
): readonly CursorPart[] => {
  const parts = partsOf(cursor);
  const fits = Array.isArray(parts) && parts.length === kinds.length;
  if (fits && kinds.every((kind, at) => PARTS[kind](parts[at]))) return parts as CursorPart[];
  throw knownProblem('CURSOR_NOT_VALID', {
    errors: [
      {
        ...{ pointer: '?cursor', code: 'CURSOR_NOT_VALID' },
        ...{ detail: 'is no cursor of this list', detailZh: '不是此列表的翻页游标' },
      },
    ],
  });
};

/** A page out of one row more than asked for: the extra row only tells that there is more. */
export const pageOf = <Item>(
  rows: readonly Item[],
  limit: number,
  cursorOf: (item: Item) => readonly CursorPart[],
): Page<Item> => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? encodeCursor(cursorOf(last)) : null };
};

const compared = (a: readonly CursorPart[], b: readonly CursorPart[]): number => {
  const at = a.findIndex((part, place) => part !== b[place]);
  if (at < 0) return 0;
  return (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
};

/**
 * A page of a list that is at hand as a whole, in the order of its keys. Every item has a key of its
 * own, all with the same parts; what comes and goes between two pages moves none of the others.
 * @throws Problem CURSOR_NOT_VALID
 */
export const pageAmong = <Item>(
  all: readonly Item[],
  { limit, cursor }: Pick<PageQuery, 'limit' | 'cursor'>,
  keyOf: (item: Item) => readonly CursorPart[],
): Page<Item> => {
  const keyed = all
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => compared(a.key, b.key));
  const [first] = keyed;
  if (first === undefined) return { items: [], nextCursor: null };
  const kinds = first.key.map((part) => (typeof part === 'number' ? 'whole' : 'text'));
  const after = cursor === undefined ? null : decodeCursor(cursor, kinds);
  const rest = after === null ? keyed : keyed.filter(({ key }) => compared(key, after) > 0);
  const { items, nextCursor } = pageOf(rest, limit, ({ key }) => key);
  return { items: items.map(({ item }) => item), nextCursor };
};

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

const isPart = (part: unknown): part is CursorPart =>
  typeof part === 'string' || typeof part === 'number';

/** Reads a cursor of so many parts. @throws Problem CURSOR_NOT_VALID */
export const decodeCursor = (cursor: string, length: number): readonly CursorPart[] => {
  const parts = partsOf(cursor);
  if (Array.isArray(parts) && parts.length === length && parts.every(isPart)) return parts;
  throw knownProblem('CURSOR_NOT_VALID', {
    errors: [{ pointer: '?cursor', code: 'CURSOR_NOT_VALID', detail: 'is no cursor of this list' }],
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

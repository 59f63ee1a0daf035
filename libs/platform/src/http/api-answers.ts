import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse } from '@nestjs/swagger';

const JSON_TYPE = 'application/json';

/**
 * States the good answers of a route where they are not simply one status with JSON.
 * @param types content types, JSON when not given; what else there is, is text
 * @param schema of the JSON, where it is stated
 */
export const Answers = (
  statuses: readonly number[],
  types: readonly string[] = [JSON_TYPE],
  schema?: object,
): MethodDecorator => {
  const json = schema === undefined ? {} : { schema };
  const content = Object.fromEntries(
    types.map((type) => [type, type === JSON_TYPE ? json : { schema: { type: 'string' } }]),
  );
  return applyDecorators(...statuses.map((status) => ApiResponse({ status, content })));
};

/** A JSON Schema, as contracts have them. */
type Schema = Readonly<Record<string, unknown>>;

/** One page of a list; a controller says what its items are where that is of one shape. */
export const pageSchema = (items: Schema = {}) => ({
  type: 'object' as const,
  required: ['items', 'nextCursor'],
  properties: {
    items: { type: 'array' as const, items },
    nextCursor: {
      type: ['string', 'null'],
      description: 'Send it as `cursor` for the next page; null behind the last',
    },
  },
});

/** States what the items of a list are. */
export const AnswersPageOf = (item: Schema): MethodDecorator =>
  Answers([200], [JSON_TYPE], pageSchema(item));

/** States that a route takes lines, one JSON object a line. */
export const TakesLines = (
  description: string,
  schema: object = { type: 'object' },
): MethodDecorator =>
  applyDecorators(ApiConsumes('application/x-ndjson'), ApiBody({ description, schema }));

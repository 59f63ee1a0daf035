import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse } from '@nestjs/swagger';

const JSON_TYPE = 'application/json';

/**
 * States the good answers of a route where they are not simply one status with JSON.
 * @param types content types, JSON when not given; what else there is, is text
 */
export const Answers = (
  statuses: readonly number[],
  types: readonly string[] = [JSON_TYPE],
): MethodDecorator => {
  const content = Object.fromEntries(
    types.map((type) => [type, type === JSON_TYPE ? {} : { schema: { type: 'string' } }]),
  );
  return applyDecorators(...statuses.map((status) => ApiResponse({ status, content })));
};

/** States that a route takes lines, one JSON object a line. */
export const TakesLines = (
  description: string,
  schema: object = { type: 'object' },
): MethodDecorator =>
  applyDecorators(ApiConsumes('application/x-ndjson'), ApiBody({ description, schema }));

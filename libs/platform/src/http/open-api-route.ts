import type { OpenAPIObject } from '@nestjs/swagger';

/** What is said of one method of one path. */
export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** An operation and where it stands. */
export interface Route {
  /** In small letters. */
  readonly method: string;
  /** `/v1/facts/{id}:verify`. */
  readonly path: string;
  readonly operation: Operation;
  /** Needs no token. */
  readonly open: boolean;
}

const LINES = 'application/x-ndjson';

/** Whether a route takes lines, one value a line. */
export const takesLines = ({ requestBody }: Operation): boolean =>
  requestBody !== undefined && 'content' in requestBody && LINES in requestBody.content;

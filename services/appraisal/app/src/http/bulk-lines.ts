import { compileSchema, SchemaMismatch, type JsonSchema } from '@ywk/contracts';
import type { Label } from '@ywk/kernel';
import { readNdjson } from '@ywk/platform';
import type { Request, Response } from 'express';
import type { ItemResult } from '../commands/bulk.ts';

/** A line that was not taken. */
export interface RefusedLine {
  readonly line: number;
  readonly id?: string;
  readonly code: string;
  readonly detail: string;
  /** Where a line was read and its content refused. */
  readonly details?: Label;
}

interface ReadLines<Value> {
  readonly good: readonly { readonly line: number; readonly value: Value }[];
  readonly refused: readonly RefusedLine[];
}

/** Reads lines of one shape; those that are none are refused with their number. */
export const linesOf = <Value>(
  what: string,
  schema: JsonSchema,
): ((request: Request) => Promise<ReadLines<Value>>) => {
  const parse = compileSchema<Value>(what, schema);
  return async (request) => {
    const good: { line: number; value: Value }[] = [];
    const refused: RefusedLine[] = [];
    for (const line of await readNdjson(request)) {
      if (!line.ok) {
        refused.push({ line: line.line, code: line.code, detail: line.detail });
        continue;
      }
      try {
        good.push({ line: line.line, value: parse(line.value) });
      } catch (error) {
        if (!(error instanceof SchemaMismatch)) throw error;
        refused.push({ line: line.line, code: 'LINE_NOT_VALID', detail: error.message });
      }
    }
    return { good, refused };
  };
};

const count = (results: readonly ItemResult[], outcome: ItemResult['outcome']): number =>
  results.filter((result) => result.outcome === outcome).length;

/** 200 when every line stands, else 207 with the refused ones by number. */
export const answerLines = (
  response: Response,
  results: readonly ItemResult[],
  { lines, refused }: { lines: readonly number[]; refused: readonly RefusedLine[] },
): void => {
  const refusals = results.flatMap((result, at): RefusedLine[] => {
    if (result.outcome !== 'refused') return [];
    const { id, code, detail, details } = result;
    return [{ line: lines[at] ?? 0, id, code, detail, details }];
  });
  const rejected = [...refused, ...refusals].sort((a, b) => a.line - b.line);
  response.status(rejected.length === 0 ? 200 : 207).json({
    accepted: count(results, 'accepted'),
    duplicates: count(results, 'duplicate'),
    rejected,
  });
};

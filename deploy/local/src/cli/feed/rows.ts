import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import type { FeedMap } from './feed-map.ts';

/** How the rows of a file are told apart. */
export type RowFormat = Pick<FeedMap, 'format' | 'delimiter'>;

/** One row of the file: values by column, and its number from 1 (the header not counted). */
export interface Row {
  readonly number: number;
  readonly values: Readonly<Record<string, string>>;
}

/** A row that cannot be read. */
export class BadRow extends Error {
  override readonly name = 'BadRow';
}

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const csvRows = async function* (
  file: string,
  { delimiter = ',' }: RowFormat,
): AsyncGenerator<Row> {
  const records = createReadStream(file).pipe(
    parse({ columns: true, bom: true, delimiter, relax_column_count: false }),
  );
  let number = 0;
  for await (const values of records) {
    number += 1;
    yield { number, values: values as Record<string, string> };
  }
};

const jsonRow = (line: string, number: number): Row => {
  try {
    const value = JSON.parse(line) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const values = Object.entries(value).map(([name, member]) => [name, textOf(member)]);
      return { number, values: Object.fromEntries(values) as Record<string, string> };
    }
  } catch {
    throw new BadRow(`Line ${number} is not JSON.`);
  }
  throw new BadRow(`Line ${number} is no JSON object.`);
};

const ndjsonRows = async function* (file: string): AsyncGenerator<Row> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    number += 1;
    if (line.trim() !== '') yield jsonRow(line, number);
  }
};

/** The rows of a file, streamed: a file may be larger than memory. @throws BadRow */
export const rowsOf = (file: string, map: RowFormat): AsyncGenerator<Row> =>
  map.format === 'csv' ? csvRows(file, map) : ndjsonRows(file);

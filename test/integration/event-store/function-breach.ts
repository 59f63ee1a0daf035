import { query } from '@ywk/testing';
import type { TestLog } from './test-log.ts';

/** The text of a function as the database has it. */
export const definitionOf = async (log: TestLog, name: string): Promise<string> => {
  const [row] = await query<{ text: string }>(
    log.database.adminUrl,
    'SELECT pg_get_functiondef(oid) AS text FROM pg_proc WHERE proname = $1',
    [name],
  );
  if (row === undefined) throw new Error(`There is no function ${name}.`);
  return row.text;
};

/** The same with one piece replaced. @throws when the piece is not there any more */
export const replaced = (text: string, from: string | RegExp, to: string): string => {
  const result = text.replace(from, to);
  if (result === text) throw new Error(`The function no longer holds ${String(from)}.`);
  return result;
};

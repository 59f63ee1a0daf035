import { COLUMN_COUNT } from './append-columns.ts';

const placeholders = Array.from({ length: COLUMN_COUNT }, (_, at) => `$${at + 1}`).join(', ');

/** The one call that writes: accepted or refused, command by command, in the order given. */
export const APPEND = `SELECT outcome, detail FROM append_events(${placeholders})`;

/** What a command id stands for. */
export const FIND_COMMAND = `
SELECT request_hash, positions FROM command_id
WHERE partition = $1 AND log = $2 AND command_id = $3`;

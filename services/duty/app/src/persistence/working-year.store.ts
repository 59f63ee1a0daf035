import { calendarOf } from '@ywk/calendar';
import { CALENDARS_STREAM, partitionOf, type CalendarPublished } from '@ywk/contracts';
import type { WorkingCalendar } from '@ywk/kernel';
import type { Connections, Tx } from './transaction.ts';

const PARTITION = partitionOf(CALENDARS_STREAM);

const ADD = `
INSERT INTO working_year (partition, year, version, document) VALUES ($1, $2, $3, $4)
ON CONFLICT (partition, year, version) DO NOTHING`;

export const addWorkingYear = async (
  tx: Tx,
  { year, version, document }: CalendarPublished,
): Promise<void> => {
  await tx.query(ADD, [PARTITION, year, version, JSON.stringify(document)]);
};

const IN_FORCE = `
SELECT DISTINCT ON (year) document FROM working_year WHERE partition = $1
ORDER BY year, version DESC`;

/** The years that ship, and those that appraisal published. */
export const workingDays = async (db: Connections): Promise<WorkingCalendar> => {
  const { rows } = await db.query<{ document: string }>(IN_FORCE, [PARTITION]);
  return calendarOf(rows.map(({ document }) => JSON.parse(document) as unknown));
};

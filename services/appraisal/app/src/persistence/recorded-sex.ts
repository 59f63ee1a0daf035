import type { Sex } from '@ywk/appraisal-domain';
import type { Database, OfficerAt } from './database.ts';

const READ = `
SELECT p.officer, p.sex
FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
JOIN person p ON p.partition = o.partition AND p.officer = o.officer`;

/** Sex of officers as recruitment recorded it; null, or nobody, where it recorded none. */
export const recordedSex = async (
  db: Database,
  officers: readonly OfficerAt[],
): Promise<ReadonlyMap<string, Sex>> => {
  const { rows } = await db.query<{ readonly officer: string; readonly sex: Sex }>({
    name: 'recorded_sex',
    text: READ,
    values: [officers.map(({ partition }) => partition), officers.map(({ officer }) => officer)],
  });
  return new Map(rows.map(({ officer, sex }) => [officer, sex]));
};

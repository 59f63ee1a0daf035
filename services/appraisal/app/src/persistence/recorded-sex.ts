import type { Sex } from '@ywk/appraisal-domain';
import type { Database, OfficerAt } from './database.ts';

/**
 * Sex of officers as recruitment recorded it. Its events tell of none so far, so nobody has one here;
 * whoever compares groups asks this function alone.
 */
export const recordedSex = (
  _db: Database,
  _officers: readonly OfficerAt[],
): Promise<ReadonlyMap<string, Sex>> => Promise.resolve(new Map());

import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolders } from '../postgres-folders.ts';
import { endAll, processesOf } from './our-processes.ts';
import type { Places } from './places.ts';

/** Ends what a killed start left running in this folder. @returns how many processes that were */
export const endLeftovers = async (places: Places): Promise<number> => {
  const clusters = dataFolders(places.postgres).map((folder) => join(folder, 'cluster'));
  const found = processesOf(places, clusters);
  await endAll(found);
  return found.length;
};

/**
 * Removes the data of earlier starts; the secrets too, because the passwords go with the data.
 * The note says that it was begun: a database without its topics, or the other way round, would
 * pass for kept data after a kill in between.
 */
export const removeData = (places: Places): void => {
  const { clearing, kafka, postgres, demo, tokens, secrets, logs } = places;
  writeFileSync(clearing, '');
  for (const path of [...dataFolders(postgres), kafka, demo, tokens, secrets, logs])
    rmSync(path, { recursive: true, force: true });
  rmSync(clearing);
};

/** Whether a removal was begun and not finished. */
export const removalIsUnfinished = ({ clearing }: Places): boolean => existsSync(clearing);

/** Whether an earlier start left data here. */
export const hasData = ({ postgres }: Places): boolean =>
  dataFolders(postgres).some((folder) => existsSync(join(folder, 'ywk-initialised')));

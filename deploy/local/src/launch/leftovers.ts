import { existsSync, rmSync } from 'node:fs';
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

/** Removes the data of earlier starts; the secrets too, because the passwords go with the data. */
export const removeData = (places: Places): void => {
  const { kafka, postgres, demo, tokens, secrets, logs } = places;
  for (const path of [...dataFolders(postgres), kafka, demo, tokens, secrets, logs])
    rmSync(path, { recursive: true, force: true });
};

/** Whether an earlier start left data here. */
export const hasData = ({ postgres }: Places): boolean =>
  dataFolders(postgres).some((folder) => existsSync(join(folder, 'ywk-initialised')));

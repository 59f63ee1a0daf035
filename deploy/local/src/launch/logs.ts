import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/** Each start writes new logs and keeps those of the start before as `*.log.1`. */
export const keepLastLogs = (folder: string): void => {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.log')))
    renameSync(join(folder, name), join(folder, `${name}.1`));
};

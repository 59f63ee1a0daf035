import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DATA = resolve(ROOT, process.env['DISPATCH_DATA'] ?? '../shared/data');

/** A file of the public data sets, which are not part of this repository. */
export const dataFile = (...path: string[]): string => {
  const file = join(DATA, ...path);
  if (existsSync(file)) return file;
  throw new Error(
    `${file} is not there: set DISPATCH_DATA to the folder with the public data sets.`,
  );
};

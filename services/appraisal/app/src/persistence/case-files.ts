import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

/** How the names of case files end. */
export const CASE_FILE = '.case.yaml';

const inFolder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(CASE_FILE))
    .sort()
    .map((name) => join(folder, name));

/** `**` stands for any folders, `*` and `?` for letters of one name. */
const patternOf = (glob: string): RegExp => {
  const text = glob
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('**/', '\0')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
    .replaceAll('\0', '(?:.*/)?');
  return new RegExp(`^${text}$`);
};

const matching = (glob: string): string[] => {
  const fixed = glob.slice(0, glob.search(/[*?]/));
  const folder = fixed.slice(0, fixed.lastIndexOf('/') + 1) || '.';
  if (!existsSync(folder)) return [];
  const pattern = patternOf(glob);
  return inFolder(folder).filter((file) => pattern.test(file.replaceAll(sep, '/')));
};

/**
 * The files that a path stands for: a file as it is named, of a folder or pattern all case files.
 * Empty when there is none.
 */
export const caseFilesAt = (path: string): string[] => {
  if (existsSync(path)) return statSync(path).isDirectory() ? inFolder(path) : [path];
  return /[*?]/.test(path) ? matching(path) : [];
};

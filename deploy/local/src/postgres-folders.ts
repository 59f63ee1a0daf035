import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { canEnter, type Account } from './postgres-account.ts';

/** Every account may enter it; used by root only, when the clone lies in a closed folder. */
const OPEN_DATA = '/var/lib/yiwangkao';

const pointerIn = (place: string): string => join(place, 'moved-to');
const ownerNoteIn = (folder: string): string => join(folder, 'data-of');
const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Every folder in which the data of `wanted` lie. */
export const dataFolders = (wanted: string): string[] => {
  const place = resolve(wanted);
  const moved = textOf(pointerIn(place));
  return moved ? [place, moved] : [place];
};

/** @throws Error when the folder is somebody else's */
const claim = (folder: string, uid: number, gid: number): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = statSync(folder).uid;
  if (owner !== uid && readdirSync(folder).length > 0)
    throw new Error(
      `The data in ${folder} belong to another user (number ${owner}). Start as that user, or remove the folder.`,
    );
  chownSync(folder, uid, gid);
};

/** Data of a clone that stood here before and was removed: nobody has their password any more. */
const removeOrphansOf = (place: string): void => {
  for (const name of readdirSync(OPEN_DATA)) {
    const folder = join(OPEN_DATA, name);
    if (textOf(ownerNoteIn(folder)) === place) rmSync(folder, { recursive: true });
  }
};

/** A folder in the open place, found again by the note that is left where the data were wanted. */
const movedFolderOf = (place: string, uid: number, gid: number): string => {
  const known = textOf(pointerIn(place));
  if (known && existsSync(known)) return known;
  mkdirSync(OPEN_DATA, { recursive: true, mode: 0o755 });
  removeOrphansOf(place);
  const folder = mkdtempSync(join(OPEN_DATA, 'data-'));
  writeFileSync(ownerNoteIn(folder), place);
  chownSync(folder, uid, gid);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  writeFileSync(pointerIn(place), folder);
  return folder;
};

/**
 * Where the data of `wanted` really lie: there, or for root in an open place when the account could
 * not enter it. The folder exists afterwards and is the account's.
 * @throws Error when the data belong to another user
 */
export const dataFolderFor = (wanted: string, account: Account): string => {
  const place = resolve(wanted);
  mkdirSync(dirname(place), { recursive: true });
  const { uid, gid } = account;
  if (uid === undefined || gid === undefined) {
    claim(place, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
    return place;
  }
  if (!canEnter(account, dirname(place))) return movedFolderOf(place, uid, gid);
  claim(place, uid, gid);
  return place;
};

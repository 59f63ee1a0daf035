import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Places } from './places.ts';

export interface FoundProcess {
  readonly pid: number;
  readonly words: readonly string[];
}

const wordsOf = (pid: number): string[] => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
  } catch {
    return [];
  }
};

const fromProc = (): FoundProcess[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), words: wordsOf(Number(name)) }));

const fromPs = (): FoundProcess[] =>
  spawnSync('ps', ['-axo', 'pid=,args='], { encoding: 'utf8' })
    .stdout.split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, ...words]) => ({ pid: Number(pid), words }));

const allProcesses = (): FoundProcess[] => (existsSync('/proc/self') ? fromProc() : fromPs());

/** Marks every process of one system, so that it is known by its command line alone. */
export const belongsTo = (folder: string): string => `--of=${folder}`;

/**
 * The processes of the system in this folder, whoever started them. A command line cannot go stale
 * as a file with process ids can, and there is no moment in which a process runs unrecorded.
 * @param clusters folders of PostgreSQL's data that belong to the system
 */
export const processesOf = (places: Places, clusters: readonly string[]): FoundProcess[] => {
  const marks = new Set([belongsTo(places.folder), join(places.kafka, 'server.properties')]);
  const isOurs = ({ words }: FoundProcess): boolean =>
    words.some((word) => marks.has(word)) ||
    (words[1] === '-D' && clusters.some((cluster) => words[2] === cluster));
  return allProcesses().filter((found) => found.pid !== process.pid && isOurs(found));
};

/** Whether the process with this id runs this program. */
export const runs = (pid: number, program: string): boolean =>
  allProcesses().some((found) => found.pid === pid && found.words.includes(program));

const GRACE_MS = 15_000;
const EVERY_MS = 50;

const send = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
};

/** PostgreSQL ends at once on SIGINT and waits for its sessions on SIGTERM. */
const politeSignal = ({ words }: FoundProcess): NodeJS.Signals =>
  words[1] === '-D' ? 'SIGINT' : 'SIGTERM';

/** Ends processes that a killed launcher left: politely, by force after 15 s. */
export const endAll = async (found: readonly FoundProcess[]): Promise<void> => {
  for (const one of found) send(one.pid, politeSignal(one));
  const deadline = Date.now() + GRACE_MS;
  const left = (): FoundProcess[] => found.filter(({ pid }) => send(pid, 0));
  while (left().length > 0 && Date.now() < deadline) await pause(EVERY_MS);
  for (const { pid } of left()) send(pid, 'SIGKILL');
  while (left().length > 0) await pause(EVERY_MS);
};

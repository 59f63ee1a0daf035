/**
 * Outlives whoever started it, for a moment: while its input is open it only keeps a list of
 * processes and folders; when the input ends, because the starter has stopped or was killed, it
 * ends the processes that are left, waits for them, removes the folders, and goes.
 * Lines: `watch PID SIGNAL GRACE_MS`, `forget PID`, `remove FOLDER`.
 */
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const watched = new Map();
const folders = new Set();

const send = (pid, signal) => {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
};

const end = async (pid, { signal, graceMs }) => {
  send(pid, signal);
  for (const until = Date.now() + graceMs; send(pid, 0) && Date.now() < until;) await pause(50);
  send(pid, 'SIGKILL');
};

const obey = (line) => {
  const [verb, ...words] = line.split(' ');
  if (verb === 'watch')
    watched.set(Number(words[0]), { signal: words[1], graceMs: Number(words[2]) });
  if (verb === 'forget') watched.delete(Number(words[0]));
  if (verb === 'remove') folders.add(words.join(' '));
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
const lines = createInterface({ input: process.stdin });
lines.on('line', obey);
lines.on('close', async () => {
  // Last started, first ended: services before the broker and the database they write to.
  for (const [pid, how] of [...watched].reverse()) await end(pid, how);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

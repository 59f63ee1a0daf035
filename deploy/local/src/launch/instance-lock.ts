import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { EXIT, LaunchFailure } from './launch-failure.ts';
import { runs } from './our-processes.ts';

interface Holder {
  readonly pid: number;
  readonly program: string;
}

const holderOf = (file: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
};

/**
 * At most one launcher works in a folder. A lock whose holder is gone (killed, machine restarted,
 * its number given to another program) is taken over.
 * @returns how to let go
 * @throws LaunchFailure when a launcher is running
 */
export const takeInstanceLock = (file: string): (() => void) => {
  const mine: Holder = { pid: process.pid, program: process.argv[1] ?? '' };
  const holder = holderOf(file);
  if (holder && holder.pid !== process.pid && runs(holder.pid, holder.program))
    throw new LaunchFailure(
      `This system is running already (process ${holder.pid}). Stop it with Ctrl-C there, or: kill ${holder.pid}`,
      `系统已在运行（进程 ${holder.pid}）。请在原终端按 Ctrl-C，或执行 kill ${holder.pid}。`,
      EXIT.alreadyRunning,
    );
  rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify(mine), { flag: 'wx' });
  } catch (error) {
    throw new LaunchFailure(
      `Another start in this folder was faster, or ${file} cannot be written: ${String(error)}`,
      `另一个启动过程已占用此目录，或无法写入锁文件。`,
      EXIT.alreadyRunning,
    );
  }
  return () => rmSync(file, { force: true });
};

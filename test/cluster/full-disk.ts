import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const MIB = 1024 * 1024;
const SIZE_MIB = 256;
/** Largest file a broker may write where no file system of its own can be had, bytes. */
const LARGEST_FILE = 64 * 1024;

const ran = (command: string, ...parameters: string[]): boolean =>
  spawnSync(command, parameters, { stdio: 'ignore' }).status === 0;

/**
 * A disk that a test can fill. As root it is a file system in memory; elsewhere the process is
 * forbidden to write larger files, which the broker meets as the same failed write.
 */
export class FullDisk {
  private readonly mounted: boolean;
  private readonly ballast: string;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.mounted = ran('mount', '-t', 'tmpfs', '-o', `size=${SIZE_MIB}m`, 'tmpfs', folder);
    this.ballast = join(folder, 'ballast');
  }

  /** From now on the process can write nothing more. */
  fill(pid: number): void {
    if (!this.mounted) {
      if (!ran('prlimit', '--pid', String(pid), `--fsize=${LARGEST_FILE}`))
        throw new Error('Neither a tmpfs nor a file-size limit can be had on this machine.');
      return;
    }
    const { bavail, bsize } = statfsSync(this.folder);
    if (bavail * bsize > SIZE_MIB * MIB) throw new Error('The disk is larger than it was made.');
    if (!ran('fallocate', '-l', String(bavail * bsize), this.ballast))
      throw new Error('The disk could not be filled.');
  }

  /** There is room again, for a process that starts anew. */
  free(): void {
    rmSync(this.ballast, { force: true });
  }

  /** After the last process on it has ended. */
  remove(): void {
    if (this.mounted) ran('umount', '-l', this.folder);
  }
}

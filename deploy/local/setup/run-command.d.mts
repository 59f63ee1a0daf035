import type { SpawnOptions } from 'node:child_process';
export declare function runCommand(
  command: string,
  parameters: string[],
  options?: SpawnOptions,
): Promise<string>;

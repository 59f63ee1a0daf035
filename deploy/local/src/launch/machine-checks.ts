import { statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import type { ServiceName } from '@ywk/contracts';
import { portIsFree } from '../ports.ts';
import { EXIT, LaunchFailure } from './launch-failure.ts';
import { PORT_VARIABLES, type Ports } from './places.ts';

const MIB = 1024 * 1024;

/** What a month of demo data, its topics and room to work need, MiB. */
export const SPACE_MIB = 3_000;
const MEMORY_MIB = 1_800;

/** Which servers this start has to run itself. */
export interface Wanted {
  readonly postgres: boolean;
  readonly kafka: boolean;
}

const needed = (ports: Ports, wanted: Wanted): [keyof typeof PORT_VARIABLES, number][] =>
  [
    ...(wanted.postgres ? [['postgres', ports.postgres] as const] : []),
    ...(wanted.kafka ? [['kafka', ports.kafka] as const] : []),
    ...(wanted.kafka ? [['kafkaController', ports.kafkaController] as const] : []),
    ...(Object.entries(ports.services) as [ServiceName, number][]),
  ].map(([name, port]) => [name, port]);

/** @throws LaunchFailure that names every port in use, and how to take another one */
export const checkPorts = async (ports: Ports, wanted: Wanted): Promise<void> => {
  const all = needed(ports, wanted);
  const free = await Promise.all(all.map(([, port]) => portIsFree(port)));
  const taken = all.filter((_, at) => free[at] === false);
  if (taken.length === 0) return;
  const lines = taken.map(([name, port]) => {
    const variable = PORT_VARIABLES[name];
    return `  ${port} (${name}): free it, or set ${variable}=… to use another one`;
  });
  throw new LaunchFailure(
    `Another program listens on a port that is needed:\n${lines.join('\n')}`,
    `所需端口已被其他程序占用：${taken.map(([, port]) => port).join('、')}。`,
  );
};

/** @throws LaunchFailure when the file system of a folder has less than `mib` MiB left */
export const checkSpace = (folder: string, mib: number): void => {
  const { bavail, bsize } = statfsSync(folder);
  const left = Math.floor((bavail * bsize) / MIB);
  if (left >= mib) return;
  throw new LaunchFailure(
    `Not enough space: ${left} MiB are free where ${folder} lies, ${mib} MiB are needed.`,
    `磁盘空间不足：${folder} 所在分区剩余 ${left} MiB，需要 ${mib} MiB。`,
    EXIT.unavailable,
  );
};

/** A warning when memory is short: it may still go well, only slowly. */
export const memoryWarning = (): string | undefined => {
  const left = Math.floor(freemem() / MIB);
  if (left >= MEMORY_MIB) return undefined;
  return `Only ${left} MiB of memory are free; about ${MEMORY_MIB} MiB are used. 可用内存偏少，可能较慢。`;
};

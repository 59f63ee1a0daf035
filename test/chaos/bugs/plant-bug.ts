import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlantedBug } from './planted-bugs.ts';

/** How often a text stands in a file. */
export const timesIn = (file: string, text: string): number =>
  readFileSync(file, 'utf8').split(text).length - 1;

/** A change that cannot be planted: its text is not there, or more than once. */
export class NotPlantable extends Error {
  override readonly name = 'NotPlantable';
}

/**
 * From now on services that this process starts have the bug: Node changes their code while it
 * loads it. What is built stays as it is.
 * @param root folder of the clone, built
 * @throws NotPlantable when a text does not stand exactly once where it is to be changed
 */
export const plantBug = (root: string, { name, changes }: PlantedBug): void => {
  for (const { file, from } of changes) {
    const times = timesIn(join(root, file), from);
    if (times === 1) continue;
    throw new NotPlantable(`${name}: "${from}" stands ${times} times in ${file}, not once.`);
  }
  const hook = new URL(`file://${join(root, 'test/chaos/bugs/plant.mjs')}`);
  process.env['YWK_PLANTED_BUG'] = JSON.stringify(changes);
  process.env['NODE_OPTIONS'] = `${process.env['NODE_OPTIONS'] ?? ''} --import=${hook.href}`;
};

import { partitionOf } from '@ywk/contracts';
import type { Transaction } from './database.ts';

const LOCK = `SELECT partition FROM holding_guard WHERE partition = $1 FOR NO KEY UPDATE`;

/** Whoever changes the tree of units waits here for the one before. */
export const lockUnitTree = async (tx: Transaction): Promise<void> => {
  await tx.query(LOCK, [partitionOf('unit-tree')]);
};

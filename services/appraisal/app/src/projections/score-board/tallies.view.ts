import { LOGS } from '@ywk/contracts';
import type { ViewModule } from '@ywk/projections';
import { addTallies } from '../../persistence/tally.store.ts';
import { tallyTable } from '../../persistence/tally.table.ts';
import { coalesced, readBatch, type FoldRules } from './fact-entries.ts';

/**
 * The tallies as a view of the fact log: can be built again beside the live ones, compared at one
 * position vector and swapped. Positions of markers decide what is late, so a rebuild agrees.
 */
export const talliesView = (rules: FoldRules): ViewModule => ({
  name: 'tallies',
  logs: [LOGS.fact],
  tables: { tally: tallyTable },
  async fold(batch, table) {
    const { facts } = await readBatch(batch, rules);
    await addTallies(batch.tx, table('tally'), coalesced(facts));
  },
});

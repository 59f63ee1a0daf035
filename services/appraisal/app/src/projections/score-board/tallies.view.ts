import { LOGS } from '@ywk/contracts';
import type { ViewModule } from '@ywk/projections';
import { addTallies } from '../../persistence/tally.store.ts';
import { bareTallyTable, tallyKeys, tallyTable } from '../../persistence/tally.table.ts';
import { coalesced, readBatch, type FoldRules } from './fact-entries.ts';
import { sumKeptFacts } from './sum-kept-facts.ts';

/**
 * The tallies as a view of the fact log: can be built again beside the live ones, compared at one
 * position vector and swapped. Positions of markers decide what is late, so a rebuild agrees. What
 * this service keeps of each fact is summed first where it is whole; the log is read from there on.
 */
export const talliesView = (rules: FoldRules): ViewModule => ({
  name: 'appraisal.tallies',
  logs: [LOGS.fact],
  tables: { tally: tallyTable },
  bulk: {
    bare: { tally: bareTallyTable },
    keys: { tally: tallyKeys },
    fill: (place, table) => sumKeptFacts(place, { table: table('tally'), rules }),
  },
  async fold(batch, table) {
    const { facts } = await readBatch(batch, rules);
    await addTallies(batch.tx, table('tally'), coalesced(facts));
  },
});

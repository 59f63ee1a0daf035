import { LOGS } from '@ywk/contracts';
import type { ViewModule } from '@ywk/projections';
import type { RuleSource } from '../../persistence/rules-in-force.ts';
import { addTallies } from '../../persistence/tally.store.ts';
import { bareTallyTable, tallyKeys, tallyTable } from '../../persistence/tally.table.ts';
import { coalesced, readBatch } from './fact-entries.ts';
import { sumKeptFacts } from './sum-kept-facts.ts';

/**
 * The tallies as a view of the fact log: can be built again beside the live ones, compared at one
 * position vector and swapped. Positions of markers decide what is late, so a rebuild agrees. What
 * this service keeps of each fact is summed first where it is whole; the log is read from there on.
 */
export const talliesView = (rules: RuleSource): ViewModule => ({
  name: 'appraisal.tallies',
  logs: [LOGS.fact],
  tables: { tally: tallyTable },
  bulk: {
    bare: { tally: bareTallyTable },
    keys: { tally: tallyKeys },
    fill: async (place, table) =>
      sumKeptFacts(place, { table: table('tally'), rules: await rules.read(place.tx) }),
  },
  async fold(batch, table) {
    const { facts } = await readBatch(batch, await rules.read(batch.tx));
    await addTallies(batch.tx, table('tally'), coalesced(facts));
  },
});

import { ContractRegistry, EVENT_CONTRACTS } from '@ywk/contracts';
import { createPool } from '@ywk/event-store';
import { ServiceTokens, type ServiceEnv } from '@ywk/platform';
import { httpLogReader, Rebuild, type Comparison, type Swapped } from '@ywk/projections';
import { talliesView } from './tallies.view.ts';
import type { FoldRules } from './fact-entries.ts';

/** What a rebuild needs beside the environment of the service. */
export interface TallyRebuild {
  readonly rules: FoldRules;
  /** The follower that feeds the live tallies. */
  readonly group: string;
  /** Swap although the tables differ: a changed definition counts differently on purpose. */
  readonly acceptDifferences?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Folds all facts again from duty's log beside the live tallies, compares at one position vector and
 * swaps while readers read. Ended at any point, the next run goes on from there.
 */
export const rebuildTallies = async (
  config: ServiceEnv,
  { rules, group, acceptDifferences = false, onProgress }: TallyRebuild,
): Promise<Comparison & { swapped?: Swapped }> => {
  const url = config.MIGRATION_DATABASE_URL ?? config.DATABASE_URL;
  const pool = createPool({ url, max: 4, applicationName: 'appraisal-rebuild' });
  const tokens = new ServiceTokens('appraisal', config);
  const rebuild = new Rebuild({
    pool,
    view: talliesView(rules),
    group,
    reader: httpLogReader({ urls: config.LOG_URLS, token: () => tokens.token() }),
    registry: new ContractRegistry(EVENT_CONTRACTS),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  try {
    return await rebuild.run({ acceptDifferences });
  } finally {
    await pool.end();
  }
};

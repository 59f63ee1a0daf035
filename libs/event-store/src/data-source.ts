import { DataSource, type MigrationInterface } from 'typeorm';
import { MortalClient } from './pool.ts';

export interface DataSourceParts {
  readonly url: string;
  readonly migrations?: (new () => MigrationInterface)[];
  /** Connections at most; default 4. */
  readonly max?: number;
  /** Milliseconds after which an unanswered statement counts as a dead connection; none without it. */
  readonly queryTimeoutMs?: number;
  /** How long a statement waits for a lock, as PostgreSQL writes it; the server's own without it. */
  readonly lockTimeout?: string;
}

/**
 * A data source of TypeORM that leaves dead connections behind: it hands a client back to the pool
 * whatever befell it, so the client itself must end when its answer does not come.
 */
export const dataSourceOf = (parts: DataSourceParts): DataSource =>
  new DataSource({
    type: 'postgres',
    url: parts.url,
    migrations: parts.migrations ?? [],
    migrationsTransactionMode: 'each',
    migrationsTableName: 'schema_migration',
    poolSize: parts.max ?? 4,
    poolErrorHandler: () => undefined,
    extra: {
      Client: MortalClient,
      keepAlive: true,
      ...(parts.queryTimeoutMs !== undefined && { query_timeout: parts.queryTimeoutMs }),
      ...(parts.lockTimeout !== undefined && { options: `-c lock_timeout=${parts.lockTimeout}` }),
    },
  });

import type { MigrationInterface } from 'typeorm';

/** First in every service's list of migrations. */
export declare const eventStoreMigrations: (new () => MigrationInterface)[];

/** Makes the counter rows of logs that have none; run by the owner after the migrations. */
export declare const ensureLogs: (
  client: { query(text: string, values: unknown[]): Promise<unknown> },
  logs: readonly string[],
) => Promise<void>;

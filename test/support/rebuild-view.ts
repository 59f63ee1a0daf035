import type { ServiceName } from '@ywk/contracts';
import { ServiceTokens, type ServiceEnv } from '@ywk/platform';
import { runViewProgram, type RebuildableView } from '@ywk/projections';

/** Rebuilds a view as `main.js view rebuild` does, in this process; answers its last line. */
export const rebuildView =
  (config: ServiceEnv, service: ServiceName, views: readonly RebuildableView[]) =>
  async (name: string): Promise<unknown> => {
    const tokens = new ServiceTokens(service, config);
    const lines: string[] = [];
    const ownerUrl = config.MIGRATION_DATABASE_URL ?? config.DATABASE_URL;
    const others = { urls: config.LOG_URLS, ask: tokens.ask };
    const write = (line: string): void => void lines.push(line);
    await runViewProgram({ service, views, ownerUrl, others, write }, ['rebuild', name]);
    return (JSON.parse(lines.at(-1) ?? '{}') as { result?: unknown }).result;
  };

import { ContractRegistry, EVENT_CONTRACTS, LOG_OWNERS, type ServiceName } from '@ywk/contracts';
import { createPool, EventStore } from '@ywk/event-store';
import { ServiceTokens, type ServiceEnv } from '@ywk/platform';
import type { Pool } from 'pg';
import { httpLogReader, type HttpLogReaderOptions } from '../sources/http-log-reader.ts';
import type { LogReader } from '../types.ts';
import { Rebuild } from './rebuild.ts';
import { onlyOne } from './only-one.ts';
import type { ViewModule } from './view-module.ts';

/** A view with the follower whose handlers feed its live tables. */
export interface RebuildableView {
  readonly view: ViewModule;
  readonly group: string;
}

/** What a service's `main.js view …` works with. */
export interface ViewProgram {
  readonly service: ServiceName;
  readonly views: readonly RebuildableView[];
  /** Of the role that owns the tables. */
  readonly ownerUrl: string;
  /** Where logs of other services are read. */
  readonly others: HttpLogReaderOptions;
  /** Takes one line of output: a JSON object. */
  readonly write: (line: string) => void;
}

/** The words are none of `list`, `rebuild NAME` with its options. */
export class ViewUsage extends Error {
  override readonly name = 'ViewUsage';
}

/** Indexes and comparisons of large tables take their time. */
const STATEMENT_MS = 3_600_000;

const nameOf = ({ view }: RebuildableView): string => view.name;

const readerFor = ({ service, others }: ViewProgram, store: EventStore): LogReader => {
  const own: readonly string[] = LOG_OWNERS[service];
  const remote = httpLogReader(others);
  return {
    read: (slice, signal) =>
      own.includes(slice.log) ? store.readLog(slice) : remote.read(slice, signal),
    heads: (log, signal) => (own.includes(log) ? store.heads(log) : remote.heads(log, signal)),
  };
};

const rebuildOf = (program: ViewProgram, pool: Pool, chosen: RebuildableView): Rebuild => {
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  const reader = readerFor(program, new EventStore({ pool, registry }));
  const onProgress = (done: number, total: number): void =>
    program.write(JSON.stringify({ progress: { done, total } }));
  return new Rebuild({ pool, registry, reader, onProgress, ...chosen });
};

const list = ({ views, write }: ViewProgram): number => {
  for (const { view, group } of views) {
    const { name, logs, tables } = view;
    write(JSON.stringify({ view: { name, logs, tables: Object.keys(tables), group } }));
  }
  return 0;
};

const rebuild = async (
  program: ViewProgram,
  chosen: RebuildableView,
  options: ReadonlySet<string>,
): Promise<number> => {
  const { ownerUrl: url, service, write } = program;
  const applicationName = `${service}-rebuild`;
  const pool = createPool({ url, max: 6, applicationName, queryTimeoutMs: STATEMENT_MS });
  try {
    return await onlyOne(pool, chosen.view.name, async () => {
      const work = rebuildOf(program, pool, chosen);
      if (options.has('--discard')) {
        await work.discard();
        write(JSON.stringify({ discarded: chosen.view.name }));
        return 0;
      }
      const result = await work.run({ acceptDifferences: options.has('--accept-differences') });
      write(JSON.stringify({ result }));
      return result.swapped === undefined ? 1 : 0;
    });
  } finally {
    await pool.end();
  }
};

const KNOWN: ReadonlySet<string> = new Set(['--accept-differences', '--discard']);

/**
 * Lists the views of a service, or rebuilds one beside the live one.
 * @returns the exit code: 1 when the rebuilt view differs and was not swapped in
 * @throws ViewUsage
 */
export const runViewProgram = async (
  program: ViewProgram,
  words: readonly string[],
): Promise<number> => {
  const [verb, name, ...rest] = words;
  if (verb === 'list') return list(program);
  const chosen = program.views.find((each) => nameOf(each) === name);
  if (verb !== 'rebuild' || chosen === undefined || rest.some((word) => !KNOWN.has(word))) {
    throw new ViewUsage(
      `view list, or view rebuild NAME [--accept-differences] [--discard], NAME one of: ` +
        `${program.views.map(nameOf).join(', ')}`,
    );
  }
  return rebuild(program, chosen, new Set(rest));
};

/** What `main.js view …` of a service does; writes lines of JSON to standard output. */
export const viewVerb =
  (service: ServiceName, views: () => readonly RebuildableView[]) =>
  (config: ServiceEnv, words: readonly string[]): Promise<number> => {
    const tokens = new ServiceTokens(service, config);
    const program: ViewProgram = {
      service,
      views: views(),
      ownerUrl: config.MIGRATION_DATABASE_URL ?? config.DATABASE_URL,
      others: { urls: config.LOG_URLS, ask: tokens.ask },
      write: (line) => void process.stdout.write(`${line}\n`),
    };
    return runViewProgram(program, words);
  };

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { placesIn, portsFrom, ROOT } from '../../launch/places.ts';
import type { Secrets } from '../../launch/secrets.ts';
import { urlsOf } from '../../launch/services.ts';
import { CannotConnect } from '../connection.ts';
import type { OwnedDatabase } from '../service-connection.ts';

const keptIssuerKey = (): NodeJS.ProcessEnv => {
  const { secrets } = placesIn(join(ROOT, '.local'));
  if (!existsSync(secrets)) return {};
  const { issuerKey } = JSON.parse(readFileSync(secrets, 'utf8')) as Secrets;
  return { EMBEDDED_ISSUER_KEY: JSON.stringify(issuerKey) };
};

/** What the service's program is told; what the person's own environment says goes first. */
const environmentOf = ({ service, url }: OwnedDatabase): NodeJS.ProcessEnv => {
  const ports = portsFrom(process.env);
  const urls = urlsOf(ports);
  return {
    NODE_ENV: 'development',
    LOG_LEVEL: 'warn',
    LOG_URLS: JSON.stringify(urls),
    KEY_SERVICE_URL: urls.recruitment,
    // Asked for by recruitment's configuration; no view needs a key.
    KEYS_DATABASE_URL: url,
    ...keptIssuerKey(),
    ...process.env,
    PORT: String(ports.services[service]),
    DATABASE_URL: url,
    MIGRATION_DATABASE_URL: url,
  };
};

const started = (database: OwnedDatabase, words: readonly string[]): ChildProcess => {
  const program = join(ROOT, `services/${database.service}/app/dist/main.js`);
  if (!existsSync(program)) throw new CannotConnect('Build the services first: npm run build.');
  return spawn(process.execPath, ['--enable-source-maps', program, 'view', ...words], {
    cwd: ROOT,
    env: environmentOf(database),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
};

/**
 * Runs `main.js view …` of a service and hands over each line that it writes. The views are the
 * service's own, so it is the service's own program that works on them.
 * @returns its exit code
 */
export const runViewProgram = async (
  database: OwnedDatabase,
  words: readonly string[],
  take: (line: unknown) => void,
): Promise<number> => {
  const program = started(database, words);
  const ended = once(program, 'close') as Promise<[number | null]>;
  if (program.stdout !== null) {
    const lines = createInterface({ input: program.stdout });
    lines.on('line', (line) => take(JSON.parse(line)));
  }
  const [code] = await ended;
  return code ?? 1;
};

/**
 * Lets schemathesis ask all four services whatever their interface documents allow and whatever
 * they do not, on a system of its own with a small bureau in it. Ends with 0 when nobody answered
 * 5xx, nor a status or a content type that its document does not state.
 */
import { spawn } from 'node:child_process';
import { runDemo } from '@ywk/local';
import { issueToken, ROLES } from '@ywk/platform';
import { startTestSystem } from '@ywk/testing';

const PROGRAM = process.env.SCHEMATHESIS ?? 'schemathesis';
const SMALL = { officers: 40, calls: 200, seed: 1 };
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];

/** Long polls. */
const LEFT_OUT = '^/log/[^/]+/';

const parametersFor = (url, token) => [
  'run',
  `${url}/openapi.json`,
  ...['--header', `Authorization: Bearer ${token}`],
  ...['--checks', CHECKS.join(',')],
  ...['--exclude-path-regex', LEFT_OUT],
  ...['--max-examples', process.env.EXAMPLES ?? '10'],
  ...['--phases', 'examples,coverage,fuzzing'],
  ...['--max-time', process.env.SECONDS ?? '900'],
  ...['--request-timeout', '30', '--seed', '1', '--workers', '1'],
  ...['--continue-on-failure', '--suppress-health-check', 'all', '--no-shrink'],
];

const hooks = new URL('lines.py', import.meta.url).pathname;
const env = { ...process.env, SCHEMATHESIS_HOOKS: hooks };

const fuzz = (url, token) =>
  new Promise((resolve, reject) => {
    const run = spawn(PROGRAM, parametersFor(url, token), { stdio: 'inherit', env });
    run.once('error', reject);
    run.once('exit', resolve);
  });

const system = await startTestSystem({ kafka: false });
let failed = 0;
try {
  await runDemo({
    ...SMALL,
    urls: system.urls,
    tokens: (role) => system.tokens[role],
    log: (text) => console.error(text),
  });
  for (const [service, url] of Object.entries(system.urls).reverse()) {
    const token = await issueToken({
      key: system.issuerKey,
      sub: 'fuzz',
      roles: ROLES,
      units: ['*'],
      ttlSeconds: 7200,
    });
    console.log(`== ${service}`);
    if ((await fuzz(url, token)) !== 0) failed += 1;
  }
} finally {
  await system.stop();
}
process.exitCode = failed === 0 ? 0 : 1;

/** One piece of code that breaks one rule on purpose. */
export interface Breach {
  readonly rule: string;
  /** A pattern; the code is judged as if it stood in the first file that matches. */
  readonly file: string;
  readonly code: string;
}

const kernel = 'libs/kernel/src/index.ts';
const domain = 'services/duty/domain/src/index.ts';
const app = 'services/duty/app/src/index.ts';
const contracts = 'libs/contracts/src/index.ts';
const eventStore = 'libs/event-store/src/index.ts';
const specification = 'libs/kernel/src/ratio.spec.ts';

const use = (name: string): string => `import * as found from '${name}';\nexport { found };\n`;
const named = (statement: string): string => `export const f = (): unknown => ${statement};\n`;
const lines = (count: number, line: string): string => `${line}\n`.repeat(count);
const into =
  (rule: string) =>
  (file: string, code: string): Breach => ({ rule, file, code });

const boundary = into('@nx/enforce-module-boundaries');
const boundaries: readonly Breach[] = [
  boundary(kernel, use('@ywk/contracts')),
  boundary(kernel, use('ajv')),
  boundary(domain, use('@ywk/contracts')),
  boundary(domain, use('@ywk/event-store')),
  boundary(domain, use('@ywk/payroll-domain')),
  boundary(domain, use('uuid')),
  boundary(contracts, use('@ywk/event-store')),
  boundary(contracts, use('pg')),
  boundary(eventStore, use('@ywk/duty-domain')),
  boundary(eventStore, use('@ywk/testing')),
  boundary(app, use('@ywk/testing')),
  boundary(app, use('@ywk/appraisal-domain')),
  boundary(app, use('@ywk/payroll-app')),
  boundary(app, use('../../../payroll/app/src/index.ts')),
  boundary('libs/testing/src/index.ts', use('@ywk/duty-app')),
  boundary('deploy/local/src/index.ts', use('@ywk/duty-app')),
  boundary('libs/tooling/boundaries.mjs', use('@ywk/kernel')),
  boundary(specification, use('@ywk/event-store')),
  boundary('test/architecture/breach.ts', use('../../libs/kernel/src/index.ts')),
];

const importing = into('no-restricted-imports');
const imports: readonly Breach[] = [
  importing(app, use('@ywk/contracts/src/index.ts')),
  importing(app, use('./main.js')),
  importing(domain, use('@ywk/kernel/src/index.ts')),
  importing(domain, use('fs')),
  importing(domain, use('node:fs')),
  importing(domain, use('node:crypto')),
  importing(domain, use('@nestjs/common')),
  importing(domain, use('typeorm')),
  importing(domain, use('pg')),
  importing(domain, use('kafkajs')),
  importing(kernel, use('node:path')),
  importing(contracts, use('node:fs')),
  importing(contracts, use('fs')),
  importing(contracts, use('@nestjs/common')),
  importing(specification, use('node:timers/promises')),
];

const global = into('no-restricted-globals');
const timers = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'];
const globals: readonly Breach[] = [
  ...['process', 'console', 'fetch', 'performance', 'crypto', 'Buffer', ...timers].map((name) =>
    global(domain, named(name)),
  ),
  global(kernel, named('globalThis')),
  global(specification, named('setTimeout')),
  global(specification, named('setInterval')),
];

const shape = into('no-restricted-syntax');
const shapes: readonly Breach[] = [
  shape(app, 'const a = 1;\nexport default a;\n'),
  shape(app, "export * from './main.ts';\n"),
  shape(app, named("'SELECT pos FROM event'")),
  shape(app, named('`UPDATE officer SET unit = ${String(1)}`')),
  shape(domain, named('new Date()')),
  shape(domain, named('Date()')),
  shape(domain, named('Date.now()')),
  shape(domain, named('Math.random()')),
  shape(domain, 'export const f = async (): Promise<void> => {};\n'),
  shape(domain, 'export async function f(): Promise<void> {}\n'),
  shape(domain, named('new Promise(() => undefined)')),
  shape(domain, named('Promise.resolve()')),
  shape(domain, named("import('fraction.js')")),
  shape(domain, named('0.5')),
  shape(domain, named("parseFloat('1')")),
  shape(domain, named("Number.parseFloat('1')")),
  shape(domain, named('(1).toFixed(2)')),
  shape(kernel, named('Date.now()')),
  ...[
    'it.skip',
    'test.only',
    'describe.skip',
    'test.failing',
    'test.only.each',
    'test.concurrent.only',
  ].map((call) => shape(specification, `${call}('x', () => undefined);\n`)),
  shape(specification, "it.todo('x');\n"),
  shape(specification, "xit('x', () => undefined);\n"),
  shape(specification, "fdescribe('x', () => undefined);\n"),
  shape(specification, "jest.mock('pg');\n"),
];

const branches = lines(9, "  if (n === 1) return 'x';");
const sizes: readonly Breach[] = [
  into('max-lines')(app, lines(201, 'export const f = 1;')),
  into('max-lines')(specification, lines(401, 'export const f = 1;')),
  into('max-lines-per-function')(
    app,
    `export function f(): void {\n${lines(41, '  String(1);')}}\n`,
  ),
  into('complexity')(app, `export function f(n: number): string {\n${branches}  return 'y';\n}\n`),
  into('max-depth')(
    app,
    `export function f(n: number): void {\n${'if (n) {'.repeat(4)}${'}'.repeat(4)}}\n`,
  ),
  into('max-params')(app, 'export const f = (a: 1, b: 1, c: 1, d: 1): unknown => [a, b, c, d];\n'),
  into('max-lines')(app, `/* eslint-disable max-lines */\n${lines(201, 'export const f = 1;')}`),
];

const union =
  "export const f = (a: 'x' | 'y'): number => {\n  switch (a) { case 'x': return 1; }\n};\n";
const typed: readonly Breach[] = [
  into('@typescript-eslint/no-floating-promises')(
    app,
    'const f = async (): Promise<void> => {};\nf();\n',
  ),
  into('@typescript-eslint/no-misused-promises')(
    app,
    'const f = async (): Promise<boolean> => true;\nif (f()) String(1);\n',
  ),
  into('@typescript-eslint/await-thenable')(app, 'await 1;\n'),
  into('@typescript-eslint/switch-exhaustiveness-check')(app, union),
  into('@typescript-eslint/consistent-type-imports')(
    app,
    "import { Server } from 'node:http';\nexport let f: Server;\n",
  ),
  into('@typescript-eslint/no-explicit-any')(app, 'export const f = (a: any): unknown => a;\n'),
  into('@typescript-eslint/no-unused-vars')(app, 'const f = 1;\n'),
  ...['ts-ignore', 'ts-expect-error: because', 'ts-nocheck'].map((comment) =>
    into('@typescript-eslint/ban-ts-comment')(app, `// @${comment}\nexport const f = 1;\n`),
  ),
];

const plain: readonly Breach[] = [
  into('no-warning-comments')(app, `// ${'TO' + 'DO'}: later\nexport const f = 1;\n`),
  into('prefer-const')(app, 'let f = 1;\nexport { f };\n'),
  into('eqeqeq')(app, named('String(1) == String(2)')),
  into('eqeqeq')('libs/tooling/boundaries.mjs', 'export const f = String(1) == String(2);\n'),
];

export const breaches: readonly Breach[] = [
  ...boundaries,
  ...imports,
  ...globals,
  ...shapes,
  ...sizes,
  ...typed,
  ...plain,
];

/** Code that comes near a rule and keeps it. */
export const harmless: readonly Omit<Breach, 'rule'>[] = [
  { file: kernel, code: use('fraction.js') },
  { file: domain, code: use('@ywk/kernel') },
  { file: domain, code: named("new Date('2024-05-01T00:00:00.000Z')") },
  { file: contracts, code: use('node:crypto') },
  { file: contracts, code: use('ajv/dist/2020.js') },
  { file: app, code: use('@ywk/duty-domain') },
  { file: app, code: use('@ywk/event-store') },
  { file: 'services/*/app/src/persistence/**/*.ts', code: named("'SELECT pos FROM event'") },
  { file: specification, code: use('fast-check') },
  { file: specification, code: `export function f(): void {\n${lines(41, '  String(1);')}}\n` },
  { file: 'eslint.config.mjs', code: 'export default [];\n' },
];

/** Files that break one rule of the import graph on purpose; `from` is where it is found. */
export interface ImportBreach {
  readonly rule: string;
  readonly from: string;
  readonly files: Readonly<Record<string, string>>;
}

const duty = 'services/duty/app/src';
const dutyDomain = 'services/duty/domain/src';

const use = (...modules: readonly string[]): string =>
  modules
    .map((module, at) => `import * as a${at} from '${module}';\nexport { a${at} };\n`)
    .join('');

let count = 0;

/** One file in `folder` that imports `module`, under a name no other breach has. */
const importing = (rule: string, folder: string, ...modules: readonly string[]): ImportBreach => {
  count += 1;
  const from = `${folder}/breach-${count}.ts`;
  return { rule, from, files: { [from]: use(...modules) } };
};

const steps: readonly ImportBreach[] = [
  ...['commands', 'publishers', 'consumers', 'http'].map((step) =>
    importing('projections-only-fold', `${duty}/projections`, `../${step}/index.ts`),
  ),
  ...['projections', 'consumers', 'http'].map((step) =>
    importing('commands-never-read-projections', `${duty}/commands`, `../${step}/index.ts`),
  ),
  importing('doors-do-not-call-each-other', `${duty}/http`, '../consumers/index.ts'),
  importing('doors-do-not-call-each-other', `${duty}/consumers`, '../http/index.ts'),
  ...['commands', 'publishers', 'consumers', 'http'].map((step) =>
    importing('persistence-knows-no-door', `${duty}/persistence`, `../${step}/index.ts`),
  ),
  importing('publishers-are-pure-maps', `${duty}/publishers`, 'node:crypto'),
  importing('publishers-are-pure-maps', `${duty}/publishers`, '@nestjs/common'),
  importing('publishers-are-pure-maps', `${duty}/publishers`, '../commands/index.ts'),
];

const io = ['node:fs', 'fs', 'node:http', 'node:crypto', 'node:process', 'node:timers/promises'];
const stranger: ImportBreach = {
  rule: 'domain-reaches-no-io',
  from: `${dutyDomain}/over-a-friend.ts`,
  files: {
    [`${dutyDomain}/over-a-friend.ts`]: use('../../../../libs/platform/src/friend.ts'),
    'libs/platform/src/friend.ts': use('node:net'),
  },
};
const reach: readonly ImportBreach[] = [
  ...io.map((module) => importing('domain-reaches-no-io', dutyDomain, module)),
  importing('domain-reaches-no-io', 'libs/kernel/src', '@nestjs/common'),
  stranger,
  importing('sql-stays-in-its-place', `${duty}/commands`, 'pg'),
  importing('sql-stays-in-its-place', `${duty}/http`, 'typeorm'),
  importing('sql-stays-in-its-place', `${duty}/consumers`, '@nestjs/typeorm'),
  importing('sql-stays-in-its-place', 'libs/platform/src', 'pg-copy-streams'),
  importing('kafka-client-in-messaging-only', 'libs/projections/src', 'kafkajs'),
  importing('kafka-client-in-messaging-only', `${duty}/consumers`, 'kafkajs'),
  importing('kafka-client-in-messaging-only', 'test/e2e', 'kafkajs'),
];

const elsewhere = '../../../payroll/domain/src/index.ts';
const projects: readonly ImportBreach[] = [
  importing('services-never-import-services', dutyDomain, elsewhere),
  importing('libs-never-import-services', 'libs/platform/src', `../../../${dutyDomain}/index.ts`),
  importing('libs-never-import-services', 'deploy/local/src', `../../../${dutyDomain}/index.ts`),
  importing('end-to-end-tests-use-doors', 'test/e2e', `../../${dutyDomain}/index.ts`),
  importing('end-to-end-tests-use-doors', 'test/chaos', `../../${dutyDomain}/index.ts`),
  importing('production-never-imports-tests', dutyDomain, './call.spec.ts'),
  importing('production-never-imports-tests', 'libs/platform/src', '../../testing/src/index.ts'),
  importing('production-never-imports-tests', 'deploy/local/src', '../../../test/e2e/index.ts'),
  importing('production-needs-no-development-package', 'libs/platform/src', 'fast-check'),
  importing('production-needs-no-development-package', 'deploy/local/src', 'testcontainers'),
];

const health: readonly ImportBreach[] = [
  importing('packages-are-declared', 'libs/platform/src', 'picocolors'),
  importing('packages-are-declared', `${duty}/http`, 'picocolors'),
  {
    rule: 'no-circular',
    from: `${dutyDomain}/egg.ts`,
    files: {
      [`${dutyDomain}/hen.ts`]: use('./egg.ts'),
      [`${dutyDomain}/egg.ts`]: use('./hen.ts'),
    },
  },
  importing('no-unresolved-imports', dutyDomain, './nowhere.ts'),
  importing('no-unresolved-imports', dutyDomain, 'a-package-nobody-has'),
  {
    rule: 'no-orphans',
    from: `${dutyDomain}/lonely.ts`,
    files: { [`${dutyDomain}/lonely.ts`]: 'export const lonely = 1;\n' },
  },
];

export const importBreaches: readonly ImportBreach[] = [...steps, ...reach, ...projects, ...health];

const empty = 'export const here = 1;\n';

/** What the breaches import and what keeps the rules. */
export const innocents: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['commands', 'publishers', 'consumers', 'http', 'projections'].map((step) => [
      `${duty}/${step}/index.ts`,
      empty,
    ]),
  ),
  [`${dutyDomain}/index.ts`]: empty,
  'libs/platform/package.json': '{ "name": "@ywk/platform" }',
  'services/duty/app/package.json': '{ "name": "@ywk/duty-app" }',
  [`${duty}/http/problem.ts`]: use('@nestjs/common', 'rxjs'),
  [`${dutyDomain}/call.spec.ts`]: use('./index.ts', '../../../../libs/testing/src/index.ts'),
  'services/payroll/domain/src/index.ts': empty,
  'libs/testing/src/index.ts': use('pg', 'testcontainers'),
  'libs/messaging/src/index.ts': use('kafkajs'),
  'libs/event-store/src/index.ts': use('pg'),
  'test/e2e/index.ts': empty,
  [`${duty}/persistence/store.ts`]: use('typeorm', 'pg'),
  [`${duty}/projections/figures.ts`]: use('pg', '../../../domain/src/index.ts'),
  [`${duty}/http/figures.controller.ts`]: use('../projections/figures.ts', '../commands/index.ts'),
  [`${duty}/publishers/fact.publisher.ts`]: use('../../../domain/src/index.ts'),
};

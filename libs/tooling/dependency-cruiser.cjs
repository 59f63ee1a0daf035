// The rules inside and between the projects that follow from the import graph. Each has a deliberate
// breach under test/architecture that proves it can still fail.
const step = (...names) => `^services/[^/]+/app/src/(${names.join('|')})/`;
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const spec = '[.]spec[.](ts|mjs)$';
const code = '^(services|libs|deploy)/';
const pure = '^(services/[^/]+/domain|libs/kernel)/';
const io =
  '^(node:)?(fs|net|http|https|http2|tls|dns|dgram|child_process|worker_threads|cluster|crypto|process|os|timers|stream|events)(/|$)';

const insideAService = [
  rule(
    'projections-only-fold',
    'A read model follows events; it never decides, publishes or serves.',
    { path: step('projections') },
    { path: step('commands', 'publishers', 'consumers', 'http') },
  ),
  rule(
    'commands-never-read-projections',
    'Decisions rest on the folded stream, not on a table that may lag.',
    { path: step('commands') },
    { path: step('projections', 'consumers', 'http') },
  ),
  rule(
    'doors-do-not-call-each-other',
    'Requests and messages come in by different doors: neither opens the other.',
    { path: step('http', 'consumers'), pathNot: spec },
    { path: step('http', 'consumers'), pathNot: '^services/[^/]+/app/src/$1/' },
  ),
  rule(
    'persistence-knows-no-door',
    'The store is used by the steps above it and knows none of them.',
    { path: step('persistence') },
    { path: step('http', 'consumers', 'commands', 'publishers') },
  ),
  rule(
    'publishers-are-pure-maps',
    'A publisher turns our fact into a contract and touches nothing else.',
    { path: step('publishers'), pathNot: spec },
    { pathNot: ['^services/[^/]+/domain/', step('publishers'), '^libs/(kernel|contracts)/'] },
  ),
];

const reach = [
  rule(
    'domain-reaches-no-io',
    'No path, however long, leads from the domain to a socket, a disk or a framework.',
    { path: pure, pathNot: spec },
    { path: ['(^|/)node_modules/(pg|pg-[^/]+|typeorm|kafkajs|@nestjs)/', io], reachable: true },
  ),
  rule(
    'sql-stays-in-its-place',
    'Only these folders speak SQL.',
    {
      path: code,
      pathNot: [
        spec,
        step('persistence', 'projections'),
        '^libs/(event-store|projections|testing)/',
        '^deploy/local/',
      ],
    },
    { path: '(^|/)node_modules/(typeorm|@nestjs/typeorm|pg|pg-[^/]+)/' },
  ),
  rule(
    'kafka-client-in-messaging-only',
    'One folder knows the client, so that one folder changes when the client does. References of the benchmarks use it by itself, and a stranger who knocks at a secured broker.',
    {
      path: '.',
      pathNot: [
        '^libs/messaging/',
        '^test/bench/src/reference/',
        '^test/(integration/security|support/checkup)',
      ],
    },
    { path: '(^|/)node_modules/(kafkajs|@confluentinc|@platformatic/kafka)/' },
  ),
];

const betweenProjects = [
  rule(
    'services-never-import-services',
    'Services meet only through contracts.',
    { path: '^services/([^/]+)/' },
    { path: '^services/', pathNot: '^services/$1/' },
  ),
  rule(
    'libs-never-import-services',
    'What is shared knows nobody who shares it.',
    { path: '^(libs|deploy)/' },
    { path: '^services/' },
  ),
  rule(
    'end-to-end-tests-use-doors',
    'A test of the whole system sees what a stranger sees: contracts, addresses, files.',
    { path: '^test/(e2e|chaos)/' },
    { path: '^services/' },
  ),
  rule(
    'production-never-imports-tests',
    'Test helpers live in libs/testing and test/.',
    { path: code, pathNot: [spec, '^libs/testing/'] },
    { path: [spec, '^libs/testing/', '^test/'] },
  ),
  rule(
    'production-needs-no-development-package',
    'What runs at the bureau is installed without the tools that built it.',
    { path: code, pathNot: [spec, '^libs/(testing|tooling)/'] },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
];

const health = [
  rule(
    'packages-are-declared',
    'A package that only others bring along may be gone with their next version.',
    {},
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'no-circular',
    'Two files that need each other are one file, or need a third.',
    {},
    { circular: true },
  ),
  rule(
    'no-unresolved-imports',
    'A rule cannot judge an import that leads nowhere.',
    {},
    { couldNotResolve: true },
  ),
  rule(
    'no-orphans',
    'A file that nothing imports is dead, or an entry point missing from this list.',
    {
      orphan: true,
      path: '^(services|libs)/',
      pathNot: [
        spec,
        'main[.]ts$',
        'index[.]ts$',
        '/migrations/',
        '/jest-[^/]+[.]mjs$',
        '^libs/tooling/',
      ],
    },
    {},
  ),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...insideAService, ...reach, ...betweenProjects, ...health],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Only our own build output: many packages keep their door in a folder of that name.
    exclude: { path: '^(libs/[^/]+|services/[^/]+/[^/]+|(deploy|test)/[^/]+)/dist/' },
    tsPreCompilationDeps: true,
    // Third-party packages are named in the root alone, not in the package.json beside the code.
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@ywk/source', 'import', 'require', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
};

/**
 * Which project may know which, by the tags in each package.json. A tag without a row here, or a
 * row without a breach in test/architecture, would be a rule that nobody keeps.
 */
const services = ['recruitment', 'duty', 'appraisal', 'payroll'];

/** The types of project that a type may import. */
const knownTypes = {
  kernel: [],
  domain: ['kernel'],
  contract: ['kernel'],
  adapter: ['kernel', 'contract', 'adapter'],
  app: ['kernel', 'contract', 'domain', 'adapter'],
  tooling: [],
  testing: ['kernel', 'contract', 'adapter', 'deploy'],
  deploy: ['kernel', 'contract', 'adapter', 'testing'],
  test: ['kernel', 'contract', 'domain', 'adapter', 'app', 'testing', 'deploy', 'tooling'],
};

/** The packages that a type may import; a type that is not listed may import any. */
const knownPackages = {
  kernel: ['fraction.js'],
  domain: ['fraction.js'],
  contract: ['ajv', 'ajv/*', 'ajv-formats', 'canonicalize'],
};

/** What a specification may import on top of the code beside it. */
const none = { types: [], packages: [] };
const inSpecifications = { types: ['testing'], packages: ['@jest/globals', 'fast-check', 'yaml'] };

const ofType = (type, extra) => ({
  sourceTag: `type:${type}`,
  onlyDependOnLibsWithTags: [...knownTypes[type], ...extra.types].map((name) => `type:${name}`),
  ...(knownPackages[type] && {
    allowedExternalImports: [...knownPackages[type], ...extra.packages],
  }),
});

const ofService = (name) => ({
  sourceTag: `scope:${name}`,
  onlyDependOnLibsWithTags: [`scope:${name}`, 'scope:shared'],
});

const rule = (extra) => [
  'error',
  {
    // Loading a library when it is needed saves nothing but time: it may be imported elsewhere too.
    checkDynamicDependenciesExceptions: ['@ywk/**'],
    depConstraints: [
      ...Object.keys(knownTypes).map((type) => ofType(type, extra)),
      { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
      ...services.map(ofService),
    ],
  },
];

export const boundaries = rule(none);
export const boundariesOfSpecifications = rule(inSpecifications);

/**
 * Which project may know which, by the tags in each package.json. A tag without a row here, or a
 * row without a breach in test/architecture, would be a rule that nobody keeps.
 */
const services = ['recruitment', 'duty', 'appraisal', 'payroll'];

const types = (...names) => names.map((name) => `type:${name}`);

/** What a specification may import on top of the code beside it. */
const inSpecifications = { projects: ['testing'], packages: ['@jest/globals', 'fast-check'] };

const constraints = (extra) => {
  const projects = (...names) => types(...names, ...extra.projects);
  const packages = (...names) => [...names, ...extra.packages];
  return [
    {
      sourceTag: 'type:kernel',
      onlyDependOnLibsWithTags: projects(),
      allowedExternalImports: packages('fraction.js'),
    },
    {
      sourceTag: 'type:domain',
      onlyDependOnLibsWithTags: projects('kernel'),
      allowedExternalImports: packages('fraction.js'),
    },
    {
      sourceTag: 'type:contract',
      onlyDependOnLibsWithTags: projects('kernel'),
      allowedExternalImports: packages('ajv', 'ajv/*', 'ajv-formats', 'canonicalize'),
    },
    {
      sourceTag: 'type:adapter',
      onlyDependOnLibsWithTags: projects('kernel', 'contract', 'adapter'),
    },
    {
      sourceTag: 'type:app',
      onlyDependOnLibsWithTags: projects('kernel', 'contract', 'domain', 'adapter'),
    },
    { sourceTag: 'type:tooling', onlyDependOnLibsWithTags: projects() },
    {
      sourceTag: 'type:testing',
      onlyDependOnLibsWithTags: projects('kernel', 'contract', 'adapter', 'deploy'),
    },
    {
      sourceTag: 'type:deploy',
      onlyDependOnLibsWithTags: projects('kernel', 'contract', 'adapter', 'testing'),
    },
    {
      sourceTag: 'type:test',
      onlyDependOnLibsWithTags: types(
        'kernel',
        'contract',
        'domain',
        'adapter',
        'app',
        'testing',
        'deploy',
        'tooling',
      ),
    },
    { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
    ...services.map((name) => ({
      sourceTag: `scope:${name}`,
      onlyDependOnLibsWithTags: [`scope:${name}`, 'scope:shared'],
    })),
  ];
};

const rule = (extra) => ['error', { depConstraints: constraints(extra) }];

export const boundaries = rule({ projects: [], packages: [] });
export const boundariesOfSpecifications = rule(inSpecifications);

import { builtinModules } from 'node:module';

const forbid = (names, message) => names.map((name) => ({ name, message }));
const syntax = (selector, message) => ({ selector, message });

const noIo = 'The domain does no I/O.';
const noFramework = 'The domain knows no framework.';
const noTimers = 'A test that sleeps is slow or wrong: sample with eventually().';

const deepImports = { group: ['@ywk/*/*'], message: 'Import a library by its name.' };
const compiledNames = {
  regex: '^[.]{1,2}/.*[.]js$',
  message: 'A relative import names the source file and ends in .ts.',
};
const frameworks = [
  '@nestjs/*',
  'typeorm',
  'typeorm/*',
  'pg',
  'pg-*',
  'kafkajs',
  '@confluentinc/*',
  '@platformatic/*',
  'rxjs',
  'rxjs/*',
];

/** Which modules may be imported, by where the file stands. */
export const imports = {
  everywhere: ['error', { patterns: [deepImports, compiledNames] }],
  inTests: [
    'error',
    {
      paths: forbid(['node:timers/promises', 'timers/promises'], noTimers),
      patterns: [deepImports, compiledNames],
    },
  ],
  inDomain: [
    'error',
    {
      paths: forbid(builtinModules, noIo),
      patterns: [
        deepImports,
        compiledNames,
        { group: ['node:*'], message: noIo },
        { group: frameworks, message: noFramework },
      ],
    },
  ],
  inContracts: [
    'error',
    {
      paths: forbid(
        builtinModules.filter((name) => name !== 'crypto'),
        'A contract does no I/O.',
      ),
      patterns: [
        deepImports,
        compiledNames,
        { group: ['node:*', '!node:crypto'], message: 'A contract does no I/O.' },
        { group: frameworks, message: 'A contract knows no framework.' },
      ],
    },
  ],
};

const namedExports = [
  syntax('ExportAllDeclaration', 'A door lists the names it opens: no `export *`.'),
  syntax('ExportDefaultDeclaration', 'Named exports only.'),
];

const clockAndChance = [
  syntax(
    "NewExpression[callee.name='Date'][arguments.length=0]",
    'Take the time from the command.',
  ),
  syntax("CallExpression[callee.name='Date']", 'Take the time from the command.'),
  syntax(
    "MemberExpression[object.name='Date'][property.name='now']",
    'Take the time from the command.',
  ),
  syntax(
    "MemberExpression[object.name='Math'][property.name='random']",
    'Take chance from the command.',
  ),
];

const waiting = [
  syntax(
    ':matches(FunctionDeclaration, FunctionExpression, ArrowFunctionExpression)[async=true]',
    'The domain does not wait.',
  ),
  syntax("NewExpression[callee.name='Promise']", 'The domain does not wait.'),
  syntax("MemberExpression[object.name='Promise']", 'The domain does not wait.'),
  syntax('ImportExpression', 'The domain does not wait.'),
];

const floats = [
  syntax('Literal[raw=/^[0-9_]*[.][0-9]/]', 'A rule uses integers and exact ratios, never floats.'),
  syntax("CallExpression[callee.name='parseFloat']", 'A rule uses integers and exact ratios.'),
  syntax(
    'MemberExpression[property.name=/^(parseFloat|toFixed|toPrecision)$/]',
    'A rule uses integers and exact ratios.',
  ),
];

const statement = '/^\\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|COPY|TRUNCATE)\\s/';
const sql = [
  syntax(`Literal[value=${statement}]`, 'Only persistence and projections speak SQL.'),
  syntax(`TemplateElement[value.raw=${statement}]`, 'Only persistence and projections speak SQL.'),
];

const suites = '/^(describe|it|test)$/';
const unfinished = '/^(skip|only|todo|failing)$/';
const allTestsRun = [
  syntax(
    `MemberExpression[object.name=${suites}][property.name=${unfinished}]`,
    'Every test runs, always.',
  ),
  syntax(
    `MemberExpression[object.object.name=${suites}][property.name=${unfinished}]`,
    'Every test runs, always.',
  ),
  syntax(
    'CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|ftest|fdescribe)$/]',
    'Every test runs, always.',
  ),
  syntax(
    "MemberExpression[object.name='jest'][property.name=/^(mock|doMock|unstable_mockModule)$/]",
    'Tests meet the real thing: no module mocks.',
  ),
];

/** Which shapes of code are refused, by where the file stands. */
export const shapes = {
  everywhere: ['error', ...namedExports],
  inDoors: ['error', ...namedExports, ...sql],
  inTests: ['error', ...namedExports, ...allTestsRun],
  inDomain: ['error', ...namedExports, ...clockAndChance, ...waiting, ...floats],
};

/** Global names that reach outside, refused where code must stay pure or must not sleep. */
export const names = {
  inDomain: [
    'error',
    ...forbid(
      [
        'process',
        'console',
        'fetch',
        'performance',
        'crypto',
        'Buffer',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'queueMicrotask',
        'globalThis',
      ],
      noIo,
    ),
  ],
  inTests: ['error', ...forbid(['setTimeout', 'setInterval'], noTimers)],
};

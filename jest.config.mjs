import preset from './jest.preset.mjs';

const servers = {
  globalSetup: '<rootDir>/libs/testing/jest-servers.mjs',
  globalTeardown: '<rootDir>/libs/testing/jest-servers-end.mjs',
};

export default {
  maxWorkers: 2,
  testSequencer: '<rootDir>/libs/testing/jest-slow-first.mjs',
  testTimeout: 60_000,
  workerIdleMemoryLimit: '768MB',
  projects: [
    {
      ...preset,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/{libs,deploy}/*/{src,setup}/**/*.spec.{ts,mjs}',
        '<rootDir>/services/*/{domain,app}/src/**/*.spec.ts',
        '<rootDir>/test/{architecture,contract,replay,sim}/**/*.spec.{ts,mjs}',
        '<rootDir>/test/chaos/checker/*.spec.ts',
      ],
    },
    {
      ...preset,
      ...servers,
      displayName: 'system',
      testMatch: [
        '<rootDir>/test/integration/**/*.int.spec.ts',
        '<rootDir>/test/{e2e,bench}/**/*.spec.ts',
        '<rootDir>/test/chaos/*.chaos.spec.ts',
      ],
    },
    {
      ...preset,
      ...servers,
      displayName: 'cluster',
      testMatch: ['<rootDir>/test/cluster/**/*.cluster.spec.ts'],
    },
    {
      ...preset,
      displayName: 'live',
      testMatch: ['<rootDir>/test/live/**/*.live.spec.ts'],
    },
  ],
};

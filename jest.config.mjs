// Runs the tests as native ES modules; each suite of test/ is a jest project so that one can be run alone.
import { serverWords, suitesNamed } from './scripts/server-suites.mjs';

const common = {
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // The ES build imports JSON in a way that jest warns about with every file.
    '^libphonenumber-js/max$': '<rootDir>/node_modules/libphonenumber-js/max/index.cjs',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2023',
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testEnvironment: 'node',
  setupFilesAfterEnv: ['<rootDir>/test/support/test-timeout.ts'],
};

// Suites whose name says so start a MongoDB or a Redis; the rest of `contract` needs nothing but this checkout.
const words = Object.values(serverWords).flat();

const suite = (displayName, testMatch, more = {}) => ({ ...common, displayName, testMatch, ...more });

export default {
  projects: [
    suite('unit', ['<rootDir>/src/**/*.spec.ts']),
    suite('contract', ['<rootDir>/test/contract/**/*.spec.ts'], {
      testPathIgnorePatterns: ['/node_modules/', suitesNamed(words)],
    }),
    suite('contract-servers', [`<rootDir>/test/contract/**/*{${words.join(',')}}*.spec.ts`]),
    suite('integration', ['<rootDir>/test/integration/**/*.spec.ts']),
    suite('architecture', ['<rootDir>/test/architecture/**/*.spec.ts']),
    suite('e2e', ['<rootDir>/test/e2e/**/*.e2e-spec.ts']),
    suite('faults', ['<rootDir>/test/faults/**/*.e2e-spec.ts']),
  ],
};

import { expect, test } from '@jest/globals';
import { tally } from './tests.mjs';

const suite = (name, status, assertionResults) => ({ name, status, assertionResults });
const report = (numPassedTests, numFailedTests, ...testResults) => ({
  numPassedTests,
  numFailedTests,
  testResults,
});
const assertion = (status) => ({ status, fullName: `${status} one` });

test('counts what Jest counts', () =>
  expect(tally(report(3, 2, suite('a', 'failed', [assertion('failed')])))).toEqual({
    passed: 3,
    failed: 2,
    unrun: [],
  }));

test('a suite that could not run is a failure, though Jest counts no test in it', () =>
  expect(tally(report(3, 0, suite('a', 'failed', []))).failed).toBe(1));

test('so is one whose end failed, though every test in it passed', () => {
  const passed = [assertion('passed'), assertion('passed')];
  expect(tally(report(2, 0, suite('a', 'failed', passed))).failed).toBe(1);
});

test('a test that did not run is a failure and is named', () =>
  expect(
    tally(report(1, 0, suite('b.spec.ts', 'passed', [assertion('pending'), assertion('todo')]))),
  ).toEqual({ passed: 1, failed: 2, unrun: ['b.spec.ts: pending one', 'b.spec.ts: todo one'] }));
